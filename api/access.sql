-- name: find
-- A token counts only while its agent works for that partner in that role, and, in
-- another's name, only while that partner is there and its mandate covers the day.
select t.digest, t.territory, t.agent, t.partner, t.on_behalf_of, t.role, t.scope
from access_tokens t
join agents a on a.territory = t.territory and a.agent = t.agent and a.partner = t.partner
where t.digest = any($1::bytea[]) and t.revoked_at is null
    and t.expires_at > clock_timestamp() and not a.disabled and t.role = any(a.roles)
    and (t.on_behalf_of is null or exists (
        select from mandates m
        join partners p on p.territory = m.territory and p.partner = m.partner and not p.gone
        where m.territory = t.territory and m.agent = t.agent and m.partner = t.on_behalf_of
            and m.days @> (clock_timestamp() at time zone 'Europe/Paris')::date))

-- name: grant
insert into access_tokens (digest, territory, agent, partner, on_behalf_of, role, label, expires_at,
    scope)
values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8, $9)

-- name: revoke
update access_tokens set revoked_at = clock_timestamp()
where digest = $1 and revoked_at is null
returning territory

-- name: list
select left(encode(digest, 'hex'), 12) as mark, agent, partner, on_behalf_of, role, label, created_at,
    expires_at, revoked_at
from access_tokens where territory = $1 order by created_at
