-- One batch of commands of one territory, appended under the head lock (group commit).
-- Each command is judged by itself: ok, duplicate (its command_id is known), replayed (its
-- idempotency key is known), erased (a subject's key is destroyed), stale (another version).

create function append(
    for_territory word, given_clock timestamptz, projection_code text,
    c_command uuid[], c_stream uuid[], c_base integer[], c_events integer[],
    c_agent text[], c_request text[], c_mac bytea[],
    e_command integer[], e_id uuid[], e_ordinal smallint[], e_version integer[],
    e_case uuid[], e_kind text[], e_schema smallint[], e_occurred timestamptz[],
    e_precision text[], e_actor text[], e_organisation uuid[], e_role text[],
    e_behalf uuid[], e_ground text[], e_told uuid[], e_medium text[],
    e_correlation uuid[], e_causation uuid[], e_source text[], e_data text[],
    e_subject uuid[], e_class text[], e_key uuid[], e_sealed bytea[],
    out outcomes text[], out first_position bigint, out at timestamptz
) language plpgsql
-- All is looked up by key, whatever the statistics say of a young table: scalar subqueries,
-- because an EXISTS may be hashed over the whole log.
set enable_seqscan = off
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

    with command as (
        select * from unnest(c_command, c_stream, c_base, c_events, c_agent, c_request)
            with ordinality as c(command_id, stream_id, base, events, agent, request, n)
    ), erased as (
        select e.n from unnest(e_command, e_subject) as e(n, subject)
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
            when c.n in (select n from erased) then 'erased'
            when c.base <> coalesce((select max(e.version) from events e
                    where e.territory = for_territory and e.stream_id = c.stream_id), 0)
                + coalesce(sum(c.events) over (partition by c.stream_id order by c.n
                    rows between unbounded preceding and 1 preceding), 0)
                then 'stale'
            end as fault
        from command c
    ), ruled as (
        select n, coalesce(fault, case
            when bool_or(fault is not null) over (partition by stream_id order by n)
            then 'stale' else 'ok' end) as outcome
        from judged
    )
    select array_agg(outcome order by n) into outcomes from ruled;

    insert into requests (territory, agent, key, body_mac, command_id)
    select for_territory, agent, request, mac, command_id
    from unnest(c_command, c_agent, c_request, c_mac, outcomes)
        as c(command_id, agent, request, mac, outcome)
    where outcome = 'ok' and request is not null;

    insert into subjects (territory, subject, class, key_id)
    select distinct for_territory, e.subject, e.class, e.key_id
    from unnest(e_command, e_subject, e_class, e_key) as e(n, subject, class, key_id)
    where e.key_id is not null and outcomes[e.n] = 'ok'
    on conflict do nothing;

    insert into events (territory, position, event_id, command_id, ordinal, stream_id, version,
        case_id, kind, schema, recorded_at, occurred_at, occurred_precision, actor,
        organisation, role, on_behalf_of, sharing_ground, told_by, medium, correlation_id,
        causation_id, source, data, key_id, sealed, sealed_sha256)
    select for_territory, head.position + row_number() over (order by e.n, e.ordinal),
        e.event_id, c_command[e.n], e.ordinal, c_stream[e.n], e.version,
        e.case_id, e.kind, e.schema, at, e.occurred_at, e.occurred_precision, e.actor,
        e.organisation, e.role, e.on_behalf_of, e.sharing_ground, e.told_by, e.medium,
        e.correlation_id, e.causation_id, e.source, e.data, e.key_id, e.sealed,
        sha256(e.sealed)
    from unnest(e_command, e_id, e_ordinal, e_version, e_case, e_kind, e_schema, e_occurred,
        e_precision, e_actor, e_organisation, e_role, e_behalf, e_ground, e_told, e_medium,
        e_correlation, e_causation, e_source, e_data, e_key, e_sealed)
        as e(n, event_id, ordinal, version, case_id, kind, schema, occurred_at,
            occurred_precision, actor, organisation, role, on_behalf_of, sharing_ground,
            told_by, medium, correlation_id, causation_id, source, data, key_id, sealed)
    where outcomes[e.n] = 'ok';
    get diagnostics appended = row_count;

    if appended > 0 then
        update heads set position = head.position + appended, recorded_at = at
        where territory = for_territory;
        perform pg_notify('maillage', for_territory);
    end if;
end $$;
