-- name: schema
create table observations (
    territory   text not null,
    observation uuid not null,
    version     integer not null,
    partner     uuid not null,
    kind        text not null,
    theme       text not null,
    quartier    text,
    geography   text,
    first       date not null,
    last        date not null,
    indicator   text not null,
    unit        text,
    value       numeric,
    fewer_than  integer,
    said        text,
    source_kind text not null,
    source      text not null,
    recorded_on timestamptz not null,
    corrected   text,
    primary key (territory, observation)
);
create index observations_by_period on observations (territory, last desc, observation);
create index observations_by_theme on observations (territory, theme, last desc, observation);
create table contributions (
    territory    text not null,
    contribution uuid not null,
    version      integer not null,
    receiver     uuid not null,
    kind         text not null,
    channel      text not null,
    theme        text not null,
    quartier     text,
    geography    text,
    received_on  timestamptz not null,
    due          date not null,
    clock_days   date[] not null,
    masked       text,
    published    boolean,
    decided_why  text,
    answered_on  timestamptz,
    silent       boolean not null default false,
    ended        boolean not null default false,
    erased       boolean not null default false,
    primary key (territory, contribution)
);
create index contributions_by_day on contributions
    (territory, received_on desc, contribution) where not ended and not erased;
create index contributions_by_clock on contributions (territory, (clock_days[1]))
    where clock_days[1] is not null;
create table answers (
    territory    text not null,
    event_id     uuid not null,
    contribution uuid not null,
    partner      uuid not null,
    said         text not null,
    given_back   text not null,
    answered_on  timestamptz not null,
    primary key (territory, event_id)
);
create index answers_by_contribution on answers (territory, contribution);
create table effects (
    territory    text not null,
    event_id     uuid not null,
    contribution uuid not null,
    kind         text not null,
    stream       uuid not null,
    part         integer,
    change       text,
    primary key (territory, event_id)
);
create index effects_by_contribution on effects (territory, contribution);
create index effects_by_stream on effects (territory, stream);
create table demands (
    territory  text not null,
    referral   uuid not null,
    themes     text[] not null,
    quartier   text not null,
    asked_on   timestamptz not null,
    refused_on timestamptz,
    reason     text,
    primary key (territory, referral)
);
create index demands_asked on demands (territory, asked_on);
create index demands_refused on demands (territory, refused_on) where reason is not null;

-- name: asked(territory text, stream_id uuid, themes text, quartier text, occurred_at timestamptz) on demands by stream_id
insert into demands (territory, referral, themes, quartier, asked_on)
select territory, stream_id, string_to_array(themes, ','), quartier, occurred_at from fact

-- name: refused(territory text, stream_id uuid, reason text, occurred_at timestamptz) on demands by stream_id
update demands r
set reason = fact.reason,
    refused_on = case when fact.reason is not null then fact.occurred_at end
from fact where r.territory = fact.territory and r.referral = fact.stream_id

-- name: never_asked(territory text, stream_id uuid) on demands by stream_id
delete from demands r using fact
where r.territory = fact.territory and r.referral = fact.stream_id

-- name: observed(territory text, stream_id uuid, version int, partner uuid, what text, theme text, quartier text, geography text, first date, last date, indicator text, unit text, value numeric, fewer_than int, said text, source_kind text, origin text, occurred_at timestamptz) on observations by stream_id
insert into observations (territory, observation, version, partner, kind, theme, quartier,
    geography, first, last, indicator, unit, value, fewer_than, said, source_kind, source,
    recorded_on)
select territory, stream_id, version, partner, what, theme, quartier, geography, first, last,
    indicator, unit, value, fewer_than, said, source_kind, origin, occurred_at
from fact

-- name: corrected(territory text, stream_id uuid, version int, value numeric, fewer_than int, said text, reason text) on observations by stream_id
update observations o
set version = fact.version, value = fact.value, fewer_than = fact.fewer_than,
    said = fact.said, corrected = fact.reason
from fact where o.territory = fact.territory and o.observation = fact.stream_id

-- name: withdrawn(territory text, stream_id uuid) on observations by stream_id
delete from observations o using fact
where o.territory = fact.territory and o.observation = fact.stream_id

-- name: received(territory text, stream_id uuid, version int, partner uuid, what text, channel text, theme text, quartier text, geography text, occurred_at timestamptz, due date, clock_days text) on contributions by stream_id
insert into contributions (territory, contribution, version, receiver, kind, channel, theme,
    quartier, geography, received_on, due, clock_days)
select territory, stream_id, version, partner, what, channel, theme, quartier, geography,
    occurred_at, due, string_to_array(clock_days, ',')::date[]
from fact

-- name: masked(territory text, stream_id uuid, version int, said text) on contributions by stream_id
update contributions c set version = fact.version, masked = fact.said
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: decided(territory text, stream_id uuid, version int, published boolean, why text) on contributions by stream_id
update contributions c
set version = fact.version, published = fact.published, decided_why = fact.why
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: answered(territory text, stream_id uuid, version int, occurred_at timestamptz) on contributions by stream_id
update contributions c
set version = fact.version, answered_on = coalesce(c.answered_on, fact.occurred_at),
    clock_days = '{}'
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: answer(territory text, event_id uuid, stream_id uuid, partner uuid, said text, given_back text, occurred_at timestamptz) on answers by event_id
insert into answers (territory, event_id, contribution, partner, said, given_back, answered_on)
select territory, event_id, stream_id, partner, said, given_back, occurred_at from fact

-- name: effect(territory text, event_id uuid, stream_id uuid, what text, stream uuid, part int, change text) on effects by event_id
insert into effects (territory, event_id, contribution, kind, stream, part, change)
select territory, event_id, stream_id, what, stream, part, change from fact

-- name: reminded(territory text, stream_id uuid, version int, day date) on contributions by stream_id
update contributions c
set version = fact.version,
    clock_days = array(select day from unnest(c.clock_days) as d(day)
        where d.day > fact.day order by day)
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: left_unanswered(territory text, stream_id uuid, version int) on contributions by stream_id
update contributions c set version = fact.version, silent = true, clock_days = '{}'
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: ended(territory text, stream_id uuid, version int) on contributions by stream_id
-- What its author takes back is shown no more: nor are the words that were masked.
update contributions c
set version = fact.version, ended = true, masked = null, clock_days = '{}'
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: erased(territory text, stream_id uuid, version int) on contributions by stream_id
-- It is counted still, by what stays in clear of it.
update contributions c
set version = fact.version, erased = true, masked = null, clock_days = '{}'
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on contributions by stream_id
update contributions c set version = fact.version
from fact where c.territory = fact.territory and c.contribution = fact.stream_id

-- name: due_for_the_clock
select contribution as stream from contributions where territory = $1 and clock_days[1] <= $2
order by clock_days[1], contribution limit $3

-- name: observations
-- Of theme $2, quartier $3 ('' is the whole commune), overlapping $4 to $5, of kind $6;
-- each may be null. After ($7, $8), the latest period first.
select observation, version, partner, kind, theme, quartier, geography, first, last, indicator,
    unit, value, fewer_than, said, source_kind, source, recorded_on, corrected
from observations
where territory = $1 and ($2::text is null or theme = $2)
    and ($3::text is null or coalesce(quartier, '') = $3)
    and ($4::date is null or last >= $4) and ($5::date is null or first <= $5)
    and ($6::text is null or kind = $6)
    and ($7::date is null or (last, observation) < ($7, $8::uuid))
order by last desc, observation desc
limit $9

-- name: observation
select observation, version, partner, kind, theme, quartier, geography, first, last, indicator,
    unit, value, fewer_than, said, source_kind, source, recorded_on, corrected
from observations where territory = $1 and observation = $2

-- name: periods
-- The years of which something is known: each is sought in an index, not counted.
with told as (
    select min(last) as first, max(last) as last from observations where territory = $1
    union all
    select (min(refused_on) at time zone 'Europe/Paris')::date,
        (max(refused_on) at time zone 'Europe/Paris')::date
    from demands where territory = $1 and reason is not null
)
select year
from generate_series((select extract(year from min(first))::int from told),
    (select extract(year from max(last))::int from told)) as each(year)
where exists (select from observations where territory = $1
        and last between make_date(year, 1, 1) and make_date(year, 12, 31))
    or exists (select from demands where territory = $1 and reason is not null
        and refused_on >= make_date(year, 1, 1)::timestamp at time zone 'Europe/Paris'
        and refused_on < make_date(year + 1, 1, 1)::timestamp at time zone 'Europe/Paris')
order by year desc

-- name: contributions
-- Those that may be shown to this reader: published; to who receives ($2) or leads ($3) all.
-- Of theme $4, quartier $5, in stage $6; each may be null. After ($7, $8), the latest first.
select c.contribution, c.version, c.receiver, c.kind, c.channel, c.theme, c.quartier,
    c.geography, c.received_on, c.due, c.masked, c.published, c.decided_why, c.answered_on,
    c.silent, exists (select from effects e where e.territory = c.territory
        and e.contribution = c.contribution and e.change is not null) as led
from contributions c
where c.territory = $1 and not c.ended and not c.erased
    and (c.published or c.receiver = $2::uuid or $3::boolean)
    and ($4::text is null or c.theme = $4)
    and ($5::text is null or coalesce(c.quartier, '') = $5)
    and case $6::text
        when 'published' then c.published
        when 'to-mask' then c.masked is null and c.published is null
        when 'to-decide' then c.masked is not null and c.published is null
        when 'to-answer' then c.answered_on is null
        when 'late' then c.answered_on is null and c.silent
        when 'answered' then c.answered_on is not null
        else true end
    and ($7::timestamptz is null or (c.received_on, c.contribution) < ($7, $8::uuid))
order by c.received_on desc, c.contribution desc
limit $9

-- name: contribution
select c.contribution, c.version, c.receiver, c.kind, c.channel, c.theme, c.quartier,
    c.geography, c.received_on, c.due, c.masked, c.published, c.decided_why, c.answered_on,
    c.silent, c.ended, c.erased, exists (select from effects e where e.territory = c.territory
        and e.contribution = c.contribution and e.change is not null) as led
from contributions c where c.territory = $1 and c.contribution = $2

-- name: answers_of
select contribution, partner, said, given_back, answered_on from answers
where territory = $1 and contribution = any($2::uuid[]) order by answered_on, event_id

-- name: effects_of
select contribution, kind, stream, part, change from effects
where territory = $1 and contribution = any($2::uuid[]) order by event_id

-- name: voices_counted
select count(*) as received, count(*) filter (where published) as published,
    count(*) filter (where answered_on is not null) as answered,
    count(*) filter (where answered_on is not null
        and (answered_on at time zone 'Europe/Paris')::date <= due) as in_time,
    count(*) filter (where answered_on is null and silent) as silent,
    count(*) filter (where exists (select from effects e where e.territory = c.territory
        and e.contribution = c.contribution and e.change is not null)) as led
from contributions c where territory = $1 and not ended

-- name: unmet
-- Refusals for want of a service, by theme and quartier, decided from $2 to $3.
select theme, quartier, count(*) as refused
from demands r cross join lateral unnest(r.themes) as t(theme)
where territory = $1 and reason is not null
    and refused_on >= $2::date::timestamp at time zone 'Europe/Paris'
    and refused_on < ($3::date + 1)::timestamp at time zone 'Europe/Paris'
group by theme, quartier

-- name: unmet_reasons
select theme, reason, count(*) as refused
from demands r cross join lateral unnest(r.themes) as t(theme)
where territory = $1 and reason is not null
    and refused_on >= $2::date::timestamp at time zone 'Europe/Paris'
    and refused_on < ($3::date + 1)::timestamp at time zone 'Europe/Paris'
group by theme, reason

-- name: asked_for
-- How many requests were sent on each theme in that time: what a refusal is compared with.
select theme, count(*) as asked
from demands r cross join lateral unnest(r.themes) as t(theme)
where territory = $1
    and asked_on >= $2::date::timestamp at time zone 'Europe/Paris'
    and asked_on < ($3::date + 1)::timestamp at time zone 'Europe/Paris'
group by theme
