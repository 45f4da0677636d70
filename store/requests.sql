-- name: find
select agent, key, body_mac, command_id
from requests
where territory = $1 and (agent, key) in (select * from unnest($2::text[], $3::text[]))

-- name: forget
delete from requests where received_at < clock_timestamp() - interval '30 days'
