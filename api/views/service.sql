-- name: colleagues
-- Who works for partner $2 or acts for it on day $3, who is absent, who closed their account.
select a.agent, a.version, a.partner, p.name as employer, a.function, a.roles, a.disabled,
    lower(a.absent) as absent_first, upper(a.absent) - 1 as absent_last, a.deputy,
    coalesce(a.absent @> $3::date, false) as away
from agents a join partners p on p.territory = a.territory and p.partner = a.partner
where a.territory = $1 and (a.partner = $2 or exists (
    select from mandates m where m.territory = a.territory and m.agent = a.agent
        and m.partner = $2 and m.days @> $3::date))
order by a.disabled, a.partner <> $2, a.function, a.agent

-- name: accounts
select a.agent, a.version, a.partner, p.name as employer, a.function, a.roles, a.disabled,
    lower(a.absent) as absent_first, upper(a.absent) - 1 as absent_last, a.deputy,
    coalesce(a.absent @> $2::date, false) as away
from agents a join partners p on p.territory = a.territory and p.partner = a.partner
where a.territory = $1
order by p.name, a.disabled, a.function, a.agent

-- name: mandates
-- Of these agents: for whom they act, and on which days, the past ones left out.
select m.agent, m.partner, p.name, lower(period) as first, upper(period) - 1 as last
from mandates m cross join lateral unnest(m.days) as periods(period)
join partners p on p.territory = m.territory and p.partner = m.partner
where m.territory = $1 and m.agent = any($2::uuid[]) and upper(period) > $3::date
order by first, p.name

-- name: entrusted
-- How many open referrals to partner $2 each agent looks after.
select assigned as agent, count(*) from referrals
where territory = $1 and addressee = $2 and assigned is not null and whose_turn is not null
group by assigned
