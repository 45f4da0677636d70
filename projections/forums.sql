-- name: schema
create table forums (
    territory text not null,
    forum     uuid not null,
    version   integer not null,
    kind      text not null,
    name      text not null,
    purpose   text not null,
    serves    jsonb not null,
    formed_at timestamptz not null,
    dissolved_at timestamptz,
    reason    text,
    primary key (territory, forum)
);
create table forum_members (
    territory text not null,
    seat      text not null,
    forum     uuid not null,
    partner   uuid,
    college   text,
    days      datemultirange not null,
    primary key (territory, seat)
);
create index forum_members_by_forum on forum_members (territory, forum);
create index forum_members_by_partner on forum_members (territory, partner);
create table forum_meetings (
    territory text not null,
    place     text not null,
    forum     uuid not null,
    meeting   integer not null,
    version   integer not null,
    state     text not null,
    day       date not null,
    meets_at  timestamptz,
    room      text,
    agenda    text,
    conclusions text,
    decisions text[] not null default '{}',
    reason    text,
    primary key (territory, place)
);
create index forum_meetings_by_forum on forum_meetings (territory, forum, day);
create index forum_meetings_planned on forum_meetings (territory, day) where state = 'convened';
create table forum_attendance (
    territory text not null,
    presence  text not null,
    forum     uuid not null,
    meeting   integer not null,
    partner   uuid,
    college   text,
    guest     boolean not null,
    people    integer,
    primary key (territory, presence)
);
create index forum_attendance_by_forum on forum_attendance (territory, forum, meeting);

-- name: formed(territory text, stream_id uuid, version int, kind text, name text, purpose text, serves text, occurred_at timestamptz) on forums by stream_id
insert into forums (territory, forum, version, kind, name, purpose, serves, formed_at)
select territory, stream_id, version, kind, name, purpose, serves::jsonb, occurred_at from fact

-- name: touched(territory text, stream_id uuid, version int) on forums by stream_id
update forums f set version = fact.version
from fact where f.territory = fact.territory and f.forum = fact.stream_id

-- name: dissolved(territory text, stream_id uuid, version int, occurred_at timestamptz, reason text) on forums by stream_id
update forums f
set version = fact.version, dissolved_at = fact.occurred_at, reason = fact.reason
from fact where f.territory = fact.territory and f.forum = fact.stream_id

-- name: joined(territory text, seat text, stream_id uuid, partner uuid, college text, since date) on forum_members by seat
insert into forum_members (territory, seat, forum, partner, college, days)
select territory, seat, stream_id, partner, college, datemultirange(daterange(since, null))
from fact
on conflict (territory, seat) do update set days = forum_members.days + excluded.days

-- name: left(territory text, seat text, left_on date) on forum_members by seat
update forum_members s
set days = s.days * datemultirange(daterange(null, fact.left_on, '[]'))
from fact where s.territory = fact.territory and s.seat = fact.seat

-- name: convened(territory text, place text, stream_id uuid, version int, day date, meets_at timestamptz, room text, agenda text) on forum_meetings by place
insert into forum_meetings (territory, place, forum, meeting, version, state, day, meets_at,
    room, agenda)
select territory, place, stream_id, version, version, 'convened', day, meets_at, room, agenda
from fact

-- name: cancelled(territory text, place text, version int, reason text) on forum_meetings by place
update forum_meetings m set version = fact.version, state = 'cancelled', reason = fact.reason
from fact where m.territory = fact.territory and m.place = fact.place

-- name: held(territory text, place text, stream_id uuid, meeting int, version int, day date, conclusions text, decisions text) on forum_meetings by place
insert into forum_meetings (territory, place, forum, meeting, version, state, day, conclusions,
    decisions)
select territory, place, stream_id, meeting, version, 'held', day, conclusions,
    array(select jsonb_array_elements_text(decisions::jsonb))
from fact
on conflict (territory, place) do update
    set version = excluded.version, state = 'held', conclusions = excluded.conclusions,
        decisions = excluded.decisions

-- name: attended(territory text, presence text, stream_id uuid, meeting int, partner uuid, college text, guest boolean, people int) on forum_attendance by presence
insert into forum_attendance (territory, presence, forum, meeting, partner, college, guest,
    people)
select territory, presence, stream_id, meeting, partner, college, guest, people from fact

-- name: forums
-- Those that stand, then those dissolved; members and next meeting as of day $2.
select f.forum, f.version, f.kind, f.name, f.purpose, f.formed_at, f.dissolved_at,
    (select count(*) from forum_members s
        where s.territory = f.territory and s.forum = f.forum and s.days @> $2::date
    ) as members,
    (select min(m.meets_at) from forum_meetings m
        where m.territory = f.territory and m.forum = f.forum and m.state = 'convened'
            and m.day >= $2
    ) as next_at,
    (select max(m.day) from forum_meetings m
        where m.territory = f.territory and m.forum = f.forum and m.state = 'held'
    ) as last_held
from forums f
where f.territory = $1
order by f.dissolved_at is not null, f.name, f.forum

-- name: forum
select forum, version, kind, name, purpose, serves::text as serves, formed_at, dissolved_at,
    reason
from forums where territory = $1 and forum = $2

-- name: members
-- One row for each period of each member of forum $2, in order.
select s.partner, p.name, s.college, lower(each.days) as since, upper(each.days) - 1 as left_on
from forum_members s
    cross join lateral unnest(s.days) as each(days)
    left join partners p on p.territory = s.territory and p.partner = s.partner
where s.territory = $1 and s.forum = $2
order by s.college is null, s.college, p.name, s.partner, since

-- name: meetings
select meeting, state, day, meets_at, room, agenda, conclusions, decisions, reason
from forum_meetings where territory = $1 and forum = $2
order by day desc, meeting desc

-- name: attendance
select a.meeting, a.partner, p.name, a.college, a.guest, a.people
from forum_attendance a
    left join partners p on p.territory = a.territory and p.partner = a.partner
where a.territory = $1 and a.forum = $2
order by a.meeting, a.college is null, a.college, a.guest, p.name, a.partner

-- name: meetings_for
-- Convened, held or cancelled, on days when partner $2 sat there, from day $3 on.
select m.forum, f.name, f.kind, m.meeting, m.version, m.state, m.meets_at, m.room, m.agenda
from forum_members s
    join forum_meetings m on m.territory = s.territory and m.forum = s.forum
    join forums f on f.territory = m.territory and f.forum = m.forum
where s.territory = $1 and s.partner = $2 and s.days @> m.day
    and m.day >= $3 and m.meets_at is not null
order by m.meets_at, m.forum

-- name: titles
select forum as stream, name as title from forums
where territory = $1 and forum = any($2::uuid[])
