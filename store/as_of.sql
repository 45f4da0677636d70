-- name: as_of
-- Known at position $2, else at instant $3, else now. It stands for the instant asked for,
-- or for when the position was recorded; never for later than now.
select known.position, case
    when known.position = h.position then least($3, clock_timestamp())
    else coalesce($3, (select e.recorded_at from events e
        where e.territory = h.territory and e.position = greatest(known.position, 1)))
    end as instant
from heads h
cross join lateral (select case
    when $2::bigint is not null then least($2, h.position)
    when $3::timestamptz is null or $3 >= h.recorded_at then h.position
    else position_at(h.territory, $3) end as position) known
where h.territory = $1
