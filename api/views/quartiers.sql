-- name: adopted
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events
where territory = $1 and stream_id = $2 and kind = 'Territory.GeographyAdopted'
order by position
