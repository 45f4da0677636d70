-- name: share
select pg_advisory_xact_lock_shared(hashtext('maillage.followers'))

-- name: alone
select pg_advisory_xact_lock(hashtext('maillage.followers'))

-- name: code
select code_sha from followers where name = $1

-- name: registered
select name, code_sha from followers

-- name: heads
select territory, position from heads order by territory

-- name: begin
insert into cursors (territory, name, position) values ($1, $2, 0)
on conflict (territory, name) do nothing

-- name: batch
-- Whoever else follows waits here, and then goes on from where this one came to.
select c.position as after, h.position as head
from cursors c join heads h on h.territory = c.territory
where c.territory = $1 and c.name = $2
for update of c

-- name: advance
update cursors set position = $3 where territory = $1 and name = $2

-- name: place
insert into cursors (territory, name, position) values ($1, $2, $3)
on conflict (territory, name) do update set position = excluded.position

-- name: register
insert into followers (name, code_sha, generation) values ($1, $2, 1)
on conflict (name) do update
    set code_sha = excluded.code_sha, generation = followers.generation + 1
returning generation
