-- name: since
-- Facts about alerts after position $2, the latest first.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events
where territory = $1 and position > $2 and stream_id in (
    select alert from alerts where territory = $1
) and kind like 'Alert.%'
order by position desc limit $3
