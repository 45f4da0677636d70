-- name: schema
create table sheets (
    territory  text not null,
    sheet      uuid not null,
    version    integer not null,
    drafted    integer not null,
    number     integer not null,
    title      text not null,
    kind       text not null,
    priority   text not null,
    need       text not null,
    publics    text[] not null,
    objectives text[] not null,
    lead       uuid not null,
    state      text not null,
    since      timestamptz not null,
    adopted_on date,
    forum      uuid,
    body       text,
    primary key (territory, sheet)
);
create index sheets_by_number on sheets (territory, number);
create table sheet_partners (
    territory text not null,
    tie       text not null,
    sheet     uuid not null,
    partner   uuid not null,
    version   integer not null,
    taking_part boolean not null,
    primary key (territory, tie)
);
create index sheet_partners_by_sheet on sheet_partners (territory, sheet);
create table indicators (
    territory text not null,
    key       text not null,
    sheet     uuid not null,
    version   integer not null,
    indicator integer not null,
    name      text not null,
    unit      text not null,
    baseline  numeric,
    target    numeric,
    due       date,
    source    text,
    primary key (territory, key)
);
create index indicators_by_sheet on indicators (territory, sheet, indicator);
create table measures (
    territory   text not null,
    key         text not null,
    sheet       uuid not null,
    version     integer not null,
    indicator   integer not null,
    on_day      date not null,
    value       numeric not null,
    source      text,
    was         numeric[] not null default '{}',
    reasons     text[] not null default '{}',
    primary key (territory, key)
);
create index measures_by_sheet on measures (territory, sheet, indicator, on_day);

-- name: drafted(territory text, stream_id uuid, version int, number int, title text, kind text, priority text, need text, publics text, objectives text, lead uuid, occurred_at timestamptz) on sheets by stream_id
insert into sheets (territory, sheet, version, drafted, number, title, kind, priority, need,
    publics, objectives, lead, state, since)
select territory, stream_id, version, version, number, title, kind, priority, need,
    string_to_array(publics, ','),
    array(select jsonb_array_elements_text(objectives::jsonb)), lead, 'drafted', occurred_at
from fact

-- name: drafted_again(territory text, stream_id uuid, version int, title text, kind text, priority text, need text, publics text, objectives text, lead uuid, occurred_at timestamptz) on sheets by stream_id
update sheets s
set version = fact.version, drafted = fact.version, title = fact.title, kind = fact.kind,
    priority = fact.priority, need = fact.need, publics = string_to_array(fact.publics, ','),
    objectives = array(select jsonb_array_elements_text(fact.objectives::jsonb)),
    lead = fact.lead, state = 'drafted', since = fact.occurred_at, adopted_on = null,
    forum = null, body = null
from fact where s.territory = fact.territory and s.sheet = fact.stream_id

-- name: revised(territory text, stream_id uuid, version int, title text, kind text, priority text, need text, publics text, objectives text) on sheets by stream_id
update sheets s
set version = fact.version, title = fact.title, kind = fact.kind, priority = fact.priority,
    need = fact.need, publics = string_to_array(fact.publics, ','),
    objectives = array(select jsonb_array_elements_text(fact.objectives::jsonb))
from fact where s.territory = fact.territory and s.sheet = fact.stream_id

-- name: adopted(territory text, stream_id uuid, version int, on_day date, forum uuid, body text, occurred_at timestamptz) on sheets by stream_id
update sheets s
set version = fact.version, state = 'adopted', since = fact.occurred_at,
    adopted_on = fact.on_day, forum = fact.forum, body = fact.body
from fact where s.territory = fact.territory and s.sheet = fact.stream_id

-- name: stands(territory text, stream_id uuid, version int, state text, occurred_at timestamptz) on sheets by stream_id
update sheets s set version = fact.version, state = fact.state, since = fact.occurred_at
from fact where s.territory = fact.territory and s.sheet = fact.stream_id

-- name: handed_over(territory text, stream_id uuid, version int, lead uuid) on sheets by stream_id
update sheets s set version = fact.version, lead = fact.lead
from fact where s.territory = fact.territory and s.sheet = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on sheets by stream_id
update sheets s set version = fact.version
from fact where s.territory = fact.territory and s.sheet = fact.stream_id

-- name: joined(territory text, tie text, stream_id uuid, partner uuid, version int) on sheet_partners by tie
insert into sheet_partners (territory, tie, sheet, partner, version, taking_part)
select territory, tie, stream_id, partner, version, true from fact
on conflict (territory, tie) do update set version = excluded.version, taking_part = true

-- name: left(territory text, tie text) on sheet_partners by tie
update sheet_partners t set taking_part = false
from fact where t.territory = fact.territory and t.tie = fact.tie

-- name: defined(territory text, key text, stream_id uuid, version int, indicator int, name text, unit text, baseline numeric, target numeric, due date, source text) on indicators by key
-- A number that a draft entered in error had used is defined anew.
insert into indicators (territory, key, sheet, version, indicator, name, unit, baseline, target,
    due, source)
select territory, key, stream_id, version, indicator, name, unit, baseline, target, due, source
from fact
on conflict (territory, key) do update
set version = excluded.version, name = excluded.name, unit = excluded.unit,
    baseline = excluded.baseline, target = excluded.target, due = excluded.due,
    source = excluded.source

-- name: aimed(territory text, key text, target numeric, due date) on indicators by key
update indicators i set target = fact.target, due = fact.due
from fact where i.territory = fact.territory and i.key = fact.key

-- name: measured(territory text, key text, stream_id uuid, version int, indicator int, on_day date, value numeric, source text) on measures by key
insert into measures (territory, key, sheet, version, indicator, on_day, value, source)
select territory, key, stream_id, version, indicator, on_day, value, source from fact

-- name: corrected(territory text, key text, value numeric, reason text) on measures by key
-- What was told before stays beside what counts now.
update measures m
set was = m.was || m.value, reasons = m.reasons || fact.reason, value = fact.value
from fact where m.territory = fact.territory and m.key = fact.key

-- name: sheets
select s.sheet, s.version, s.number, s.title, s.kind, s.priority, s.need, s.publics,
    s.objectives, s.lead, s.state, s.since, s.adopted_on, s.forum, s.body
from sheets s where s.territory = $1 order by s.number

-- name: sheet
select sheet, version, number, title, kind, priority, need, publics, objectives, lead, state,
    since, adopted_on, forum, body
from sheets where territory = $1 and sheet = $2

-- name: partners_of
select t.sheet, t.partner from sheet_partners t
join sheets s on s.territory = t.territory and s.sheet = t.sheet
where t.territory = $1 and t.sheet = any($2::uuid[]) and t.taking_part and t.version > s.drafted
order by t.version

-- name: indicators_of
select i.sheet, i.indicator, i.name, i.unit, i.baseline, i.target, i.due, i.source
from indicators i join sheets s on s.territory = i.territory and s.sheet = i.sheet
where i.territory = $1 and i.sheet = any($2::uuid[]) and i.version > s.drafted
order by i.indicator

-- name: measures_of
-- By day; ``version`` names the measure, ``was`` are its earlier values, the oldest first.
select m.sheet, m.indicator, m.version, m.on_day, m.value, m.source, m.was, m.reasons
from measures m join sheets s on s.territory = m.territory and s.sheet = m.sheet
where m.territory = $1 and m.sheet = any($2::uuid[]) and m.version > s.drafted
order by m.on_day

-- name: titles
select sheet as stream, title from sheets where territory = $1 and sheet = any($2::uuid[])
