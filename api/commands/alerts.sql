-- name: who_answers
-- The social services that answer for an alert that the cell leaves in silence: that of the
-- département first, then the commune's.
select partner, kind from partners
where territory = $1 and not gone and partner <> $2
    and kind in ('departement-district', 'ccas', 'commune')
order by array_position(array['departement-district', 'ccas', 'commune'], kind), name, partner
limit 20
