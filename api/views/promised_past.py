"""What commitments waited for, as it was known at a position."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from api.sight import Sight
from api.views.commitments import Row, readable
from api.views.promised import Promises, Side, listed
from domain.aggregate import after
from domain.commitment import Commitment
from store.as_of import AsOf
from store.facts import Fact
from store.reading import shut
from store.statements import Statements

_sql = Statements(__file__)


async def promised_as_of(sight: Sight, me: Side, then: AsOf) -> list[Promises]:
    """The lists of that moment, of the dossiers that the reader may still read."""
    known = await sight.fetch(_sql["known"], me.partner, me.animates, then.position)
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for row in known:
        facts[row["stream_id"]].append(shut(row))
    stood = [_row(seen) for told in facts.values() if (seen := list(then.of(told)))]
    return await listed(sight, me, await readable(sight, sorted(stood, key=_order)))


def _row(history: Sequence[Fact]) -> Row:
    """How a commitment stood after these facts, in the columns that its lists read."""
    it: Commitment | None = None
    terms: Any = None
    for fact in history:
        it = after(it, fact.event)
        terms = getattr(fact.event, "terms", terms)
    assert it is not None
    begun = history[0].event
    made = (fact.at for fact in history if hasattr(fact.event, "signed_by"))
    made_at = next((at.occurred_at for at in made), None)
    return {
        "commitment": it.id, "case_id": it.case, "debtor": it.debtor,
        "beneficiary": it.beneficiary, "state": it.state.value, "confirmed": it.confirmed,
        "resource": terms.kind, "what": terms.what, "amount": terms.amount,
        "unit": terms.unit, "wished_for": getattr(begun, "wished_for", None),
        "due": it.deadline.due if it.deadline else None, "made_at": made_at,
        "changed_at": history[-1].at.occurred_at,
    }  # fmt: skip


def _order(row: Row) -> date:
    return row["due"] or row["wished_for"] or date.max
