-- name: keep
insert into search_tokens (territory, token, subject)
select $1, token, $3 from unnest($2::bytea[]) as t(token)
on conflict do nothing

-- name: find
select distinct subject from search_tokens where territory = $1 and token = any($2::bytea[])
