-- name: load
select stream_id, kind, schema, data, sharing_ground, told_by, medium, occurred_at,
    occurred_precision
from events
where territory = $1 and stream_id = any($2::uuid[])
order by stream_id, version
