-- name: begun
select recorded_at from events where territory = $1 and position = 1

-- name: prepared
select true from cursors where territory = $1 and name = 'demonstration'

-- name: prepare
insert into cursors (territory, name, position)
select territory, 'demonstration', position from heads where territory = $1
on conflict do nothing
