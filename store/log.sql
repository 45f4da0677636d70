-- name: load_streams
select stream_id, kind, schema, data, sharing_ground, told_by, medium, occurred_at,
    occurred_precision
from events
where territory = $1 and stream_id = any($2::uuid[])
order by stream_id, version

-- name: find_requests
select agent, key, body_mac, command_id
from requests
where territory = $1 and (agent, key) in (select * from unnest($2::text[], $3::text[]))

-- name: create_territory
insert into heads (territory, origin, fictitious) values ($1, $2, $3)
on conflict do nothing

-- name: head
select territory, position, recorded_at, origin, fictitious from heads where territory = $1

-- name: heads
select territory, position, recorded_at, origin, fictitious from heads order by territory

-- name: forget_requests
delete from requests where received_at < clock_timestamp() - interval '30 days'
