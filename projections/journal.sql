-- name: schema
create table lines (
    territory    text not null,
    position     bigint not null,
    stream_id    uuid not null,
    case_id      uuid,
    kind         text not null,
    family       text not null,
    actor        text not null,
    organisation uuid,
    function     text,
    role         text not null,
    ground       text,
    source       text not null,
    occurred_on  date not null,
    network      boolean not null,
    acting_for   uuid,
    primary key (territory, position)
);
create table line_themes (
    territory text not null,
    theme     text not null,
    position  bigint not null,
    primary key (territory, theme, position)
);
create table acting (
    territory text not null,
    agent     text not null,
    since     bigint not null,
    function  text not null,
    primary key (territory, agent, since)
);
create table spoken_of (
    territory text not null,
    referral  uuid not null,
    themes    text[] not null,
    primary key (territory, referral)
)

-- name: indexes
create index lines_by_service on lines (territory, organisation, position);
create index lines_by_service_and_kind on lines (territory, organisation, kind, position);
create index lines_by_service_and_family on lines (territory, organisation, family, position);
create index lines_by_whom on lines (territory, acting_for, position);
create index lines_by_kind on lines (territory, kind, position);
create index lines_by_family on lines (territory, family, position);
create index lines_by_function on lines (territory, function, position);
create index lines_by_role on lines (territory, role, position);
create index lines_by_actor on lines (territory, actor, position);
create index lines_by_source on lines (territory, source, position);
create index lines_by_day on lines (territory, occurred_on, position);
create index lines_by_ground on lines (territory, ground, position) where ground is not null;
create index lines_by_case on lines (territory, case_id, position) where case_id is not null;
create index lines_of_network on lines (territory, position) where network;
analyze lines, line_themes, acting, spoken_of

-- name: enrolled(territory text, actor_id text, position bigint, function text) on acting by actor_id
insert into acting (territory, agent, since, function)
select territory, actor_id, position, function from fact

-- name: sent(territory text, stream_id uuid, themes text) on spoken_of by stream_id
insert into spoken_of (territory, referral, themes)
select territory, stream_id, string_to_array(themes, ',') from fact

-- name: take_lines
insert into lines (territory, position, stream_id, case_id, kind, family, actor, organisation,
    function, role, ground, source, occurred_on, network, acting_for)
select e.territory, e.position, e.stream_id, e.case_id, e.kind, split_part(e.kind, '.', 1),
    e.actor, e.organisation,
    (select a.function from acting a
        where a.territory = e.territory and a.agent = e.actor and a.since <= e.position
        order by a.since desc limit 1),
    e.role, e.sharing_ground, split_part(e.source, '@', 1),
    (e.occurred_at at time zone 'Europe/Paris')::date,
    e.case_id is null
        and split_part(e.kind, '.', 1) in ('Territory', 'Convention', 'Partner', 'AuditMission',
            'WatchSession', 'WeakSignal', 'Commitment', 'ActionSheet', 'Forum', 'Resource',
            'Observation', 'Contribution', 'Conference'),
    coalesce(e.on_behalf_of, e.organisation)
from events e
where e.territory = $1 and e.position > $2 and e.position <= $3

-- name: take_themes
insert into line_themes (territory, theme, position)
select distinct e.territory, theme, e.position
from events e
join spoken_of s on s.territory = e.territory and s.referral = e.stream_id
cross join lateral unnest(s.themes) as t(theme)
where e.territory = $1 and e.position > $2 and e.position <= $3

-- name: bounds
-- What was known at position $2, else at instant $3, else now; how far the lines have come;
-- and after which position up to which one facts were recorded from $4 until $5 (excluded).
-- A fact is recorded on the day when it occurs (day $6) at the earliest, but for a moment.
select known.position as known,
    coalesce((select c.position from cursors c
        where c.territory = h.territory and c.name = 'journal'), 0) as reached,
    greatest(
        case when $4::timestamptz is not null
            then position_at(h.territory, $4 - interval '1 microsecond') else 0 end,
        case when $6::timestamptz is not null
            then position_at(h.territory, $6 - interval '1 minute') else 0 end) as low,
    case when $5::timestamptz is not null
        then least(known.position, position_at(h.territory, $5 - interval '1 microsecond'))
        else known.position end as high
from heads h
cross join lateral (select case
    when $2::bigint is not null then least($2, h.position)
    when $3::timestamptz is null or $3 >= h.recorded_at then h.position
    else position_at(h.territory, $3) end as position) known
where h.territory = $1

-- name: custom_plans
-- A plan for all values at once would not know which of them are rare. Said after the
-- bounds are found: bisecting the log would plan anew at each step.
select set_config('plan_cache_mode', 'force_custom_plan', true)

-- name: by_partner
and l.organisation = :partner

-- name: by_function
and l.function = :function

-- name: by_role
and l.role = :role

-- name: by_kind
and l.kind = :kind

-- name: by_family
and l.family = :family

-- name: by_case
and l.case_id = :case

-- name: by_ground
and l.ground = :ground

-- name: by_source
and l.source = :source

-- name: by_actor
and l.actor = :actor

-- name: by_days
and l.occurred_on >= :first and l.occurred_on <= :last

-- name: by_theme
and exists (select from line_themes t
    where t.territory = l.territory and t.theme = :theme and t.position = l.position)

-- name: by_theme_beyond
and :theme = any(l.themes)

-- name: by_right
-- Who does not read the whole journal: what was done in its name, the lines of its cases,
-- and what concerns nobody in particular.
and (l.acting_for = :reader or l.network
    or exists (select from case_partners p
        where p.territory = l.territory and p.case_id = l.case_id and p.partner = :reader
            and p.until is null))

-- name: not_hidden
-- Some kinds are a secret of the service in whose name they were recorded.
and (l.kind <> all(:hidden) or l.acting_for = :reader)

-- name: newest
select l.position from lines l
where l.territory = $1 and l.position > :low and l.position <= :high {filters}
order by l.position desc limit :most

-- name: newest_on_theme
select l.position
from line_themes t join lines l on l.territory = t.territory and l.position = t.position
where t.territory = $1 and t.theme = :theme and t.position > :low and t.position <= :high
    {filters}
order by t.position desc limit :most

-- name: newest_on_days
-- The newest lines of a period are among those of the days whose own newest line is newest.
select n.position
from (select d.day, x.position
    from (select greatest(:first, min(occurred_on)) as first,
            least(:last, max(occurred_on)) as last
        from lines where territory = $1 having min(occurred_on) is not null) as known
    cross join lateral (select day::date as day
        from generate_series(known.first, known.last, interval '1 day') as s(day)) d
    cross join lateral (select l.position from lines l
        where l.territory = $1 and l.occurred_on = d.day
            and l.position > :low and l.position <= :high {filters}
        order by l.position desc limit 1) x
    order by x.position desc limit :most) busy
cross join lateral (select l.position from lines l
    where l.territory = $1 and l.occurred_on = busy.day
        and l.position > :low and l.position <= :high {filters}
    order by l.position desc limit :most) n
order by n.position desc limit :most

-- name: near
-- Of so many of the newest lines, those that the reader may read.
select l.position
from ({newest}) m join lines l on l.territory = $1 and l.position = m.position
where true {right}
order by l.position desc limit :most

-- name: own
-- All that the reader may read: its own lines, the network's, and those of its cases, of
-- which only the ones whose newest line is newest can count.
select position from (
    (select l.position from lines l
    where l.territory = $1 and l.acting_for = :reader
        and l.position > :low and l.position <= :high {filters}
    order by l.position desc limit :most)
    union
    (select l.position from lines l
    where l.territory = $1 and l.network and l.position > :low and l.position <= :high {filters}
    order by l.position desc limit :most)
    union
    (select n.position
    from (select c.case_id, x.position
        from (select distinct case_id from case_partners
            where territory = $1 and partner = :reader and until is null) c
        cross join lateral (select l.position from lines l
            where l.territory = $1 and l.case_id = c.case_id
                and l.position > :low and l.position <= :high {filters}
            order by l.position desc limit 1) x
        order by x.position desc limit :most) busy
    cross join lateral (select l.position from lines l
        where l.territory = $1 and l.case_id = busy.case_id
            and l.position > :low and l.position <= :high {filters}
        order by l.position desc limit :most) n)
) mine
order by position desc limit :most

-- name: beyond
-- What no line has been made of yet; functions and themes that it says itself are given.
select e.territory, e.position, e.stream_id, e.case_id, e.kind,
    split_part(e.kind, '.', 1) as family, e.actor, e.organisation,
    coalesce((select u.function from unnest(:agents, :functions)
            as u(agent, function) where u.agent = e.actor limit 1),
        (select a.function from acting a
        where a.territory = e.territory and a.agent = e.actor and a.since <= e.position
        order by a.since desc limit 1)) as function,
    e.role, e.sharing_ground as ground, split_part(e.source, '@', 1) as source,
    (e.occurred_at at time zone 'Europe/Paris')::date as occurred_on,
    e.case_id is null
        and split_part(e.kind, '.', 1) in ('Territory', 'Convention', 'Partner', 'AuditMission',
            'WatchSession', 'WeakSignal', 'Commitment', 'ActionSheet', 'Forum', 'Resource',
            'Observation', 'Contribution', 'Conference') as network,
    coalesce(e.on_behalf_of, e.organisation) as acting_for,
    coalesce((select s.themes from spoken_of s
        where s.territory = e.territory and s.referral = e.stream_id),
        (select string_to_array(u.themes, ',')
            from unnest(:referrals, :themes) as u(referral, themes)
            where u.referral = e.stream_id limit 1)) as themes
from events e
where e.territory = $1 and e.position > greatest(:reached, :low) and e.position <= :end

-- name: tail
select l.position from ({beyond}) l
where true {filters} {right}
order by l.position desc limit :most

-- name: found
select e.territory, e.position, e.event_id, e.command_id, e.stream_id, e.version, e.case_id,
    e.kind, e.schema, e.recorded_at, e.occurred_at, e.occurred_precision, e.actor,
    e.organisation, e.role, e.on_behalf_of, e.sharing_ground, e.told_by, e.medium,
    e.correlation_id, e.causation_id, e.source, e.key_id, e.data
from (select position from (({tail}) union all ({lines})) each
    order by position desc limit :most) p
join events e on e.territory = $1 and e.position = p.position
order by e.position desc

-- name: drawn
-- So many of the referrals sent, by the hash of seed and referral; among how many.
with sent as (
    select l.stream_id, l.position from lines l
    where l.territory = $1 and l.position > :low and l.position <= :high {filters}
    union all
    select l.stream_id, l.position from ({beyond}) l where true {beyond_filters}
)
select e.territory, e.position, e.event_id, e.command_id, e.stream_id, e.version, e.case_id,
    e.kind, e.schema, e.recorded_at, e.occurred_at, e.occurred_precision, e.actor,
    e.organisation, e.role, e.on_behalf_of, e.sharing_ground, e.told_by, e.medium,
    e.correlation_id, e.causation_id, e.source, e.key_id, e.data, d.among
from (select s.position, count(*) over () as among,
        sha256(convert_to(:seed || '/' || s.stream_id::text, 'UTF8')) as place
    from sent s order by place limit :most) d
join events e on e.territory = $1 and e.position = d.position
order by d.place

-- name: of_streams
-- Every line of these streams up to position $3, but for kinds $4 of others than $5.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events where territory = $1 and stream_id = any($2::uuid[]) and position <= $3
    and (kind <> all($4::text[]) or coalesce(on_behalf_of, organisation) = $5::uuid)
order by position

-- name: after
-- The oldest first, after position $4. $2: the reader sees every line; else those that
-- ``by_right`` says of partner $3. Kinds $6 are a secret of whom they were recorded for.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events e
where territory = $1
    and ($2 or coalesce(on_behalf_of, organisation) = $3
        or (case_id is null and split_part(kind, '.', 1)
            in ('Territory', 'Convention', 'Partner', 'AuditMission',
            'WatchSession', 'WeakSignal', 'Commitment', 'ActionSheet', 'Forum', 'Resource',
            'Observation', 'Contribution', 'Conference'))
        or exists (select from case_partners t
            where t.territory = e.territory and t.case_id = e.case_id and t.partner = $3
                and t.until is null))
    and (kind <> all($6::text[]) or coalesce(on_behalf_of, organisation) = $3)
    and position > $4
order by position
limit $5
