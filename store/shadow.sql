-- name: tables
select format('%I.%I', schemaname, tablename) as name from pg_tables
where schemaname = $1 order by tablename

-- name: secondary_indexes
select format('%I.%I', n.nspname, c.relname) as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and not i.indisunique
order by c.relname

-- name: register
insert into projections (name, code_sha, generation) values ($1, $2, 1)
on conflict (name) do update
    set code_sha = excluded.code_sha, generation = projections.generation + 1
returning generation
