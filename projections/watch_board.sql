-- name: schema
create table alerts (
    territory    text not null,
    alert        uuid not null,
    version      integer not null,
    kind         text not null,
    raiser       uuid not null,
    about_case   uuid,
    household    uuid,
    learnt       text not null,
    urgency      text not null,
    themes       text[] not null,
    quartier     text not null,
    observed_on  date not null,
    raised_on    date not null,
    raised_at    timestamptz not null,
    state        text not null,
    triaged      text not null default 'acknowledged',
    off_agenda   text not null default 'acknowledged',
    child        boolean not null,
    owner        uuid,
    owner_agent  uuid,
    answerable   uuid,
    escalated    boolean not null default false,
    session      uuid,
    original     uuid,
    due          date,
    clock_days   date[] not null,
    changed_at   timestamptz not null,
    primary key (territory, alert)
);
create index alerts_open on alerts (territory, raised_at)
    where state in ('raised', 'acknowledged', 'qualified', 'on-agenda', 'examined');
create index alerts_by_clock on alerts (territory, (clock_days[1]))
    where clock_days[1] is not null;
create index alerts_by_owner on alerts (territory, owner) where owner is not null;
create index alerts_by_answerable on alerts (territory, answerable)
    where answerable is not null;
create index alerts_by_case on alerts (territory, about_case) where about_case is not null;
create index alerts_by_original on alerts (territory, original) where original is not null;
create index alerts_lately on alerts (territory, raised_on);
create table set_aside_signals (
    territory    text not null,
    stream_id    uuid not null,
    theme        text not null,
    quartier     text not null,
    households   integer not null,
    set_aside_on date not null,
    primary key (territory, stream_id)
);
create index set_aside_signals_lately on set_aside_signals (territory, set_aside_on)

-- name: raised(territory text, stream_id uuid, version int, kind_of text, raiser uuid, about_case uuid, household uuid, learnt text, urgency text, themes text, quartier text, observed_on date, raised_on date, occurred_at timestamptz, child boolean, due date, clock_days text) on alerts by stream_id
insert into alerts (territory, alert, version, kind, raiser, about_case, household, learnt,
    urgency, themes, quartier, observed_on, raised_on, raised_at, state, child, due, clock_days,
    changed_at)
select territory, stream_id, version, kind_of, raiser, about_case, household, learnt, urgency,
    string_to_array(themes, ','), quartier, observed_on, raised_on, occurred_at, 'raised', child,
    due, string_to_array(clock_days, ',')::date[], occurred_at
from fact

-- name: stands(territory text, stream_id uuid, version int, state text, occurred_at timestamptz) on alerts by stream_id
-- Whatever takes it up ends the wait for an acknowledgement, not for an answer.
update alerts a
set version = fact.version, state = fact.state, changed_at = fact.occurred_at,
    session = null,
    due = case when a.answerable is not null then a.due end,
    clock_days = case when a.answerable is not null then a.clock_days else '{}' end
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: ended(territory text, stream_id uuid, version int, state text, original uuid, occurred_at timestamptz) on alerts by stream_id
update alerts a
set version = fact.version, state = fact.state, original = fact.original, session = null,
    answerable = null, due = null, clock_days = '{}', changed_at = fact.occurred_at
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: qualified(territory text, stream_id uuid, version int, urgency text, themes text, child boolean, occurred_at timestamptz) on alerts by stream_id
update alerts a
set version = fact.version, urgency = fact.urgency, themes = string_to_array(fact.themes, ','),
    child = fact.child, triaged = 'qualified', changed_at = fact.occurred_at,
    off_agenda = case a.off_agenda when 'acknowledged' then 'qualified' else a.off_agenda end,
    state = case when a.state in ('raised', 'acknowledged') then 'qualified' else a.state end,
    due = case when a.answerable is not null then a.due end,
    clock_days = case when a.answerable is not null then a.clock_days else '{}' end
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: on_agenda(territory text, stream_id uuid, version int, session uuid, occurred_at timestamptz) on alerts by stream_id
update alerts a
set version = fact.version, session = fact.session, changed_at = fact.occurred_at,
    off_agenda = case a.state when 'raised' then a.triaged else a.state end,
    state = 'on-agenda',
    due = case when a.answerable is not null then a.due end,
    clock_days = case when a.answerable is not null then a.clock_days else '{}' end
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: off_agenda(territory text, stream_id uuid, version int, occurred_at timestamptz) on alerts by stream_id
update alerts a
set version = fact.version, session = null, state = a.off_agenda, changed_at = fact.occurred_at
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: assigned(territory text, stream_id uuid, version int, owner uuid, owner_agent uuid) on alerts by stream_id
update alerts a
set version = fact.version, owner = fact.owner, owner_agent = fact.owner_agent
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: escalated(territory text, stream_id uuid, version int, answerable uuid, due date, clock_days text, occurred_at timestamptz) on alerts by stream_id
update alerts a
set version = fact.version, answerable = fact.answerable, escalated = true, due = fact.due,
    clock_days = string_to_array(fact.clock_days, ',')::date[], changed_at = fact.occurred_at
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: answered(territory text, stream_id uuid, version int, occurred_at timestamptz) on alerts by stream_id
update alerts a
set version = fact.version, answerable = null, due = null, clock_days = '{}',
    state = case a.state when 'raised' then 'acknowledged' else a.state end,
    changed_at = fact.occurred_at
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: reopened(territory text, stream_id uuid, version int, occurred_at timestamptz) on alerts by stream_id
update alerts a
set version = fact.version, state = a.triaged, original = null, changed_at = fact.occurred_at
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: reminded(territory text, stream_id uuid, version int, day date) on alerts by stream_id
update alerts a
set version = fact.version,
    clock_days = array(select day from unnest(a.clock_days) as d(day)
        where d.day > fact.day order by day)
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on alerts by stream_id
update alerts a set version = fact.version
from fact where a.territory = fact.territory and a.alert = fact.stream_id

-- name: set_aside(territory text, stream_id uuid, theme text, quartier text, households int, set_aside_on date) on set_aside_signals by stream_id
insert into set_aside_signals (territory, stream_id, theme, quartier, households, set_aside_on)
select territory, stream_id, theme, quartier, households, set_aside_on from fact

-- name: alert
select alert, version, kind, raiser, about_case, learnt, urgency, themes, quartier,
    observed_on, raised_on, raised_at, state, child, owner, owner_agent, answerable, escalated,
    session, original, due, changed_at
from alerts where territory = $1 and alert = $2

-- name: open
-- What the cell has before it, the most pressing first. $2: whether of every kind, or only
-- what touches a quartier.
select alert, version, kind, raiser, about_case, learnt, urgency, themes, quartier,
    observed_on, raised_on, raised_at, state, child, owner, owner_agent, answerable, escalated,
    session, original, due, changed_at
from alerts
where territory = $1 and state in ('raised', 'acknowledged', 'qualified', 'on-agenda', 'examined')
    and ($2 or kind = 'collective')
order by due nulls last, urgency <> 'urgent', urgency <> 'soon', raised_at, alert
limit $3

-- name: concerning
-- Open alerts that wait for partner $2: entrusted to it, or that it must answer.
select alert, version, kind, raiser, about_case, learnt, urgency, themes, quartier,
    observed_on, raised_on, raised_at, state, child, owner, owner_agent, answerable, escalated,
    session, original, due, changed_at
from alerts
where territory = $1 and (owner = $2 or answerable = $2)
    and state in ('raised', 'acknowledged', 'qualified', 'on-agenda', 'examined')
order by due nulls last, urgency <> 'urgent', raised_at, alert
limit $3

-- name: open_for
-- How many open alerts partner $2 sees to, or must answer.
select count(*) from alerts
where territory = $1 and (owner = $2 or answerable = $2)
    and state in ('raised', 'acknowledged', 'qualified', 'on-agenda', 'examined')

-- name: of_case
select alert, version, kind, raiser, about_case, learnt, urgency, themes, quartier,
    observed_on, raised_on, raised_at, state, child, owner, owner_agent, answerable, escalated,
    session, original, due, changed_at
from alerts where territory = $1 and about_case = $2 order by raised_at, alert

-- name: duplicates_of
select alert, version, kind, raiser, about_case, learnt, urgency, themes, quartier,
    observed_on, raised_on, raised_at, state, child, owner, owner_agent, answerable, escalated,
    session, original, due, changed_at
from alerts where territory = $1 and original = $2 order by raised_at, alert

-- name: alike
-- Of these open alerts $2, two by two, those that may say the same: of one kind, about one
-- case, or on one theme in one quartier at most $3 days apart.
select a.alert as one, b.alert as other
from alerts a
join alerts b on b.territory = a.territory and b.kind = a.kind
    and (a.raised_at, a.alert) < (b.raised_at, b.alert)
    and (a.about_case = b.about_case
        or (a.themes && b.themes and a.quartier = b.quartier and a.quartier <> 'not-recorded'
            and b.raised_on - a.raised_on between -$3::integer and $3::integer))
where a.territory = $1 and a.alert = any($2::uuid[]) and b.alert = any($2::uuid[])
order by a.raised_at, a.alert, b.raised_at, b.alert
limit 200

-- name: signals
-- Themes and quartiers with at least $3 households told of by at least $4 services since day
-- $2, but for themes $5: counts, never which. A household is one by its number, else its case
-- is, else the alert. Proposed neither where a territorial alert stands, nor while no more
-- households are concerned than when it was set aside.
select theme, a.quartier,
    count(distinct coalesce(a.household, a.about_case, a.alert))::int as households,
    count(distinct a.raiser)::int as services
from alerts a cross join lateral unnest(a.themes) as t(theme)
where a.territory = $1 and a.raised_on > $2 and a.kind = 'situation'
    and a.state not in ('in-error', 'unfounded', 'duplicate')
    and a.quartier <> 'not-recorded' and theme <> all($5::text[])
    and not exists (select from alerts c
        where c.territory = a.territory and c.kind = 'collective' and c.raised_on > $2
            and c.quartier = a.quartier and theme = any(c.themes)
            and c.state not in ('in-error', 'unfounded'))
group by theme, a.quartier
having count(distinct coalesce(a.household, a.about_case, a.alert)) >= $3
    and count(distinct a.raiser) >= $4
    and count(distinct coalesce(a.household, a.about_case, a.alert)) > coalesce((
        select max(s.households) from set_aside_signals s
        where s.territory = $1 and s.theme = t.theme and s.quartier = a.quartier
            and s.set_aside_on > $2), 0)
order by households desc, theme, a.quartier
limit 50

-- name: due_for_the_clock
select alert as stream from alerts where territory = $1 and clock_days[1] <= $2
order by clock_days[1], alert limit $3
