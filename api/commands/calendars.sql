-- name: mine
select left(encode(digest, 'hex'), 12) as mark, created_at, expires_at
from access_tokens
where territory = $1 and agent = $2 and scope = 'calendar' and revoked_at is null
    and expires_at > clock_timestamp()
order by created_at

-- name: revoke
update access_tokens set revoked_at = clock_timestamp()
where territory = $1 and left(encode(digest, 'hex'), 12) = $2 and agent = $3
    and scope = 'calendar' and revoked_at is null
returning territory
