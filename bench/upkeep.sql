-- name: all
select * from events order by territory, position
