-- name: find
select key_id, wrapped, master from keys where key_id = any($1::uuid[])

-- name: create
insert into keys (key_id, territory, subject, class, wrapped, master)
select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::bytea[], $6::text[])
on conflict do nothing

-- name: destroy
delete from keys where key_id = any($1::uuid[])

-- name: older_than_an_hour
select key_id from keys
where created_at < clock_timestamp() - interval '1 hour' and subject <> $1 and key_id > $2
order by key_id limit 10000
