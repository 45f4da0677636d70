-- name: voices
-- Published contributions that led to the sheet $2 or are linked to it; the last first.
select c.contribution, c.theme, c.received_on, max(e.change) as change
from effects e
join contributions c on c.territory = e.territory and c.contribution = e.contribution
where e.territory = $1 and e.stream = $2 and c.published and not c.ended and not c.erased
group by c.contribution, c.theme, c.received_on
order by c.received_on desc, c.contribution

-- name: forums
-- Forums that were formed to serve the sheet $2, and stand.
select forum, name from forums
where territory = $1 and dissolved_at is null
    and serves @> jsonb_build_array(jsonb_build_object('kind', 'sheet', 'stream', $2::uuid))
order by name
