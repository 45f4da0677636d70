-- Events never change. One exception: maillage_eraser empties `sealed` of a destroyed key.

create function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and current_user = 'maillage_eraser' then
        if new.sealed is null
            -- the leaf is generated after this trigger, from what is compared here
            and to_jsonb(new) - array['sealed', 'leaf'] = to_jsonb(old) - array['sealed', 'leaf']
            and exists (
                select from destructions d
                where d.territory = old.territory and d.key_id = old.key_id)
        then
            return new;
        end if;
    end if;
    raise exception 'events are append-only' using errcode = 'MA003';
end $$;

create trigger append_only before update or delete on events
    for each row execute function refuse_change();
create trigger append_only_truncate before truncate on events
    for each statement execute function refuse_change();
