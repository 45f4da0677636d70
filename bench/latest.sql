-- name: schema
create table latest (
    territory   text not null,
    stream_id   uuid not null,
    version     integer not null,
    kind        text not null,
    recorded_at timestamptz not null,
    primary key (territory, stream_id)
);

-- name: stands(territory text, stream_id uuid, version int, kind text, recorded_at timestamptz) on latest by stream_id
insert into latest (territory, stream_id, version, kind, recorded_at)
select territory, stream_id, version, kind, recorded_at from fact
on conflict (territory, stream_id) do update
    set version = excluded.version, kind = excluded.kind, recorded_at = excluded.recorded_at
