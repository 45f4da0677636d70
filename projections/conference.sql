-- name: schema
create table conferences (
    territory  text not null,
    conference uuid not null,
    version    integer not null,
    year       integer not null,
    held_on    date not null,
    place      text not null,
    state      text not null,
    frozen     bigint,
    frozen_on  date,
    primary key (territory, conference)
);
create table recommendations (
    territory      text not null,
    recommendation text not null,
    conference     uuid not null,
    number         integer not null,
    text           text not null,
    addressed_to   uuid,
    theme          text,
    primary key (territory, recommendation)
)

-- name: convened(territory text, stream_id uuid, version int, year int, held_on date, place text) on conferences by stream_id
insert into conferences (territory, conference, version, year, held_on, place, state)
select territory, stream_id, version, year, held_on, place, 'convened' from fact

-- name: goes_on(territory text, stream_id uuid, version int, state text, held_on date, place text, frozen bigint, frozen_on date) on conferences by stream_id
update conferences c
set version = fact.version, state = coalesce(fact.state, c.state),
    held_on = coalesce(fact.held_on, c.held_on), place = coalesce(fact.place, c.place),
    frozen = coalesce(fact.frozen, c.frozen), frozen_on = coalesce(fact.frozen_on, c.frozen_on)
from fact where c.territory = fact.territory and c.conference = fact.stream_id

-- name: recommended(territory text, recommendation text, stream_id uuid, number int, text text, addressed_to uuid, theme text) on recommendations by recommendation
insert into recommendations (territory, recommendation, conference, number, text, addressed_to, theme)
select territory, recommendation, stream_id, number, text, addressed_to, theme from fact

-- name: conferences
select c.conference, c.version, c.year, c.held_on, c.place, c.state, c.frozen, c.frozen_on,
    (select count(*) from recommendations r
        where r.territory = c.territory and r.conference = c.conference) as recommendations
from conferences c where c.territory = $1 order by c.year desc

-- name: frozen_before
-- The position that the last conference before year $2 froze: its figures began there.
select coalesce((select frozen from conferences
    where territory = $1 and year < $2 and frozen is not null and state <> 'cancelled'
    order by year desc limit 1), 0) as position

-- name: recommendations
-- The $2 latest, by year and number.
select c.conference, c.year, r.number, r.text, r.addressed_to, r.theme
from recommendations r
join conferences c on c.territory = r.territory and c.conference = r.conference
where r.territory = $1 order by c.year desc, r.number limit $2
