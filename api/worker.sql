-- name: take_turn
select pg_try_advisory_lock(hashtext('maillage.worker'))

-- name: leave_turn
select pg_advisory_unlock(hashtext('maillage.worker'))

-- name: cursor
select position from cursors where territory = $1 and name = $2

-- name: advance
insert into cursors (territory, name, position) values ($1, $2, $3)
on conflict (territory, name) do update set position = excluded.position
