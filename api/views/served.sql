-- name: owed_by
-- What partner $2 has still to keep, in states $3, but what serves somebody's dossier.
select commitment, resource, due from commitments
where territory = $1 and debtor = $2 and state = any($3::text[]) and case_id is null
order by day, commitment
limit $4
