-- name: schema
create table referrals (
    territory           text not null,
    referral            uuid not null,
    version             integer not null,
    case_id             uuid,
    person              uuid,
    sender              uuid not null,
    addressee           uuid not null,
    kind                text not null,
    urgency             text not null,
    themes              text[] not null,
    follows             uuid,
    sent_at             timestamptz not null,
    state               text not null,
    whose_turn          text,
    due                 date,
    clock_days          date[] not null,
    asked               boolean not null default false,
    seen                boolean not null default false,
    awaits_confirmation boolean not null default false,
    tells_person        text,
    meets_at            timestamptz,
    assigned            uuid,
    expects_answer      boolean not null,
    changed_at          timestamptz not null,
    primary key (territory, referral)
);
create index referrals_received on referrals (territory, addressee, state);
create index referrals_sent on referrals (territory, sender, state);
create index referrals_by_case on referrals (territory, case_id);
create index referrals_by_clock on referrals (territory, (clock_days[1]))
    where clock_days[1] is not null;

-- name: sent(territory text, stream_id uuid, version int, case_id uuid, person uuid, sender uuid, addressee uuid, kind text, urgency text, themes text, follows uuid, occurred_at timestamptz, whose_turn text, due date, clock_days text, expects_answer boolean) on referrals by stream_id
insert into referrals (territory, referral, version, case_id, person, sender, addressee, kind,
    urgency, themes, follows, sent_at, state, whose_turn, due, clock_days, expects_answer, changed_at)
select territory, stream_id, version, case_id, person, sender, addressee, kind, urgency,
    string_to_array(themes, ','), follows, occurred_at, 'sent', whose_turn, due,
    string_to_array(clock_days, ',')::date[], expects_answer, occurred_at
from fact

-- name: stands(territory text, stream_id uuid, version int, state text, whose_turn text, due date, clock_days text, occurred_at timestamptz) on referrals by stream_id
update referrals r
set version = fact.version, state = fact.state, whose_turn = fact.whose_turn, due = fact.due,
    clock_days = string_to_array(fact.clock_days, ',')::date[], asked = false,
    changed_at = fact.occurred_at,
    awaits_confirmation = false,
    meets_at = case when fact.state in ('started', 'on-hold') then r.meets_at end
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: answered(territory text, stream_id uuid, version int, state text, whose_turn text, tells_person text, reported boolean, occurred_at timestamptz) on referrals by stream_id
update referrals r
set version = fact.version, state = fact.state, whose_turn = fact.whose_turn, due = null,
    clock_days = '{}', asked = false, changed_at = fact.occurred_at,
    tells_person = fact.tells_person, awaits_confirmation = fact.reported,
    meets_at = case when fact.state in ('accepted', 'waitlisted') then r.meets_at end
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: contested(territory text, stream_id uuid, version int, whose_turn text, due date, clock_days text, occurred_at timestamptz) on referrals by stream_id
update referrals r
set version = fact.version, state = 'seen', whose_turn = fact.whose_turn, due = fact.due,
    clock_days = string_to_array(fact.clock_days, ',')::date[], asked = false,
    changed_at = fact.occurred_at, tells_person = null, awaits_confirmation = false,
    meets_at = null
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: handed_over(territory text, stream_id uuid, version int, sender uuid) on referrals by stream_id
update referrals r set version = fact.version, sender = fact.sender
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: reopened(territory text, stream_id uuid, version int, whose_turn text, due date, clock_days text, occurred_at timestamptz) on referrals by stream_id
update referrals r
set version = fact.version, whose_turn = fact.whose_turn, due = fact.due,
    state = case when r.state in ('completed', 'ended-early') then 'accepted'
        when r.seen then 'seen' else 'sent' end,
    clock_days = string_to_array(fact.clock_days, ',')::date[], changed_at = fact.occurred_at
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: turned(territory text, stream_id uuid, version int, whose_turn text, due date, clock_days text, asked boolean, occurred_at timestamptz) on referrals by stream_id
update referrals r
set version = fact.version, whose_turn = fact.whose_turn, due = fact.due, asked = fact.asked,
    state = case when fact.asked and r.state = 'unanswered' then 'seen' else r.state end,
    clock_days = string_to_array(fact.clock_days, ',')::date[], changed_at = fact.occurred_at
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: reminded(territory text, stream_id uuid, version int, day date) on referrals by stream_id
update referrals r
set version = fact.version,
    clock_days = array(select day from unnest(r.clock_days) as d(day)
        where d.day > fact.day order by day)
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: seen(territory text, stream_id uuid, version int) on referrals by stream_id
update referrals r
set version = fact.version, seen = true,
    state = case when r.state = 'sent' then 'seen' else r.state end
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: meets(territory text, stream_id uuid, version int, meets_at timestamptz, occurred_at timestamptz) on referrals by stream_id
update referrals r
set version = fact.version, meets_at = fact.meets_at, changed_at = fact.occurred_at
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: assigned(territory text, stream_id uuid, version int, agent uuid) on referrals by stream_id
update referrals r set version = fact.version, assigned = fact.agent
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: confirmed(territory text, stream_id uuid, version int) on referrals by stream_id
update referrals r set version = fact.version, awaits_confirmation = false
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: told(territory text, stream_id uuid, version int) on referrals by stream_id
update referrals r set version = fact.version, tells_person = null
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: in_error(territory text, stream_id uuid, version int, occurred_at timestamptz) on referrals by stream_id
update referrals r
set version = fact.version, state = 'in-error', whose_turn = null, due = null,
    clock_days = '{}', asked = false, changed_at = fact.occurred_at, meets_at = null,
    tells_person = null, awaits_confirmation = false
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on referrals by stream_id
update referrals r set version = fact.version
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: concerning
-- What waits between partner $2 and the others: open referrals, people still to be told.
-- Whose contact details were given to a person learns nothing of it; nor does a partner
-- that was released from the case.
select referral, version, case_id, person, sender, addressee, kind, urgency, themes, follows,
    sent_at, state, whose_turn, due, asked, seen, awaits_confirmation, tells_person, meets_at,
    assigned, changed_at
from referrals r
where territory = $1 and (sender = $2 or (addressee = $2 and expects_answer))
    and (whose_turn is not null or tells_person is not null or awaits_confirmation)
    and (case_id is null or exists (select from case_partners t
        where t.territory = r.territory and t.case_id = r.case_id and t.partner = $2
            and t.until is null))
order by due nulls last, sent_at, referral
limit $3

-- name: refused_by_all
-- Cases of partner $2 where every referral met a refusal or silence, and none is open elsewhere.
select case_id from referrals
where territory = $1 and sender = $2 and case_id is not null
group by case_id
having bool_and(state in ('declined', 'unanswered', 'redirected')) and count(*) >= 2

-- name: of_case
select referral, version, case_id, person, sender, addressee, kind, urgency, themes, follows,
    sent_at, state, whose_turn, due, asked, seen, awaits_confirmation, tells_person, meets_at,
    assigned, changed_at
from referrals where territory = $1 and case_id = $2 order by sent_at, referral

-- name: referral
select referral, version, case_id, person, sender, addressee, kind, urgency, themes, follows,
    sent_at, state, whose_turn, due, asked, seen, awaits_confirmation, tells_person, meets_at,
    assigned, changed_at
from referrals where territory = $1 and referral = $2

-- name: due_for_the_clock
select referral as stream from referrals where territory = $1 and clock_days[1] <= $2
order by clock_days[1], referral limit $3

-- name: open_towards
-- Contact details given to a person wait for nothing from the partner.
select count(*) from referrals
where territory = $1 and addressee = $2 and whose_turn is not null and expects_answer

-- name: open_in_case
-- Referrals of case $2, from or to partner $3, that still wait for something.
select count(*) from referrals
where territory = $1 and case_id = $2 and (sender = $3 or addressee = $3)
    and (whose_turn is not null or tells_person is not null or awaits_confirmation)

-- name: open_from
select count(*) from referrals
where territory = $1 and sender = $2 and whose_turn is not null

-- name: portfolio
-- The referrals to partner $2 that are assigned to these agents.
select referral, assigned, whose_turn is not null as open from referrals
where territory = $1 and addressee = $2 and assigned = any($3::uuid[])
order by referral
