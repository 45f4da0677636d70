-- name: meetings
-- Meetings of referrals from or to partner $2, from $3 on: when, and nothing else. A partner
-- that was released from the case is told no more, as in its inbox.
select referral, version, case_id, meets_at, changed_at
from referrals r
where territory = $1 and (sender = $2 or (addressee = $2 and expects_answer))
    and meets_at >= $3
    and (case_id is null or exists (select from case_partners t
        where t.territory = r.territory and t.case_id = r.case_id and t.partner = $2
            and t.until is null))
order by meets_at, referral

-- name: commitments
-- What partner $2 owes or is owed, by its day. $4: of dossiers too, those that it reads; $5:
-- only what is published.
select commitment, version, case_id, due, changed_at from commitments c
where territory = $1 and (debtor = $2 or beneficiary = $2) and due >= $3
    and state in ('made', 'contested')
    and (case_id is null or ($4 and exists (select from case_partners t
        where t.territory = c.territory and t.case_id = c.case_id and t.partner = $2
            and t.until is null)))
    and (not $5 or (agreed = 2 and case_id is null))
order by due, commitment

-- name: head
select recorded_at from heads where territory = $1
