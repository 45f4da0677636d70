-- What was known at an instant is a position, because recorded_at never goes back.

create function position_at(for_territory text, instant timestamptz) returns bigint
language plpgsql stable parallel safe as $$
declare
    low bigint := 0;
    high bigint := (select h.position from heads h where h.territory = for_territory);
    middle bigint;
begin
    while low < high loop
        middle := (low + high + 1) / 2;
        if (select e.recorded_at from events e
            where e.territory = for_territory and e.position = middle) <= instant then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end $$;
comment on function position_at is 'the last position recorded by then: positions are dense, so the primary key is bisected';

create index consultations_of_case on consultations (territory, agent, (cases[1]), at)
    where cardinality(cases) = 1;
comment on index consultations_of_case is 'when an agent last looked at one case';
