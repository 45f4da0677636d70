-- name: create_ledger
create table if not exists migrations (
    number     integer primary key,
    name       text not null,
    sha256     text not null,
    applied_at timestamptz not null default clock_timestamp()
)

-- name: applied
select number, name, sha256 from migrations order by number

-- name: record
insert into migrations (number, name, sha256) values ($1, $2, $3)
