-- name: usual
-- The partners that partner $2 asked lately, the last one first.
select p.partner, p.version, p.name, p.kind, p.networks, p.presentation, p.address,
    p.address_more, p.postcode, p.city, p.phone, p.website, p.capacity, p.capacity_since,
    p.gone
from partners p
join (
    select addressee, max(sent_at) as last from referrals
    where territory = $1 and sender = $2 group by addressee
) asked on asked.addressee = p.partner
where p.territory = $1 and not p.gone
order by asked.last desc, p.name, p.partner
limit $3

-- name: found
-- Partners of whom every word of $2 says something; first those whose name says it all.
with words as (
    select '%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%' as word
    from unnest(string_to_array(maillage.plain($2), ' ')) as w(word)
)
select partner, version, name, kind, networks, presentation, address, address_more, postcode,
    city, phone, website, capacity, capacity_since, gone
from partners
where territory = $1 and not gone and search like all (select word from words)
order by maillage.plain(name) like all (select word from words) desc, name, partner
limit $3

-- name: usual_themes
-- The themes for which partner $2 asks most often.
select theme from referrals r, unnest(r.themes) as theme
where r.territory = $1 and r.sender = $2
group by theme order by count(*) desc, theme limit $3

-- name: protection
-- Who receives a child in danger, where the directory says how to call them.
select partner, name, phone from partners
where territory = $1 and not gone and kind = 'crip' and phone is not null
order by name, partner
