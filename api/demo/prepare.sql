-- name: begun
-- When the territory began, and how far its story has come.
select e.recorded_at as begun, h.recorded_at as reached
from heads h join events e on e.territory = h.territory and e.position = 1
where h.territory = $1

-- name: prepared
select true from cursors where territory = $1 and name = 'demonstration'

-- name: prepare
insert into cursors (territory, name, position)
select territory, 'demonstration', position from heads where territory = $1
on conflict do nothing

-- name: told
-- How much of the year is told here, as it was asked for when it began.
select name from cursors where territory = $1 and name like 'year/%'

-- name: tell
insert into cursors (territory, name, position) values ($1, $2, 0) on conflict do nothing
