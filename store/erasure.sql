-- name: end_subject
insert into subjects (territory, subject, class, key_id, erased_position)
values ($1, $2, 'ordinary', $3, $4)
on conflict (territory, subject, class) do nothing

-- name: end_keys
with ended as (
    update subjects set erased_position = $3
    where territory = $1 and subject = $2
    returning territory, key_id, subject, class
)
insert into destructions (territory, key_id, subject, class, position)
select territory, key_id, subject, class, $3 from ended
on conflict do nothing

-- name: empty_sealed
update events set sealed = null
where territory = $1 and (stream_id = $2 or case_id = $2) and sealed is not null
    and key_id in (select key_id from destructions where territory = $1 and subject = $2)

-- name: forget_tokens
delete from search_tokens where territory = $1 and subject = $2

-- name: unfinished
select territory, key_id, subject, class from destructions
where destroyed_position is null order by territory, position

-- name: finished
select key_id from destructions where destroyed_position is not null

-- name: finish
update destructions set destroyed_position = $3
where territory = $1 and key_id = any($2::uuid[])

-- name: kind_of_stream
select kind from events where territory = $1 and stream_id = $2 and version = 1

-- name: known_keys
select key_id from subjects where key_id = any($1::uuid[])
