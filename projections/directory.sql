-- name: schema
create table partners (
    territory    text not null,
    partner      uuid not null,
    version      integer not null,
    source       text not null,
    reference    text not null,
    name         text not null,
    kind         text not null,
    networks     text[] not null,
    presentation text,
    address      text,
    address_more text,
    postcode     text,
    city         text,
    phone        text,
    website      text,
    capacity     text,
    capacity_since timestamptz,
    charter      text,
    charter_on   date,
    gone         boolean not null default false,
    search       text not null generated always as (maillage.plain(
        name || ' ' || kind || ' ' || coalesce(city, '') || ' ' || coalesce(postcode, '')
        || ' ' || coalesce(presentation, ''))) stored,
    primary key (territory, partner)
);
create index partners_by_name on partners (territory, name, partner);
create table services (
    territory text not null,
    service   text not null,
    partner   uuid not null,
    name      text not null,
    themes    text[] not null,
    publics   text[] not null,
    presentation text,
    fees      text,
    reception text[] not null,
    primary key (territory, service)
);
create index services_by_partner on services (territory, partner);
create table closures (
    territory text not null,
    event_id  uuid not null,
    partner   uuid not null,
    first     date not null,
    last      date not null,
    primary key (territory, event_id)
);
create index closures_by_partner on closures (territory, partner);
create table capacities (
    territory text not null,
    event_id  uuid not null,
    partner   uuid not null,
    position  bigint not null,
    said_at   timestamptz not null,
    capacity  text not null,
    primary key (territory, event_id)
);
create index capacities_by_partner on capacities (territory, partner, position);
create table agents (
    territory text not null,
    agent     uuid not null,
    version   integer not null,
    partner   uuid not null,
    function  text not null,
    roles     text[] not null default '{}',
    disabled  boolean not null default false,
    absent    daterange,
    deputy    uuid,
    enrolled  uuid not null,
    primary key (territory, agent)
);
create index agents_absent on agents (territory, agent) where absent is not null;
create table mandates (
    territory text not null,
    mandate   text not null,
    agent     uuid not null,
    partner   uuid not null,
    days      datemultirange not null,
    primary key (territory, mandate)
);
create index mandates_by_agent on mandates (territory, agent, partner);
create table missions (
    territory   text not null,
    mission     uuid not null,
    version     integer not null,
    evaluator   uuid not null,
    mandated_by text not null,
    purpose     text not null,
    scope       uuid[] not null,
    first       date not null,
    last        date not null,
    ended       boolean not null default false,
    primary key (territory, mission)
);
create index missions_by_evaluator on missions (territory, evaluator) where not ended;

-- name: joined(territory text, stream_id uuid, version int, source text, reference text, name text, kind text, networks text, presentation text, address text, address_more text, postcode text, city text, phone text, website text) on partners by stream_id
insert into partners (territory, partner, version, source, reference, name, kind, networks,
    presentation, address, address_more, postcode, city, phone, website)
select territory, stream_id, version, source, reference, name, kind,
    string_to_array(networks, ','), presentation, address, address_more, postcode, city, phone,
    website
from fact

-- name: described(territory text, stream_id uuid, version int, name text, kind text, networks text, presentation text, address text, address_more text, postcode text, city text, phone text, website text) on partners by stream_id
update partners p
set version = fact.version, name = fact.name, kind = fact.kind,
    networks = string_to_array(fact.networks, ','), presentation = fact.presentation,
    address = fact.address, address_more = fact.address_more, postcode = fact.postcode,
    city = fact.city, phone = fact.phone, website = fact.website
from fact where p.territory = fact.territory and p.partner = fact.stream_id

-- name: declared(territory text, stream_id uuid, version int, capacity text, occurred_at timestamptz) on partners by stream_id
-- Said again, it goes on since it was first said.
update partners p
set version = fact.version, capacity = fact.capacity,
    capacity_since = case when p.capacity = fact.capacity
        then least(p.capacity_since, fact.occurred_at) else fact.occurred_at end
from fact where p.territory = fact.territory and p.partner = fact.stream_id

-- name: capacity_told(territory text, event_id uuid, stream_id uuid, position bigint, occurred_at timestamptz, capacity text) on capacities by event_id
insert into capacities (territory, event_id, partner, position, said_at, capacity)
select territory, event_id, stream_id, position, occurred_at, capacity from fact

-- name: left(territory text, stream_id uuid, version int) on partners by stream_id
update partners p set version = fact.version, gone = true
from fact where p.territory = fact.territory and p.partner = fact.stream_id

-- name: charter_accepted(territory text, stream_id uuid, version int, charter text, charter_on date) on partners by stream_id
update partners p
set version = fact.version, charter = fact.charter, charter_on = fact.charter_on
from fact where p.territory = fact.territory and p.partner = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on partners by stream_id
update partners p set version = fact.version
from fact where p.territory = fact.territory and p.partner = fact.stream_id

-- name: offered(territory text, service text, stream_id uuid, name text, themes text, publics text, presentation text, fees text, reception text) on services by service
insert into services (territory, service, partner, name, themes, publics, presentation, fees,
    reception)
select territory, service, stream_id, name, string_to_array(themes, ','),
    string_to_array(publics, ','), presentation, fees, string_to_array(reception, ',')
from fact
on conflict (territory, service) do update
    set name = excluded.name, themes = excluded.themes, publics = excluded.publics,
        presentation = excluded.presentation, fees = excluded.fees,
        reception = excluded.reception

-- name: withdrawn(territory text, service text) on services by service
delete from services s using fact
where s.territory = fact.territory and s.service = fact.service

-- name: closed_between(territory text, event_id uuid, stream_id uuid, first date, last date) on closures by event_id
insert into closures (territory, event_id, partner, first, last)
select territory, event_id, stream_id, first, last from fact

-- name: enrolled(territory text, stream_id uuid, version int, partner uuid, function text, event_id uuid) on agents by stream_id
insert into agents (territory, agent, version, partner, function, enrolled)
select territory, stream_id, version, partner, function, event_id from fact

-- name: role_granted(territory text, stream_id uuid, version int, role text) on agents by stream_id
update agents a set version = fact.version, roles = array_append(a.roles, fact.role)
from fact where a.territory = fact.territory and a.agent = fact.stream_id

-- name: role_revoked(territory text, stream_id uuid, version int, role text) on agents by stream_id
update agents a set version = fact.version, roles = array_remove(a.roles, fact.role)
from fact where a.territory = fact.territory and a.agent = fact.stream_id

-- name: disabled(territory text, stream_id uuid, version int) on agents by stream_id
update agents a set version = fact.version, disabled = true
from fact where a.territory = fact.territory and a.agent = fact.stream_id

-- name: agent_touched(territory text, stream_id uuid, version int) on agents by stream_id
update agents a set version = fact.version
from fact where a.territory = fact.territory and a.agent = fact.stream_id

-- name: absent(territory text, stream_id uuid, version int, first date, last date, deputy uuid) on agents by stream_id
update agents a
set version = fact.version, absent = case when fact.first is not null
        then daterange(fact.first, fact.last, '[]') end,
    deputy = fact.deputy
from fact where a.territory = fact.territory and a.agent = fact.stream_id

-- name: mandated(territory text, mandate text, stream_id uuid, partner uuid, first date, last date) on mandates by mandate
insert into mandates (territory, mandate, agent, partner, days)
select territory, mandate, stream_id, partner, datemultirange(daterange(first, last, '[]'))
from fact
on conflict (territory, mandate) do update set days = mandates.days + excluded.days

-- name: mandate_ended(territory text, mandate text) on mandates by mandate
delete from mandates m using fact
where m.territory = fact.territory and m.mandate = fact.mandate

-- name: mission_opened(territory text, stream_id uuid, version int, evaluator uuid, mandated_by text, purpose text, scope text, first date, last date) on missions by stream_id
insert into missions (territory, mission, version, evaluator, mandated_by, purpose, scope,
    first, last)
select territory, stream_id, version, evaluator, mandated_by, purpose,
    string_to_array(scope, ',')::uuid[], first, last
from fact

-- name: mission_ended(territory text, stream_id uuid, version int) on missions by stream_id
update missions m set version = fact.version, ended = true
from fact where m.territory = fact.territory and m.mission = fact.stream_id

-- name: search
-- Every word of $2 somewhere in the fiche or its services, by name, after ($3, $4).
select partner, version, name, kind, networks, presentation, address, address_more, postcode,
    city, phone, website, capacity, capacity_since, charter, charter_on, gone
from partners p
where territory = $1 and not gone
    and search || ' ' || coalesce((
        select string_agg(maillage.plain(s.name || ' ' || array_to_string(s.themes, ' ')), ' ')
        from services s where s.territory = p.territory and s.partner = p.partner), '')
    like all (select '%' || replace(replace(replace(word,
        '\', '\\'), '%', '\%'), '_', '\_') || '%'
        from unnest(string_to_array(maillage.plain($2), ' ')) as w(word))
    and (name, partner) > ($3, $4)
order by name, partner
limit $5

-- name: fiche
select partner, version, name, kind, networks, presentation, address, address_more, postcode,
    city, phone, website, capacity, capacity_since, charter, charter_on, gone
from partners where territory = $1 and partner = $2

-- name: services_of
select service, name, themes, publics, presentation, fees, reception from services
where territory = $1 and partner = $2 order by name, service

-- name: closures_of
select first, last from closures where territory = $1 and partner = $2 order by first

-- name: capacities_of
-- What partner $2 declared, the last first.
select capacity, said_at from capacities
where territory = $1 and partner = $2 order by position desc

-- name: names
select partner, name from partners where territory = $1 and partner = any($2::uuid[])

-- name: functions
select agent, function from agents where territory = $1 and agent::text = any($2::text[])

-- name: agents
select a.agent, a.version, a.partner, a.function, a.roles, p.name as partner_name, a.enrolled,
    lower(a.absent) as absent_first, upper(a.absent) - 1 as absent_last, a.deputy
from agents a join partners p on p.territory = a.territory and p.partner = a.partner
where a.territory = $1 and not a.disabled
order by p.name, a.function, a.agent

-- name: employer
select partner from agents where territory = $1 and agent::text = $2

-- name: absences
-- Who is away on day $2, and who sees to their referrals meanwhile.
select agent, function, deputy from agents
where territory = $1 and absent @> $2::date and not disabled

-- name: mandated_for
-- For whom an agent may act on day $3, beside the employer.
select m.partner, p.name from mandates m
join partners p on p.territory = m.territory and p.partner = m.partner
where m.territory = $1 and m.agent = $2 and m.days @> $3::date and not p.gone
order by p.name, m.partner

-- name: missions_of
select mission, evaluator, scope, first, last, ended from missions
where territory = $1 and evaluator = $2 and not ended

-- name: missions
select m.mission, m.version, m.evaluator, a.function, m.mandated_by, m.purpose, m.scope,
    m.first, m.last, m.ended
from missions m join agents a on a.territory = m.territory and a.agent = m.evaluator
where m.territory = $1 order by m.first desc, m.mission
