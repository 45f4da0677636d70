-- name: append
select outcomes, first_position, at from append(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)

-- name: find_commands
select command_id, stream_id, max(version), min(position), min(recorded_at)
from events
where territory = $1 and command_id = any($2::uuid[])
group by command_id, stream_id
