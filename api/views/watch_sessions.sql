-- name: members_today
-- With the kind that each partner has today: who became police hears no name any more.
select m.partner, p.kind, m.college, m.kind as invited_as
from session_members m join partners p on p.territory = m.territory and p.partner = m.partner
where m.territory = $1 and m.session = $2 order by p.name, m.partner
