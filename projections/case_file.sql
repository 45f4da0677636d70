-- name: schema
create table cases (
    territory  text not null,
    case_id    uuid not null,
    version    integer not null,
    opener     uuid not null,
    opened_at  timestamptz not null,
    state      text not null,
    age_band   text not null,
    sex        text not null,
    household  text not null,
    quartier   text not null,
    language   text not null,
    lead       uuid not null,
    referent   uuid,
    coordinated_by uuid,
    coordinator    uuid,
    primary key (territory, case_id)
);
create table case_partners (
    territory text not null,
    tie       text not null,
    case_id   uuid not null,
    partner   uuid not null,
    since     bigint not null,
    until     bigint,
    ground    text,
    primary key (territory, tie)
);
create index case_partners_by_case on case_partners (territory, case_id);
create index case_partners_by_partner on case_partners (territory, partner, since);
create table case_persons (
    territory text not null,
    tie       text not null,
    case_id   uuid not null,
    person    uuid not null,
    since     bigint not null,
    until     bigint,
    primary key (territory, tie)
);
create index case_persons_by_case on case_persons (territory, case_id);
create index case_persons_by_person on case_persons (territory, person);
create table merged_persons (
    territory   text not null,
    person      uuid not null,
    into_person uuid not null,
    primary key (territory, person)
);
create index merged_persons_by_other on merged_persons (territory, into_person);
create table merges (
    territory   text not null,
    event_id    uuid not null,
    position    bigint not null,
    person      uuid not null,
    into_person uuid,
    said_at     timestamptz not null,
    code        text not null,
    primary key (territory, event_id)
);
create index merges_by_person on merges (territory, person, position);
create index merges_by_other on merges (territory, into_person);
create table case_goals (
    territory text not null,
    tie       text not null,
    case_id   uuid not null,
    goal      integer not null,
    theme     text not null,
    due       date,
    state     text not null,
    primary key (territory, tie)
);
create index case_goals_by_case on case_goals (territory, case_id);

-- name: opened(territory text, stream_id uuid, version int, opener uuid, occurred_at timestamptz, age_band text, sex text, household text, quartier text, language text) on cases by stream_id
insert into cases (territory, case_id, version, opener, opened_at, state, age_band, sex,
    household, quartier, language, lead)
select territory, stream_id, version, opener, occurred_at, 'open', age_band, sex, household,
    quartier, language, opener
from fact

-- name: stands(territory text, stream_id uuid, version int, state text) on cases by stream_id
-- Whatever ends a case ends its coordination.
update cases c
set version = fact.version, state = fact.state, coordinated_by = null, coordinator = null
from fact where c.territory = fact.territory and c.case_id = fact.stream_id

-- name: led(territory text, stream_id uuid, version int, lead uuid, referent uuid) on cases by stream_id
update cases c set version = fact.version, lead = fact.lead, referent = fact.referent
from fact where c.territory = fact.territory and c.case_id = fact.stream_id

-- name: coordinated(territory text, stream_id uuid, version int, coordinated_by uuid, coordinator uuid) on cases by stream_id
update cases c
set version = fact.version, coordinated_by = fact.coordinated_by, coordinator = fact.coordinator
from fact where c.territory = fact.territory and c.case_id = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on cases by stream_id
update cases c set version = fact.version
from fact where c.territory = fact.territory and c.case_id = fact.stream_id

-- name: involved(territory text, tie text, case_id uuid, partner uuid, position bigint, ground text) on case_partners by tie
-- Who comes back after a release begins a new period; who is there stays as they are.
insert into case_partners as t (territory, tie, case_id, partner, since, ground)
select territory, tie, case_id, partner, position, ground from fact
on conflict (territory, tie) do update
set since = excluded.since, until = null, ground = excluded.ground
where t.until is not null

-- name: released(territory text, tie text, position bigint) on case_partners by tie
update case_partners t set until = fact.position
from fact where t.territory = fact.territory and t.tie = fact.tie and t.until is null

-- name: person_added(territory text, tie text, case_id uuid, person uuid, position bigint) on case_persons by tie
insert into case_persons as t (territory, tie, case_id, person, since)
select territory, tie, case_id, person, position from fact
on conflict (territory, tie) do update set since = excluded.since, until = null

-- name: person_left(territory text, tie text, position bigint) on case_persons by tie
update case_persons t set until = fact.position
from fact where t.territory = fact.territory and t.tie = fact.tie

-- name: goal_set(territory text, tie text, case_id uuid, version int, theme text, due date) on case_goals by tie
insert into case_goals (territory, tie, case_id, goal, theme, due, state)
select territory, tie, case_id, version, theme, due, 'pursued' from fact

-- name: goal_stands(territory text, tie text, state text) on case_goals by tie
update case_goals t set state = fact.state
from fact where t.territory = fact.territory and t.tie = fact.tie

-- name: merged(territory text, stream_id uuid, into_person uuid) on merged_persons by stream_id
insert into merged_persons (territory, person, into_person)
select territory, stream_id, into_person from fact

-- name: unmerged(territory text, stream_id uuid) on merged_persons by stream_id
delete from merged_persons m using fact
where m.territory = fact.territory and m.person = fact.stream_id

-- name: merge_told(territory text, event_id uuid, position bigint, stream_id uuid, into_person uuid, occurred_at timestamptz, code text) on merges by event_id
insert into merges (territory, event_id, position, person, into_person, said_at, code)
select territory, event_id, position, stream_id, into_person, occurred_at, code from fact

-- name: merges
-- What was said of records $2 and of those ever merged into them: merged into another,
-- with the evidence; or separated again (no other), with the reason.
select person, into_person, said_at, code from merges
where territory = $1 and (
    person = any($2::uuid[]) or person in (
        select person from merges where territory = $1 and into_person = any($2::uuid[])
    )
)
order by person, position

-- name: case
select case_id, version, opener, opened_at, state, age_band, sex, household, quartier, language,
    lead, referent, coordinated_by, coordinator
from cases where territory = $1 and case_id = $2

-- name: partners
-- ``until``: the position from which a released partner no longer reads the case.
select partner, ground, since, until from case_partners
where territory = $1 and case_id = $2 order by until nulls first, since, partner

-- name: persons
select person, since, until from case_persons
where territory = $1 and case_id = $2 order by since, person

-- name: goals
-- Their words stand in the fact of that version, for those who may read it.
select goal, theme, due, state from case_goals
where territory = $1 and case_id = $2 order by goal

-- name: mine
select c.case_id, c.version, c.opener, c.opened_at, c.state, c.age_band, c.household, c.quartier,
    c.lead, t.since
from case_partners t join cases c on c.territory = t.territory and c.case_id = t.case_id
where t.territory = $1 and t.partner = $2 and t.until is null and t.since < $3
order by t.since desc limit $4

-- name: involving
select case_id, partner from case_partners
where territory = $1 and case_id = any($2::uuid[]) and until is null

-- name: cases_of_person
select case_id from case_persons
where territory = $1 and until is null and (
    person = any($2::uuid[]) or person in (
        select person from merged_persons where territory = $1 and into_person = any($2::uuid[])
    )
)
