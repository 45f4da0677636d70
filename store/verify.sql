-- name: head
select position, fictitious, origin from heads where territory = $1

-- name: events
-- What the leaf covers, in its order; then the rest.
select territory, event_id, command_id, ordinal, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data,
    sealed_sha256, position, sealed, leaf
from events where territory = $1 and position > $2 order by position limit $3

-- name: destroyed
select key_id from destructions where territory = $1

-- name: holes
select stream_id from events where territory = $1
group by stream_id having max(version) <> count(*) order by stream_id
