-- name: known
-- What was known at position $4 of the commitments of partner $2, or of dossiers where the
-- territory benefits ($3); sealed words there are none.
select e.territory, e.position, e.event_id, e.command_id, e.stream_id, e.version, e.case_id,
    e.kind, e.schema, e.recorded_at, e.occurred_at, e.occurred_precision, e.actor,
    e.organisation, e.role, e.on_behalf_of, e.sharing_ground, e.told_by, e.medium,
    e.correlation_id, e.causation_id, e.source, e.key_id, e.data
from commitments c
join events e on e.territory = c.territory and e.stream_id = c.commitment
where c.territory = $1 and e.position <= $4
    and (c.debtor = $2 or c.beneficiary = $2
        or ($3 and c.beneficiary is null and c.case_id is not null))
order by e.position
