-- name: possible
select kind, stream, part, number, title from (
    select 'sheet' as kind, sheet as stream, null::integer as part, number,
        title, 1 as rank
    from sheets where territory = $1 and state <> 'in-error'
    union all
    select 'commitment', commitment, null, null, what, 2
    from commitments
    where territory = $1 and case_id is null and what is not null and state <> 'in-error'
    union all
    select 'recommendation', r.conference, r.number, c.year, r.text, 3
    from recommendations r
    join conferences c on c.territory = r.territory and c.conference = r.conference
    where r.territory = $1
) as possible
order by rank, number, part, title
