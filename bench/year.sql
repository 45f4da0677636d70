-- name: open
-- Cases with a referral that waits; alerts that are open, their sessions, all that was on those.
with waiting as (
    select coalesce(case_id, referral) as id from referrals
    where territory = $1
        and (whose_turn is not null or tells_person is not null or awaits_confirmation)
), alive as (
    select alert from alerts where territory = $1
        and state in ('raised', 'acknowledged', 'qualified', 'on-agenda', 'examined')
), sessions as (
    select session from watch_sessions where territory = $1 and state <> 'held'
    union select session from session_items where territory = $1
        and alert in (select alert from alive)
    union select session from follow_ups where territory = $1
        and answer in ('proposed', 'accepted')
)
select id from waiting
union select alert from alive
union select session from sessions
union select alert from session_items where territory = $1
    and session in (select session from sessions)
