-- name: begin
set role maillage_reader;
set search_path = maillage;
set statement_timeout = '5s'

-- name: begin_keys
set role maillage_keeper;
set search_path = maillage_keys;
set statement_timeout = '5s'

-- name: server
select current_setting('server_version_num')::int / 10000 as major,
    current_setting('server_version') as version,
    current_setting('fsync') = 'on' as fsync,
    current_setting('full_page_writes') = 'on' as full_page_writes,
    current_setting('synchronous_commit') <> 'off' as synchronous_commit,
    (select rolsuper or rolbypassrls or rolcreaterole from pg_roles
        where rolname = session_user) as mighty

-- name: applied
select name, sha256 from migrations

-- name: finished
select key_id from destructions where destroyed_position is not null

-- name: real
select territory from heads where not fictitious order by territory

-- name: other_masters
select count(*) from keys where master <> $1
