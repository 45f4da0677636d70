-- name: revoke
update access_tokens set revoked_at = clock_timestamp()
where territory = $1 and left(encode(digest, 'hex'), 12) = $2 and revoked_at is null
returning territory
