-- name: schema
create table watch_sessions (
    territory  text not null,
    session    uuid not null,
    version    integer not null,
    convener   uuid not null,
    number     integer not null,
    title      text not null,
    meets_at   timestamptz not null,
    place      text not null,
    state      text not null,
    approved   text[] not null default '{}',
    held_position bigint,
    primary key (territory, session)
);
create index watch_sessions_by_day on watch_sessions (territory, meets_at, session);
create index watch_sessions_to_come on watch_sessions (territory, meets_at, session)
    where state = 'convened';
create index watch_sessions_held on watch_sessions (territory, held_position)
    where state = 'held';
create index watch_sessions_by_number on watch_sessions (territory, number);
create table session_members (
    territory text not null,
    tie       text not null,
    session   uuid not null,
    partner   uuid not null,
    kind      text not null,
    college   text not null,
    primary key (territory, tie)
);
create index session_members_by_session on session_members (territory, session);
create index session_members_by_partner on session_members (territory, partner);
create table session_items (
    territory text not null,
    tie       text not null,
    session   uuid not null,
    alert     uuid not null,
    regime    text not null,
    since     bigint not null,
    there     uuid[],
    primary key (territory, tie)
);
create index session_items_by_session on session_items (territory, session);
create index session_items_by_alert on session_items (territory, alert);
create table follow_ups (
    territory   text not null,
    tie         text not null,
    session     uuid not null,
    number      integer not null,
    alert       uuid not null,
    kind        text not null,
    responsible uuid not null,
    beneficiary uuid,
    due         date not null,
    answer      text not null,
    reason      text,
    promise     text,
    resource    text,
    led_kind    text,
    led_to      uuid,
    proposed_at timestamptz not null,
    changed_at  timestamptz not null,
    primary key (territory, tie)
);
create index follow_ups_by_session on follow_ups (territory, session);
create index follow_ups_by_alert on follow_ups (territory, alert);
create index follow_ups_open on follow_ups (territory, responsible, due)
    where answer in ('proposed', 'accepted');

-- name: convened(territory text, stream_id uuid, version int, convener uuid, number int, title text, meets_at timestamptz, place text) on watch_sessions by stream_id
insert into watch_sessions (territory, session, version, convener, number, title, meets_at, place, state)
select territory, stream_id, version, convener, number, title, meets_at, place, 'convened'
from fact

-- name: moved(territory text, stream_id uuid, version int, meets_at timestamptz, place text) on watch_sessions by stream_id
update watch_sessions s
set version = fact.version, meets_at = fact.meets_at, place = fact.place
from fact where s.territory = fact.territory and s.session = fact.stream_id

-- name: stands(territory text, stream_id uuid, version int, position bigint, state text) on watch_sessions by stream_id
update watch_sessions s
set version = fact.version, state = fact.state,
    held_position = case when fact.state = 'held' then fact.position end
from fact where s.territory = fact.territory and s.session = fact.stream_id

-- name: approved(territory text, stream_id uuid, version int, kind text) on watch_sessions by stream_id
update watch_sessions s set version = fact.version, approved = s.approved || fact.kind
from fact where s.territory = fact.territory and s.session = fact.stream_id

-- name: touched(territory text, stream_id uuid, version int) on watch_sessions by stream_id
update watch_sessions s set version = fact.version
from fact where s.territory = fact.territory and s.session = fact.stream_id

-- name: invited(territory text, tie text, stream_id uuid, partner uuid, kind text, college text) on session_members by tie
insert into session_members (territory, tie, session, partner, kind, college)
select territory, tie, stream_id, partner, kind, college from fact

-- name: item_added(territory text, tie text, stream_id uuid, position bigint, alert uuid, regime text) on session_items by tie
insert into session_items (territory, tie, session, alert, regime, since)
select territory, tie, stream_id, alert, regime, position from fact

-- name: item_removed(territory text, tie text) on session_items by tie
delete from session_items t using fact
where t.territory = fact.territory and t.tie = fact.tie

-- name: attended(territory text, tie text, there text) on session_items by tie
update session_items t set there = string_to_array(fact.there, ',')::uuid[]
from fact where t.territory = fact.territory and t.tie = fact.tie

-- name: proposed(territory text, tie text, stream_id uuid, number int, alert uuid, kind text, responsible uuid, beneficiary uuid, due date, occurred_at timestamptz) on follow_ups by tie
insert into follow_ups (territory, tie, session, number, alert, kind, responsible, beneficiary,
    due, answer, proposed_at, changed_at)
select territory, tie, stream_id, number, alert, kind, responsible, beneficiary, due,
    'proposed', occurred_at, occurred_at
from fact

-- name: accepted(territory text, tie text, promise text, resource text, occurred_at timestamptz) on follow_ups by tie
update follow_ups t
set answer = 'accepted', promise = fact.promise, resource = fact.resource,
    changed_at = fact.occurred_at
from fact where t.territory = fact.territory and t.tie = fact.tie

-- name: ended(territory text, tie text, answer text, reason text, occurred_at timestamptz) on follow_ups by tie
update follow_ups t
set answer = fact.answer, reason = fact.reason, changed_at = fact.occurred_at
from fact where t.territory = fact.territory and t.tie = fact.tie

-- name: led(territory text, tie text, led_kind text, led_to uuid, occurred_at timestamptz) on follow_ups by tie
update follow_ups t
set answer = 'led', led_kind = fact.led_kind, led_to = fact.led_to,
    changed_at = fact.occurred_at
from fact where t.territory = fact.territory and t.tie = fact.tie

-- name: sessions
-- From the latest; before ($2, $3), a day and a session, if they are given.
select session, version, convener, number, title, meets_at, place, state, approved,
    held_position,
    (select count(*) from session_items i
        where i.territory = s.territory and i.session = s.session) as items,
    (select count(*) from follow_ups f
        where f.territory = s.territory and f.session = s.session) as follow_ups,
    (select count(*) from follow_ups f
        where f.territory = s.territory and f.session = s.session
            and f.answer in ('proposed', 'accepted')) as open_follow_ups
from watch_sessions s
where territory = $1 and ($2::timestamptz is null or (meets_at, session) < ($2, $3::uuid))
order by meets_at desc, session desc limit $4

-- name: session
select session, version, convener, number, title, meets_at, place, state, approved,
    held_position
from watch_sessions where territory = $1 and session = $2

-- name: to_come
-- Sessions that were convened and not yet held, the nearest first.
select session, version, convener, number, title, meets_at, place, state
from watch_sessions where territory = $1 and state = 'convened'
order by meets_at, session limit $2

-- name: last_held
select session, number, title, meets_at, held_position
from watch_sessions where territory = $1 and state = 'held'
order by held_position desc limit 1

-- name: highest
select coalesce(max(number), 0) as number from watch_sessions where territory = $1

-- name: members
select partner, kind, college from session_members
where territory = $1 and session = $2 order by tie

-- name: items
select alert, regime, since, there from session_items
where territory = $1 and session = $2 order by since, alert

-- name: follow_ups
select session, number, alert, kind, responsible, beneficiary, due, answer, reason, promise,
    resource, led_kind, led_to, proposed_at, changed_at
from follow_ups where territory = $1 and session = $2 order by number

-- name: of_responsible
-- Follow-ups of partner $2 that wait for its answer, or for what it accepted.
select f.session, f.number, f.alert, f.kind, f.responsible, f.beneficiary, f.due, f.answer,
    f.proposed_at, f.changed_at, s.number as session_number, s.title, s.version, s.meets_at,
    i.regime
from follow_ups f
join watch_sessions s on s.territory = f.territory and s.session = f.session
join session_items i on i.territory = f.territory and i.session = f.session
    and i.alert = f.alert
where f.territory = $1 and f.responsible = $2 and f.answer in ('proposed', 'accepted')
order by f.due, f.session, f.number limit $3

-- name: still_open
-- Follow-ups of every session that still wait for somebody, the most urgent first.
select f.session, f.number, f.alert, f.kind, f.responsible, f.beneficiary, f.due, f.answer,
    f.proposed_at, f.changed_at, s.number as session_number, s.title, i.regime
from follow_ups f
join watch_sessions s on s.territory = f.territory and s.session = f.session
join session_items i on i.territory = f.territory and i.session = f.session
    and i.alert = f.alert
where f.territory = $1 and f.answer in ('proposed', 'accepted')
order by f.due, f.session, f.number limit $2

-- name: of_alert
-- The sessions that examine or examined an alert, and under which regime.
select i.session, i.regime, i.there, s.number, s.title, s.meets_at, s.state
from session_items i
join watch_sessions s on s.territory = i.territory and s.session = i.session
where i.territory = $1 and i.alert = $2 order by s.meets_at, i.session

-- name: inviting
-- Sessions to which partner $2 is invited, from the day $3 on.
select s.session, s.version, s.number, s.title, s.meets_at, s.place, s.state
from watch_sessions s
join session_members m on m.territory = s.territory and m.session = s.session
where s.territory = $1 and m.partner = $2 and s.meets_at >= $3
order by s.meets_at, s.session
