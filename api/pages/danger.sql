-- name: protection
-- Who receives worrying news of children here: the cells first, then justice.
select partner, name, kind, phone from partners
where territory = $1 and not gone and kind in ('crip', 'justice')
order by kind, name
