-- name: after
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events
where territory = $1 and position > $2
order by position
limit $3

-- name: between
-- From after position $2 to position $3, of these kinds.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events
where territory = $1 and position > $2 and position <= $3 and kind = any($4::text[])
order by position
