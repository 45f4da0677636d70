-- name: schema
create table commitments (
    territory     text not null,
    commitment    uuid not null,
    version       integer not null,
    case_id       uuid,
    requested     boolean not null,
    debtor        uuid,
    beneficiary   uuid,
    resource      text not null,
    what          text,
    amount        numeric,
    unit          text,
    serves_kind   text,
    serves_stream uuid,
    serves_part   integer,
    signed_by     text,
    state         text not null,
    ended         boolean not null default false,
    begun_at      timestamptz not null,
    made_at       timestamptz,
    wished_for    date,
    first_due     date,
    due           date,
    reschedules   integer not null default 0,
    overdue       boolean not null default false,
    ever_overdue  boolean not null default false,
    share         integer,
    confirmed     boolean not null default false,
    kept_on       date,
    contested     integer not null default 0,
    reason        text,
    agreed_by     uuid[] not null default '{}',
    agreed        integer not null default 0,
    clock_days    date[] not null default '{}',
    changed_at    timestamptz not null,
    day           date generated always as (coalesce(due, wished_for, date '9999-12-31')) stored,
    primary key (territory, commitment)
);
create index commitments_in_order on commitments (territory, ended, day, commitment);
create index commitments_by_debtor on commitments (territory, debtor, ended, day, commitment);
create index commitments_by_beneficiary on commitments (territory, beneficiary, state);
create index commitments_served on commitments (territory, serves_stream)
    where serves_stream is not null;
create index commitments_by_case on commitments (territory, case_id) where case_id is not null;
create index commitments_by_clock on commitments (territory, (clock_days[1]))
    where state in ('made', 'contested') and clock_days[1] is not null;

-- name: requested(territory text, stream_id uuid, version int, case_id uuid, debtor uuid, beneficiary uuid, resource text, what text, amount numeric, unit text, serves_kind text, serves_stream uuid, serves_part int, wished_for date, occurred_at timestamptz) on commitments by stream_id
insert into commitments (territory, commitment, version, case_id, requested, debtor,
    beneficiary, resource, what, amount, unit, serves_kind, serves_stream, serves_part, state,
    begun_at, wished_for, changed_at)
select territory, stream_id, version, case_id, true, debtor, beneficiary, resource, what,
    amount, unit, serves_kind, serves_stream, serves_part, 'requested', occurred_at,
    wished_for, occurred_at
from fact

-- name: undertaken(territory text, stream_id uuid, version int, case_id uuid, debtor uuid, beneficiary uuid, resource text, what text, amount numeric, unit text, serves_kind text, serves_stream uuid, serves_part int, due date, clock_days text, signed_by text, occurred_at timestamptz) on commitments by stream_id
insert into commitments (territory, commitment, version, case_id, requested, debtor,
    beneficiary, resource, what, amount, unit, serves_kind, serves_stream, serves_part, state,
    begun_at, made_at, first_due, due, clock_days, signed_by, changed_at)
select territory, stream_id, version, case_id, false, debtor, beneficiary, resource, what,
    amount, unit, serves_kind, serves_stream, serves_part, 'made', occurred_at, occurred_at,
    due, due, string_to_array(clock_days, ',')::date[], signed_by, occurred_at
from fact

-- name: made(territory text, stream_id uuid, version int, debtor uuid, resource text, what text, amount numeric, unit text, due date, clock_days text, signed_by text, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, debtor = fact.debtor, resource = fact.resource, what = fact.what,
    amount = fact.amount, unit = fact.unit, state = 'made', made_at = fact.occurred_at,
    first_due = fact.due, due = fact.due, signed_by = fact.signed_by,
    clock_days = string_to_array(fact.clock_days, ',')::date[], changed_at = fact.occurred_at
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: confirmed(territory text, stream_id uuid, version int) on commitments by stream_id
update commitments c set version = fact.version, confirmed = true
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: progressed(territory text, stream_id uuid, version int, share int, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, share = coalesce(fact.share, c.share), changed_at = fact.occurred_at
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: rescheduled(territory text, stream_id uuid, version int, due date, clock_days text, reason text, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, due = fact.due, reason = fact.reason,
    reschedules = c.reschedules + 1, overdue = false, confirmed = false,
    clock_days = string_to_array(fact.clock_days, ',')::date[], changed_at = fact.occurred_at
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: reminded(territory text, stream_id uuid, version int, day date) on commitments by stream_id
update commitments c
set version = fact.version,
    clock_days = array(select day from unnest(c.clock_days) as d(day)
        where d.day > fact.day order by day)
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: fell_overdue(territory text, stream_id uuid, version int, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, overdue = true, ever_overdue = true, clock_days = '{}',
    changed_at = fact.occurred_at
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: kept(territory text, stream_id uuid, version int, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, state = 'kept', changed_at = fact.occurred_at,
    kept_on = (fact.occurred_at at time zone 'Europe/Paris')::date
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: contested(territory text, stream_id uuid, version int, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, state = 'contested', kept_on = null, contested = c.contested + 1,
    changed_at = fact.occurred_at
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: kept_confirmed(territory text, stream_id uuid, version int, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, state = 'kept-confirmed', ended = true, share = 100,
    changed_at = fact.occurred_at
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: ended(territory text, stream_id uuid, version int, state text, reason text, share int, occurred_at timestamptz) on commitments by stream_id
update commitments c
set version = fact.version, state = fact.state, ended = true, reason = fact.reason,
    share = coalesce(fact.share, c.share), changed_at = fact.occurred_at
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: agreed(territory text, stream_id uuid, version int, by uuid) on commitments by stream_id
-- A side of null is the territory: it is counted, not named.
update commitments c
set version = fact.version, agreed = c.agreed + 1,
    agreed_by = case when fact.by is null then c.agreed_by else c.agreed_by || fact.by end
from fact where c.territory = fact.territory and c.commitment = fact.stream_id

-- name: in_order
-- The commitments that this reader may be told of, in the order of (ended, day, commitment)
-- after ($2, $3, $4): those of no dossier; those of theirs ($5 partner, $6 all). $7: only what
-- is published. Filters: $8 states, $9 debtor, $10 resource, $11 and $12 what they serve.
select commitment, version, case_id, requested, debtor, beneficiary, resource, what, amount,
    unit, serves_kind, serves_stream, serves_part, signed_by, state, ended, begun_at, made_at,
    wished_for, first_due, due, reschedules, overdue, ever_overdue, share, confirmed, kept_on,
    contested, reason, agreed_by, agreed,
    agreed = 2 as published, changed_at, day
from commitments c
where territory = $1 and (ended, day, commitment) > ($2, $3, $4)
    and (case_id is null or $6 or exists (select from case_partners t
        where t.territory = c.territory and t.case_id = c.case_id and t.partner = $5
            and t.until is null))
    and (not $7 or (agreed = 2 and case_id is null))
    and (case when $8::text[] is null then state <> 'in-error' else state = any($8) end)
    and ($9::uuid is null or debtor = $9)
    and ($10::text is null or resource = $10)
    and ($11::text is null or serves_kind = $11)
    and ($12::uuid is null or serves_stream = $12)
order by ended, day, commitment
limit $13

-- name: counts
-- By state, of those that are of no dossier; late ones apart. Filters as above.
select state, count(*) as number, count(*) filter (where overdue and not ended) as late
from commitments
where territory = $1 and case_id is null
    and ($2::uuid is null or debtor = $2)
    and ($3::text is null or resource = $3)
    and ($4::text is null or serves_kind = $4)
    and ($5::uuid is null or serves_stream = $5)
group by state

-- name: commitment
select commitment, version, case_id, requested, debtor, beneficiary, resource, what, amount,
    unit, serves_kind, serves_stream, serves_part, signed_by, state, ended, begun_at, made_at,
    wished_for, first_due, due, reschedules, overdue, ever_overdue, share, confirmed, kept_on,
    contested, reason, agreed_by, agreed,
    agreed = 2 as published, changed_at, day
from commitments where territory = $1 and commitment = $2

-- name: concerning
-- What waits for partner $2, or for the territory where that is null: what it is asked for,
-- owes, or has to confirm. $3: of dossiers, the territory's too, for who speaks for it there.
select commitment, version, case_id, requested, debtor, beneficiary, resource, what, amount,
    unit, serves_kind, serves_stream, serves_part, signed_by, state, ended, begun_at, made_at,
    wished_for, first_due, due, reschedules, overdue, ever_overdue, share, confirmed, kept_on,
    contested, reason, agreed_by, agreed,
    agreed = 2 as published, changed_at, day
from commitments c
where territory = $1 and not ended
    and case when $2::uuid is null
        then beneficiary is null and case_id is null and state in ('made', 'kept')
        else (debtor = $2 and state <> 'kept')
            or (beneficiary = $2 and state in ('made', 'kept'))
            or ($3 and beneficiary is null and case_id is not null and state in ('made', 'kept'))
        end
    and (case_id is null or ($3 and beneficiary is null) or exists (select from case_partners t
        where t.territory = c.territory and t.case_id = c.case_id and t.partner = $2
            and t.until is null))
order by day, commitment
limit $4

-- name: of_case
select commitment, version, case_id, requested, debtor, beneficiary, resource, what, amount,
    unit, serves_kind, serves_stream, serves_part, signed_by, state, ended, begun_at, made_at,
    wished_for, first_due, due, reschedules, overdue, ever_overdue, share, confirmed, kept_on,
    contested, reason, agreed_by, agreed,
    agreed = 2 as published, changed_at, day
from commitments where territory = $1 and case_id = $2 and state <> 'in-error'
order by ended, day, commitment

-- name: due_for_the_clock
select commitment as stream from commitments
where territory = $1 and state in ('made', 'contested') and clock_days[1] <= $2
order by clock_days[1], commitment limit $3

-- name: open_of
-- What partner $2 still owes, or what it has still to be given.
select count(*) from commitments
where territory = $1 and not ended and made_at is not null and (debtor = $2 or beneficiary = $2)
