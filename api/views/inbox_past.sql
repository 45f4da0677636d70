-- name: alive
-- Cases of partner $2 with a referral that was sent by position $3, and that waits for
-- somebody now or has gone on since: all that may have waited for somebody then. Without
-- a case, the referral itself.
with asked as (
    select r.* from case_partners t
    join referrals r on r.territory = t.territory and r.case_id = t.case_id
    where t.territory = $1 and t.partner = $2 and t.until is null
    union all
    select r.* from referrals r
    where r.territory = $1 and r.sender = $2 and r.case_id is null
)
select distinct case_id, case when case_id is null then referral end as referral
from asked r
where (whose_turn is not null or tells_person is not null or awaits_confirmation
        or (select e.position from events e where e.territory = r.territory
            and e.stream_id = r.referral and e.version = r.version) > $3)
    and (select e.position from events e where e.territory = r.territory
        and e.stream_id = r.referral and e.version = 1) <= $3

-- name: known
-- The facts of cases $2, and of referrals $3 about nobody, up to position $4, shut.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events
where territory = $1 and (case_id = any($2::uuid[]) or stream_id = any($3::uuid[]))
    and position <= $4
order by position
