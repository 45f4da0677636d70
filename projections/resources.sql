-- name: schema
create table resources (
    territory text not null,
    resource  uuid not null,
    version   integer not null,
    published bigint not null,
    published_at timestamptz not null,
    kind      text not null,
    provider  uuid not null,
    title     text not null,
    source    text not null,
    licence   text not null,
    aggregation text not null,
    readers   text not null,
    presentation text,
    covers    daterange,
    link      text,
    serves_kind   text,
    serves_stream uuid,
    serves_part   integer,
    revised_at   timestamptz,
    withdrawn_at timestamptz,
    reason    text,
    primary key (territory, resource)
);
create index resources_in_order on resources (territory, published) where withdrawn_at is null;
create index resources_serving on resources (territory, serves_stream);

-- name: published(territory text, stream_id uuid, version int, position bigint, occurred_at timestamptz, kind text, provider uuid, title text, source text, licence text, aggregation text, readers text, presentation text, covers_from date, covers_to date, link text, serves_kind text, serves_stream uuid, serves_part int) on resources by stream_id
insert into resources (territory, resource, version, published, published_at, kind, provider,
    title, source, licence, aggregation, readers, presentation, covers, link, serves_kind,
    serves_stream, serves_part)
select territory, stream_id, version, position, occurred_at, kind, provider, title, source,
    licence, aggregation, readers, presentation,
    case when covers_from is not null then daterange(covers_from, covers_to, '[]') end, link,
    serves_kind, serves_stream, serves_part
from fact

-- name: revised(territory text, stream_id uuid, version int, occurred_at timestamptz, title text, source text, licence text, aggregation text, readers text, presentation text, covers_from date, covers_to date, link text) on resources by stream_id
update resources r
set version = fact.version, revised_at = fact.occurred_at, title = fact.title,
    source = fact.source, licence = fact.licence, aggregation = fact.aggregation,
    readers = fact.readers, presentation = fact.presentation, link = fact.link,
    covers = case when fact.covers_from is not null
        then daterange(fact.covers_from, fact.covers_to, '[]') end
from fact where r.territory = fact.territory and r.resource = fact.stream_id

-- name: withdrawn(territory text, stream_id uuid, version int, occurred_at timestamptz, reason text) on resources by stream_id
update resources r
set version = fact.version, withdrawn_at = fact.occurred_at, reason = fact.reason
from fact where r.territory = fact.territory and r.resource = fact.stream_id

-- name: catalogue
-- Those lent now, last published first, before position $2: of kind $3, about some day of
-- year $4, by provider $5, where these are given.
select r.resource, r.version, r.published, r.published_at, r.kind, r.provider,
    p.name as provider_name, r.title, r.source, r.licence, r.aggregation, r.readers,
    r.presentation, lower(r.covers) as covers_from, upper(r.covers) - 1 as covers_to, r.link,
    r.serves_kind, r.serves_stream, r.serves_part, r.revised_at, r.withdrawn_at, r.reason
from resources r
    left join partners p on p.territory = r.territory and p.partner = r.provider
where r.territory = $1 and r.withdrawn_at is null and r.published < $2
    and ($3::text is null or r.kind = $3)
    and ($4::int is null
        or r.covers && daterange(make_date($4, 1, 1), make_date($4, 12, 31), '[]'))
    and ($5::uuid is null or r.provider = $5)
order by r.published desc
limit $6

-- name: resource
select r.resource, r.version, r.published, r.published_at, r.kind, r.provider,
    p.name as provider_name, r.title, r.source, r.licence, r.aggregation, r.readers,
    r.presentation, lower(r.covers) as covers_from, upper(r.covers) - 1 as covers_to, r.link,
    r.serves_kind, r.serves_stream, r.serves_part, r.revised_at, r.withdrawn_at, r.reason
from resources r
    left join partners p on p.territory = r.territory and p.partner = r.provider
where r.territory = $1 and r.resource = $2

-- name: titles
select resource as stream, title from resources
where territory = $1 and resource = any($2::uuid[])
