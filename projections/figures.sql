-- name: schema
create table steps (
    territory   text not null,
    stream_id   uuid not null,
    position    bigint not null,
    kind        text not null,
    occurred_at timestamptz not null,
    due         date,
    primary key (territory, stream_id, position)
)

-- name: indexes
create index steps_by_kind on steps (territory, kind, occurred_at);
analyze steps

-- name: step(territory text, stream_id uuid, position bigint, kind text, occurred_at timestamptz, due date) on steps by position
insert into steps (territory, stream_id, position, kind, occurred_at, due)
select territory, stream_id, position, kind, occurred_at, due from fact

-- name: period
-- From when to when facts occurred, between after position $2 and position $3.
select coalesce((select recorded_at from events where territory = $1 and position = $2),
        '-infinity') as since,
    coalesce((select recorded_at from events where territory = $1 and position = $3),
        '-infinity') as until

-- name: referrals
-- Those sent after $2 and until $3, as known at position $4. An answer counts from when it
-- was given, unless its partner has contested it; the day that it owed is the last one set.
with sent as (
    select s.stream_id, s.occurred_at as sent_at,
        coalesce((select max(c.position) from steps c where c.territory = $1
            and c.stream_id = s.stream_id and c.position <= $4
            and c.kind = 'Referral.AnswerContested'), 0) as contested
    from steps s
    where s.territory = $1 and s.kind = 'Referral.Sent' and s.position <= $4
        and s.occurred_at > $2 and s.occurred_at <= $3
        and not exists (select from steps e where e.territory = $1
            and e.stream_id = s.stream_id and e.position <= $4
            and e.kind = 'Referral.EnteredInError')
), lived as (
    select s.sent_at, a.occurred_at as answered_at, d.due,
        exists (select from steps l where l.territory = $1 and l.stream_id = s.stream_id
            and l.position <= $4 and l.occurred_at <= $3
            and l.kind = 'Referral.LeftUnanswered') as silent
    from sent s
    left join lateral (select position, occurred_at from steps a where a.territory = $1
        and a.stream_id = s.stream_id and a.position > s.contested and a.position <= $4
        and a.occurred_at <= $3
        and a.kind in ('Referral.Accepted', 'Referral.Waitlisted', 'Referral.Declined')
        order by a.occurred_at, a.position limit 1) a on true
    left join lateral (select due from steps d where d.territory = $1
        and d.stream_id = s.stream_id and d.position < a.position
        and d.kind in ('Referral.Sent', 'Referral.InformationRequested',
            'Referral.InformationProvided', 'Referral.AnswerContested')
        order by d.position desc limit 1) d on true
)
select count(*) as sent, count(answered_at) as answered,
    count(*) filter (where answered_at is not null
        and (due is null or (answered_at at time zone 'Europe/Paris')::date <= due)) as in_time,
    count(*) filter (where silent) as silent,
    count(*) filter (where silent or answered_at is not null) as settled,
    percentile_cont(0.5) within group (order by (answered_at at time zone 'Europe/Paris')::date
        - (sent_at at time zone 'Europe/Paris')::date) as days
from lived

-- name: commitments
-- Those made whose first due day is after $2 and until $3, as known at position $4: by the
-- last word on each; who was released of one owes it no more.
with made as (
    select m.stream_id from steps m
    where m.territory = $1 and m.position <= $4
        and m.kind in ('Commitment.Made', 'Commitment.Undertaken')
        and m.due > ($2 at time zone 'Europe/Paris')::date
        and m.due <= ($3 at time zone 'Europe/Paris')::date
        and not exists (select from steps e where e.territory = $1
            and e.stream_id = m.stream_id and e.position <= $4
            and e.kind in ('Commitment.Released', 'Commitment.EnteredInError'))
), words as (
    select (select w.kind from steps w where w.territory = $1 and w.stream_id = m.stream_id
        and w.position <= $4 and w.occurred_at <= $3
        and w.kind in ('Commitment.Kept', 'Commitment.KeptConfirmed',
            'Commitment.KeptContested', 'Commitment.PartlyKept', 'Commitment.NotKept')
        order by w.position desc limit 1) as last
    from made m
)
select count(*) as made, count(last) as told,
    count(*) filter (where last in ('Commitment.Kept', 'Commitment.KeptConfirmed')) as kept,
    count(*) filter (where last = 'Commitment.KeptContested') as contested
from words

-- name: contributions
-- Those received after $2 and until $3, as known at position $4; one that is younger than
-- 60 days and waits for its answer says nothing yet.
with received as (
    select r.stream_id, r.occurred_at as received_at,
        (select min(a.occurred_at) from steps a where a.territory = $1
            and a.stream_id = r.stream_id and a.position <= $4 and a.occurred_at <= $3
            and a.kind = 'Contribution.Answered') as answered_at
    from steps r
    where r.territory = $1 and r.kind = 'Contribution.Received' and r.position <= $4
        and r.occurred_at > $2 and r.occurred_at <= $3
        and not exists (select from steps e where e.territory = $1
            and e.stream_id = r.stream_id and e.position <= $4
            and e.kind in ('Contribution.Withdrawn', 'Contribution.EnteredInError'))
)
select count(*) as received,
    count(*) filter (where answered_at is not null
        or received_at <= $3 - interval '60 days') as settled,
    count(*) filter (where answered_at <= received_at + interval '60 days') as in_time
from received
