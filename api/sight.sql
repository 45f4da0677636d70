-- name: consult
insert into consultations (territory, agent, partner, role, purpose, cases, request_id)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: position
select position from heads where territory = $1

-- name: involving
select case_id, array_agg(partner) as partners from case_partners
where territory = $1 and case_id = any($2::uuid[])
group by case_id

-- name: of_case
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data, sealed
from events where territory = $1 and case_id = $2 order by position

-- name: of_people
select e.territory, e.position, e.event_id, e.command_id, e.stream_id, e.version, e.case_id,
    e.kind, e.schema, e.recorded_at, e.occurred_at, e.occurred_precision, e.actor,
    e.organisation, e.role, e.on_behalf_of, e.sharing_ground, e.told_by, e.medium,
    e.correlation_id, e.causation_id, e.source, e.key_id, e.data, e.sealed, p.case_id as of_case
from case_persons p
join events e on e.territory = p.territory and e.stream_id = p.person
where p.territory = $1 and p.case_id = any($2::uuid[])
order by p.case_id, e.position

-- name: of_agents
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data, sealed
from events
where territory = $1 and stream_id = any($2::uuid[]) and kind = 'Agent.Enrolled'
order by position
