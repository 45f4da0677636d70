-- name: consult
insert into consultations (territory, agent, partner, role, purpose, cases, request_id)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: position
select position from heads where territory = $1

-- name: involving
-- Who a dossier was shared with; ``alert``: its kind, where it is one. Of situation alerts,
-- without who is today of the kinds $3, that never have part in one.
select t.case_id, min(a.kind) as alert, coalesce(array_agg(t.partner) filter (where
        a.kind is distinct from 'situation' or p.kind <> all($3::text[])), '{}') as partners
from case_partners t
left join alerts a on a.territory = t.territory and a.alert = t.case_id
left join partners p on p.territory = t.territory and p.partner = t.partner
where t.territory = $1 and t.case_id = any($2::uuid[]) and t.until is null
group by t.case_id

-- name: of_case
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data, sealed
from events where territory = $1 and case_id = $2 order by position

-- name: of_stream
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data, sealed
from events where territory = $1 and stream_id = $2 order by position

-- name: of_session
-- The facts of a session, then those of alerts that say what they are and what was
-- concluded; alert: the one that a fact is about.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data, sealed,
    case when stream_id = $2 then (data::jsonb ->> 'alert')::uuid else stream_id end as alert
from events
where territory = $1 and (stream_id = $2 or (stream_id = any($3::uuid[])
    and kind in ('Alert.Raised', 'Alert.Qualified', 'Alert.Examined')))
order by stream_id <> $2, position

-- name: of_people
-- The facts of the people of these cases. Who was merged into another is followed to the
-- one that goes on (of_person), then come all that were ever merged into that one. Of who
-- left the case, what was known when they left: a new address is not its business.
with recursive named as (
    select case_id, person, until, 0 as steps from case_persons
    where territory = $1 and case_id = any($2::uuid[])
    union all
    select n.case_id, m.into_person, n.until, n.steps + 1
    from named n join merged_persons m on m.territory = $1 and m.person = n.person
    where n.steps < 16
), standing as (
    select n.case_id, n.person,
        case when not bool_or(n.until is null) then max(n.until) end as until
    from named n
    where n.steps = 16 or not exists (
        select from merged_persons m where m.territory = $1 and m.person = n.person
    )
    group by n.case_id, n.person
), records as (
    select case_id, person as of_person, person, until from standing
    union
    select r.case_id, r.of_person, m.person, r.until
    from records r join merged_persons m on m.territory = $1 and m.into_person = r.person
)
select e.territory, e.position, e.event_id, e.command_id, e.stream_id, e.version, e.case_id,
    e.kind, e.schema, e.recorded_at, e.occurred_at, e.occurred_precision, e.actor,
    e.organisation, e.role, e.on_behalf_of, e.sharing_ground, e.told_by, e.medium,
    e.correlation_id, e.causation_id, e.source, e.key_id, e.data, e.sealed,
    r.case_id as of_case, r.of_person
from records r
join events e on e.territory = $1 and e.stream_id = r.person
    and (r.until is null or e.position < r.until)
order by r.case_id, e.position

-- name: of_agents
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data, sealed
from events
where territory = $1 and stream_id = any($2::uuid[]) and kind = 'Agent.Enrolled'
order by position
