-- name: table
-- The columns and primary key of events; no trigger, no generated column, no other index.
create table baseline (
    territory          text not null,
    position           bigint not null,
    event_id           uuid not null,
    command_id         uuid not null,
    ordinal            smallint not null,
    stream_id          uuid not null,
    version            integer not null,
    case_id            uuid,
    kind               text not null,
    schema             smallint not null,
    recorded_at        timestamptz not null,
    occurred_at        timestamptz not null,
    occurred_precision text not null,
    actor              text not null,
    organisation       uuid,
    role               text not null,
    on_behalf_of       uuid,
    sharing_ground     text,
    told_by            uuid,
    medium             text,
    correlation_id     uuid not null,
    causation_id       uuid,
    source             text not null,
    data               text not null,
    key_id             uuid,
    sealed             bytea,
    sealed_sha256      bytea,
    leaf               bytea not null,
    primary key (territory, position)
)

-- name: sequence
create sequence baseline_position cache 100

-- name: insert
insert into baseline values ('93014', nextval('baseline_position'), uuidv7(),
    '0198c1a2-7f3b-7c1d-9e55-0123456789ab', 0, '0198c1a2-7f3b-7c1d-9e55-0123456789ab', 1, null,
    'Referral.Assigned', 1, now(), now(), 'instant', '0198c1a2-7f3b-7c1d-9e55-0123456789ab',
    '0198c1a2-7f3b-7c1d-9e55-0123456789ab', 'partner-agent', null, null, null, null,
    '0198c1a2-7f3b-7c1d-9e55-0123456789ab', null, 'api',
    '{"by":"0198c1a2-7f3b-7c1d-9e55-0123456789ab","agent":"0198c1a2-7f3b-7c1d-9e55-0123456789ab"}',
    null, null, null, '\x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef')
