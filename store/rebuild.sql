-- name: heads
select territory, position from heads order by territory

-- name: register
insert into projections (name, code_sha, generation) values ($1, $2, 1)
on conflict (name) do update
    set code_sha = excluded.code_sha, generation = projections.generation + 1
returning generation

-- name: registered
select name, code_sha, generation from projections order by name
