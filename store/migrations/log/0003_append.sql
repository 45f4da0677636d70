-- One batch of commands of one territory, appended under the head lock (group commit).
-- Each command is judged by itself: ok, duplicate (its command_id is known), replayed (its
-- idempotency key is known), erased (a subject's key is destroyed), stale (another version).

create type command as (
    command_id uuid, stream_id uuid, base integer, events integer,
    agent text, request text, body_mac bytea
);
comment on type command is '`base`: the version that it was decided on; `events`: how many it has';

create type entry as (
    command integer, event_id uuid, ordinal smallint, version integer, case_id uuid, kind text,
    schema smallint, occurred_at timestamptz, occurred_precision text, actor text,
    organisation uuid, role text, on_behalf_of uuid, sharing_ground text, told_by uuid,
    medium text, correlation_id uuid, causation_id uuid, source text, data text,
    subject uuid, class text, key_id uuid, sealed bytea
);
comment on type entry is 'an event to be appended; `command`: the place of its command, from 1';

create function append(
    for_territory word, given_clock timestamptz, projection_code text,
    commands command[], entries entry[],
    out outcomes text[], out first_position bigint, out at timestamptz
) language plpgsql
-- All is looked up by key, whatever the statistics say of a young table: scalar subqueries,
-- because an EXISTS may be hashed over the whole log; and planned once, not for each batch.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
    head heads;
    appended integer;
begin
    perform pg_advisory_xact_lock_shared(hashtext('maillage.projections'));
    if projection_code is distinct from
        (select string_agg(name || ':' || code_sha, ',' order by name) from projections) then
        raise exception 'the read models are kept by other code' using errcode = 'MA001';
    end if;
    select * into head from heads h where h.territory = for_territory for no key update;
    if not found then
        raise exception 'unknown territory' using errcode = 'MA002';
    end if;
    if given_clock is not null and not head.fictitious then
        raise exception 'only a fictitious territory takes a given clock' using errcode = 'MA004';
    end if;
    at := greatest(head.recorded_at, least(given_clock, clock_timestamp()));
    first_position := head.position + 1;

    with asked as (
        select * from unnest(commands) with ordinality
            as c(command_id, stream_id, base, events, agent, request, body_mac, n)
    ), erased as (
        select e.command from unnest(entries) e
        where e.subject is not null and (select true from subjects s
            where s.territory = for_territory and s.subject = e.subject
                and s.erased_position is not null limit 1)
    ), judged as (
        select n, stream_id, case
            when (select true from events e
                where e.territory = for_territory and e.command_id = c.command_id limit 1)
                then 'duplicate'
            when c.request is not null and (select true from requests r
                where r.territory = for_territory and r.agent = c.agent and r.key = c.request)
                then 'replayed'
            when c.n in (select command from erased) then 'erased'
            when c.base <> coalesce((select max(e.version) from events e
                    where e.territory = for_territory and e.stream_id = c.stream_id), 0)
                + coalesce(sum(c.events) over (partition by c.stream_id order by c.n
                    rows between unbounded preceding and 1 preceding), 0)
                then 'stale'
            end as fault
        from asked c
    ), ruled as (
        select n, coalesce(fault, case
            when bool_or(fault is not null) over (partition by stream_id order by n)
            then 'stale' else 'ok' end) as outcome
        from judged
    )
    select array_agg(outcome order by n) into outcomes from ruled;

    insert into requests (territory, agent, key, body_mac, command_id)
    select for_territory, c.agent, c.request, c.body_mac, c.command_id
    from unnest(commands) with ordinality
        as c(command_id, stream_id, base, events, agent, request, body_mac, n)
    where c.request is not null and outcomes[c.n] = 'ok';

    insert into subjects (territory, subject, class, key_id)
    select distinct for_territory, e.subject, e.class, e.key_id
    from unnest(entries) e
    where e.key_id is not null and outcomes[e.command] = 'ok'
    on conflict do nothing;

    insert into events (territory, position, event_id, command_id, ordinal, stream_id, version,
        case_id, kind, schema, recorded_at, occurred_at, occurred_precision, actor,
        organisation, role, on_behalf_of, sharing_ground, told_by, medium, correlation_id,
        causation_id, source, data, key_id, sealed, sealed_sha256)
    select for_territory, head.position + row_number() over (order by e.command, e.ordinal),
        e.event_id, (commands[e.command]).command_id, e.ordinal,
        (commands[e.command]).stream_id, e.version,
        e.case_id, e.kind, e.schema, at, e.occurred_at, e.occurred_precision, e.actor,
        e.organisation, e.role, e.on_behalf_of, e.sharing_ground, e.told_by, e.medium,
        e.correlation_id, e.causation_id, e.source, e.data, e.key_id, e.sealed,
        sha256(e.sealed)
    from unnest(entries) e
    where outcomes[e.command] = 'ok';
    get diagnostics appended = row_count;

    if appended > 0 then
        update heads set position = head.position + appended, recorded_at = at
        where territory = for_territory;
        perform pg_notify('maillage', for_territory);
    end if;
end $$;
