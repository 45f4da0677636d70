-- name: create_territory
insert into heads (territory, origin, fictitious) values ($1, $2, $3)
on conflict do nothing

-- name: head
select territory, position, recorded_at, origin, fictitious from heads where territory = $1

-- name: heads
select territory, position, recorded_at, origin, fictitious from heads order by territory
