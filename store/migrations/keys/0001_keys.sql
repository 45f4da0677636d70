-- The key store: a database of its own, so that a dump of the journal opens nothing.
-- Run as maillage_keeper_owner, with search_path = maillage_keys.

create table keys (
    key_id     uuid primary key,
    territory  text not null,
    subject    uuid not null,
    class      text not null,
    wrapped    bytea not null,
    master     text not null,
    created_at timestamptz not null default clock_timestamp(),
    unique (territory, subject, class)
);
comment on table keys is 'data keys wrapped by the master key; deleting a row ends a person''s data';
