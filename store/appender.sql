-- name: append
select outcomes, first_position, at from append($1, $2, $3, $4, $5)
