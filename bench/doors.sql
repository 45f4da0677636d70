-- name: insert
insert into baseline values ($1, nextval('baseline_position'), $2, $3, 0, $4, 1, null,
    'Referral.Accepted', 1, $5, $5, 'instant', '0198c1a2-7f3b-7c1d-9e55-0123456789ab',
    '0198c1a2-7f3b-7c1d-9e55-0123456789ab', $6, null, null, null, null,
    '0198c1a2-7f3b-7c1d-9e55-0123456789ab', null, 'api', $7, null, null, null,
    '\x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef')
returning position
