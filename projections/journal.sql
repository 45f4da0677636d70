-- name: lines
-- The newest first, before position $9. $7: the reader sees every line; else those of
-- partner $8: what was done in its name, those of its cases, and what concerns nobody in
-- particular. Kinds $11 are a secret of the service that recorded them.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events e
where territory = $1
    and ($2::timestamptz is null or recorded_at >= $2)
    and ($3::timestamptz is null or recorded_at < $3)
    and ($4::text is null or actor = $4)
    and ($5::uuid is null or organisation = $5)
    and ($6::text is null or kind = $6 or kind like $6 || '.%')
    and ($7 or coalesce(on_behalf_of, organisation) = $8
        or (case_id is null and split_part(kind, '.', 1)
            in ('Territory', 'Convention', 'Partner', 'AuditMission'))
        or exists (select from case_partners t
            where t.territory = e.territory and t.case_id = e.case_id and t.partner = $8
                and t.until is null))
    and (kind <> all($11::text[]) or coalesce(on_behalf_of, organisation) = $8)
    and position < $9
order by position desc
limit $10

-- name: after
-- The oldest first, after position $4; the same right as above.
select territory, position, event_id, command_id, stream_id, version, case_id, kind, schema,
    recorded_at, occurred_at, occurred_precision, actor, organisation, role, on_behalf_of,
    sharing_ground, told_by, medium, correlation_id, causation_id, source, key_id, data
from events e
where territory = $1
    and ($2 or coalesce(on_behalf_of, organisation) = $3
        or (case_id is null and split_part(kind, '.', 1)
            in ('Territory', 'Convention', 'Partner', 'AuditMission'))
        or exists (select from case_partners t
            where t.territory = e.territory and t.case_id = e.case_id and t.partner = $3
                and t.until is null))
    and (kind <> all($6::text[]) or coalesce(on_behalf_of, organisation) = $3)
    and position > $4
order by position
limit $5
