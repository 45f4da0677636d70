-- name: begun
-- What begins in that stream, and of which dossier it is.
select split_part(kind, '.', 1) as family, case_id from events
where territory = $1 and stream_id = $2 and version = 1
