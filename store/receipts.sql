-- name: find_commands
select command_id, stream_id, max(version), min(position), min(recorded_at)
from events
where territory = $1 and command_id = any($2::uuid[])
group by command_id, stream_id
