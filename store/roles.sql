-- name: create_roles
-- Run by an administrator of the server; twice does nothing.
do $$
declare
    role text;
begin
    foreach role in array array['maillage_owner', 'maillage_writer', 'maillage_reader',
        'maillage_rebuilder', 'maillage_eraser', 'maillage_sealer', 'maillage_keeper'] loop
        if not exists (select from pg_roles where rolname = role) then
            execute format('create role %I nologin', role);
        end if;
    end loop;
    if not exists (select from pg_roles where rolname = 'maillage_app') then
        create role maillage_app login noinherit;
    end if;
    grant maillage_writer, maillage_reader, maillage_rebuilder, maillage_eraser,
        maillage_keeper to maillage_app;
end $$

-- name: prepare_journal
do $$
begin
    execute format('grant create on database %I to maillage_owner, maillage_rebuilder',
        current_database());
    create schema if not exists maillage authorization maillage_owner;
end $$

-- name: prepare_keys
do $$
begin
    create schema if not exists maillage_keys authorization maillage_owner;
    grant usage on schema maillage_keys to maillage_keeper;
    alter default privileges for role maillage_owner in schema maillage_keys
        grant select, insert, update, delete on tables to maillage_keeper;
end $$
