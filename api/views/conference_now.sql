-- name: changed_since
-- How many facts of each family came after position $2, as far as the journal's lines go.
select family, count(*) as facts from lines
where territory = $1 and position > $2 group by family order by family
