-- The journal. Every key starts with the territory, so that the schema can shard by it.
-- Run as maillage_owner, with search_path = maillage.

create function microseconds(at timestamptz) returns bigint
    language sql immutable strict parallel safe
    return (extract(epoch from (at at time zone 'UTC')) * 1000000)::bigint;

create function leaf(
    territory text, event_id uuid, command_id uuid, ordinal smallint, stream_id uuid,
    version integer, case_id uuid, kind text, schema smallint, recorded_at timestamptz,
    occurred_at timestamptz, occurred_precision text, actor text, organisation uuid, role text,
    on_behalf_of uuid, sharing_ground text, told_by uuid, medium text, correlation_id uuid,
    causation_id uuid, source text, key_id uuid, data text, sealed_sha256 bytea
) returns bytea language plpgsql immutable parallel safe
as $$ begin
    return sha256('\x00'::bytea || convert_to(concat_ws(E'\n', 'maillage-event/1', territory,
        event_id, command_id, ordinal, stream_id, version, coalesce(case_id::text, '-'), kind,
        schema, microseconds(recorded_at), microseconds(occurred_at), occurred_precision, actor,
        coalesce(organisation::text, '-'), role, coalesce(on_behalf_of::text, '-'),
        coalesce(sharing_ground, '-'), coalesce(told_by::text, '-'), coalesce(medium, '-'),
        correlation_id, coalesce(causation_id::text, '-'), source, coalesce(key_id::text, '-'),
        encode(sha256(convert_to(data, 'UTF8')), 'base64'),
        coalesce(encode(sealed_sha256, 'base64'), '-'), ''), 'UTF8'));
end $$;
comment on function leaf is 'immutable: of text, uuid and integers, concat_ws and convert_to are';

create domain word as text check (
    value not in ('', '-') and strpos(value, E'\n') = 0 and octet_length(value) <= 120);
comment on domain word is 'a line of the leaf, never "-", which stands for NULL there';

create table heads (
    territory   word primary key,
    position    bigint not null default 0,
    recorded_at timestamptz not null default '-infinity',
    origin      uuid not null,
    fictitious  boolean not null
);
comment on table heads is 'locked by each append: positions are dense, their order is commit order';

create table events (
    territory          word not null,  -- append() holds its head: no foreign key to check again
    position           bigint not null check (position > 0),
    event_id           uuid not null,
    command_id         uuid not null,
    ordinal            smallint not null,
    stream_id          uuid not null,
    version            integer not null check (version > 0),
    case_id            uuid,
    kind               word not null,
    schema             smallint not null,
    recorded_at        timestamptz not null,
    occurred_at        timestamptz not null,
    occurred_precision word not null check (occurred_precision in ('day', 'instant')),
    actor              word not null,
    organisation       uuid,
    role               word not null,
    on_behalf_of       uuid,
    sharing_ground     word,
    told_by            uuid,
    medium             word,
    correlation_id     uuid not null,
    causation_id       uuid,
    source             word not null,
    data               text not null,
    key_id             uuid,
    sealed             bytea,
    sealed_sha256      bytea,
    leaf               bytea not null generated always as (leaf(territory, event_id,
        command_id, ordinal, stream_id, version, case_id, kind, schema, recorded_at,
        occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
        sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data,
        sealed_sha256)) stored,
    primary key (territory, position),
    constraint events_stream_version unique (territory, stream_id, version),
    constraint events_event unique (territory, event_id),
    constraint events_command unique (territory, command_id, ordinal),
    check ((key_id is null) = (sealed_sha256 is null)),
    check (key_id is not null or sealed is null)
);
create index events_case on events (territory, case_id, position) where case_id is not null;

create table requests (
    territory   word not null,  -- as of events
    agent       word not null,
    key         text not null check (length(key) <= 200),
    body_mac    bytea not null,
    command_id  uuid not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (territory, agent, key)
);
create index requests_age on requests (received_at);
comment on table requests is 'Idempotency-Key: only successes, kept 30 days, nothing personal';

create table subjects (
    territory       word not null,  -- as of events
    subject         uuid not null,
    class           word not null,
    key_id          uuid not null,
    erased_position bigint,
    primary key (territory, subject, class),
    unique (territory, key_id)
);
comment on table subjects is 'which key seals whose data; read under the head lock by each append';

create table destructions (
    territory          word not null references heads,
    key_id             uuid not null,
    subject            uuid not null,
    class              word not null,
    position           bigint not null,
    destroyed_position bigint,
    primary key (territory, key_id)
);
comment on table destructions is 'the ledger of destroyed keys; its twin is a file beside the master key';

create table search_tokens (
    territory word not null references heads,
    token     bytea not null,
    subject   uuid not null,
    primary key (territory, token, subject)
);
create index search_tokens_subject on search_tokens (territory, subject);
comment on table search_tokens is 'keyed digests by which people are found; deleted at erasure';

create table consultations (
    territory  word not null references heads,
    id         bigint generated always as identity,
    at         timestamptz not null default clock_timestamp(),
    agent      word not null,
    partner    uuid,
    role       word not null,
    purpose    word not null,
    cases      uuid[] not null,
    request_id word,
    primary key (territory, id)
);
comment on table consultations is 'who read which cases, written before the data leaves';

create table access_tokens (
    digest     bytea primary key,
    territory  word not null references heads,
    agent      uuid not null,
    partner    uuid not null,
    role       word not null,
    label      text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);
comment on table access_tokens is 'bearer tokens, by SHA-256: a token is 256 random bits';

create table projections (
    name       word primary key,
    code_sha   word not null,
    generation integer not null
);
comment on table projections is 'which code keeps which read model; read under the shared swap lock';

create table cursors (
    name      word not null,
    territory word not null references heads,
    position  bigint not null,
    primary key (territory, name)
);
comment on table cursors is 'how far each follower of the log has come';

create function plain(value text) returns text
    language sql immutable strict parallel safe
    return lower(regexp_replace(normalize(value, NFD), U&'[\0300-\036F]', '', 'g'));
comment on function plain is 'for searching without accents or case';
