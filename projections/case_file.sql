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
    primary key (territory, case_id)
);
create table case_partners (
    territory text not null,
    tie       text not null,
    case_id   uuid not null,
    partner   uuid not null,
    since     bigint not null,
    ground    text,
    primary key (territory, tie)
);
create index case_partners_by_case on case_partners (territory, case_id);
create index case_partners_by_partner on case_partners (territory, partner, since);
create table case_persons (
    territory text not null,
    event_id  uuid not null,
    case_id   uuid not null,
    person    uuid not null,
    primary key (territory, event_id)
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

-- name: opened(territory text, stream_id uuid, version int, opener uuid, occurred_at timestamptz, age_band text, sex text, household text, quartier text, language text) on cases by stream_id
insert into cases (territory, case_id, version, opener, opened_at, state, age_band, sex,
    household, quartier, language)
select territory, stream_id, version, opener, occurred_at, 'open', age_band, sex, household,
    quartier, language
from fact

-- name: stands(territory text, stream_id uuid, version int, state text) on cases by stream_id
update cases c set version = fact.version, state = fact.state
from fact where c.territory = fact.territory and c.case_id = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on cases by stream_id
update cases c set version = fact.version
from fact where c.territory = fact.territory and c.case_id = fact.stream_id

-- name: involved(territory text, tie text, case_id uuid, partner uuid, position bigint, ground text) on case_partners by tie
insert into case_partners (territory, tie, case_id, partner, since, ground)
select territory, tie, case_id, partner, position, ground from fact
on conflict do nothing

-- name: person_added(territory text, event_id uuid, case_id uuid, person uuid) on case_persons by event_id
insert into case_persons (territory, event_id, case_id, person)
select territory, event_id, case_id, person from fact

-- name: merged(territory text, stream_id uuid, into_person uuid) on merged_persons by stream_id
insert into merged_persons (territory, person, into_person)
select territory, stream_id, into_person from fact

-- name: unmerged(territory text, stream_id uuid) on merged_persons by stream_id
delete from merged_persons m using fact
where m.territory = fact.territory and m.person = fact.stream_id

-- name: case
select case_id, version, opener, opened_at, state, age_band, sex, household, quartier, language
from cases where territory = $1 and case_id = $2

-- name: partners
select partner, ground, since from case_partners
where territory = $1 and case_id = $2 order by since, partner

-- name: persons
select person from case_persons where territory = $1 and case_id = $2 order by event_id

-- name: mine
select c.case_id, c.version, c.opener, c.opened_at, c.state, c.age_band, c.household, c.quartier,
    t.since
from case_partners t join cases c on c.territory = t.territory and c.case_id = t.case_id
where t.territory = $1 and t.partner = $2 and t.since < $3
order by t.since desc limit $4

-- name: involving
select case_id, partner from case_partners where territory = $1 and case_id = any($2::uuid[])

-- name: cases_of_person
select case_id from case_persons
where territory = $1 and (
    person = any($2::uuid[]) or person in (
        select person from merged_persons where territory = $1 and into_person = any($2::uuid[])
    )
)
