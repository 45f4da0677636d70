-- name: head
select position, recorded_at from heads where territory = $1 for update

-- name: casework
select territory, position, event_id, command_id, ordinal, stream_id, version, case_id, kind,
    schema, recorded_at, occurred_at, occurred_precision, actor, organisation, role,
    on_behalf_of, sharing_ground, told_by, medium, correlation_id, causation_id, source, data,
    key_id, sealed, sealed_sha256
from events
where territory = $1
    and split_part(kind, '.', 1) in
        ('Person', 'Case', 'Referral', 'Alert', 'Reporter', 'WatchSession')
    and coalesce(case_id, stream_id) <> all ($2::uuid[]) and stream_id <> all ($2::uuid[])
order by position

-- name: shared
-- The ids that a copy keeps: streams of the network and the project, services, agents, keys.
select stream_id as id from events
where territory = $1
    and split_part(kind, '.', 1) not in
        ('Person', 'Case', 'Referral', 'Alert', 'Reporter', 'WatchSession')
union select organisation from events where territory = $1 and organisation is not null
union select on_behalf_of from events where territory = $1 and on_behalf_of is not null
union select actor::uuid from events where territory = $1 and actor <> 'system'
union select key_id from events where territory = $1 and key_id is not null

-- name: advance
update heads set position = $2, recorded_at = $3 where territory = $1
returning position
