-- name: last_visit
-- When agent $2 last looked at case $3, half an hour or more before the next look, or now.
select max(at) as at from (
    select at, lead(at, 1, now()) over (order by at) as next
    from consultations
    where territory = $1 and agent = $2 and cases[1] = $3 and cardinality(cases) = 1
        and (purpose = 'case' or purpose like 'case-%') and at < now()
) look
where next - at >= interval '30 minutes'

-- name: gone_on
-- Those of cases $3 where somebody else than agent $2 did something since $2 last looked.
-- Kinds $5, notes and goals count only where they are those of partner $4.
select c.case_id from unnest($3::uuid[]) as c(case_id)
where (select e.recorded_at from events e
        where e.territory = $1 and e.case_id = c.case_id and e.actor <> $2
            and (e.organisation = $4 or (e.kind <> all($5::text[])
                and e.kind not like 'Case.Note%' and e.kind not like 'Case.Goal%'))
        order by e.position desc limit 1)
    > (select max(l.at) from consultations l
        where l.territory = $1 and l.agent = $2 and l.cases[1] = c.case_id
            and cardinality(l.cases) = 1
            and (l.purpose = 'case' or l.purpose like 'case-%') and l.at < now())
