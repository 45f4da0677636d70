-- name: head
select position, fictitious, origin from heads where territory = $1

-- name: events
-- The header as the leaf has it, laid out here by functions of PostgreSQL itself, not by the
-- one that made the leaf.
select concat_ws(E'\n', 'maillage-event/1', territory, event_id, command_id, ordinal, stream_id,
        version, coalesce(case_id::text, '-'), kind, schema,
        (extract(epoch from recorded_at) * 1000000)::bigint,
        (extract(epoch from occurred_at) * 1000000)::bigint,
        occurred_precision, actor, coalesce(organisation::text, '-'), role,
        coalesce(on_behalf_of::text, '-'), coalesce(sharing_ground, '-'),
        coalesce(told_by::text, '-'), coalesce(medium, '-'), correlation_id,
        coalesce(causation_id::text, '-'), source, coalesce(key_id::text, '-'), '') as header,
    data, sealed_sha256, leaf, position, recorded_at, key_id, sealed
from events where territory = $1 and position > $2 order by position limit $3

-- name: evidence
select position, (data::json ->> 'position')::bigint as of, data::json ->> 'seal' as seal
from events where territory = $1 and kind = 'Conference.EvidenceFrozen' order by position

-- name: destroyed
select key_id from destructions where territory = $1

-- name: holes
select stream_id from events where territory = $1
group by stream_id having max(version) <> count(*) order by stream_id
