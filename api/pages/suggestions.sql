-- name: usual
-- The partners that partner $2 asks most often.
select p.partner, p.version, p.name, p.kind, p.networks, p.presentation, p.address,
    p.address_more, p.postcode, p.city, p.phone, p.website, p.capacity, p.gone
from partners p
join (
    select addressee, count(*) as times from referrals
    where territory = $1 and sender = $2 group by addressee
) asked on asked.addressee = p.partner
where p.territory = $1 and not p.gone
order by asked.times desc, p.name, p.partner
limit $3
