-- name: leaves
select position, leaf from events
where territory = $1 and position > $2 and position <= $3 order by position limit $4
