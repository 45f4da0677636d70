"""The inbox as it was known at a position: the same lists, of rows folded from their facts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from api.sight import Sight
from api.views.inbox import MOST, Worklist, names_of, partners_of, worklists
from api.views.past import people_as_of
from api.views.relays import relays_on
from domain.local_time import day_of
from projections.standing import Row, Standing, shown, standing_of
from store.as_of import AsOf
from store.facts import Fact
from store.reading import shut
from store.statements import Statements

_sql = Statements(__file__)
_NOWHERE = frozenset({"declined", "unanswered", "redirected"})


async def inbox_as_of(sight: Sight, partner: UUID, then: AsOf) -> list[Worklist]:
    """The worklists of a partner, of the cases that the reader may still read."""
    alive = await sight.fetch(_sql["alive"], partner, then.position)
    cases = await sight.within_reach(row["case_id"] for row in alive if row["case_id"])
    nobody = [row["referral"] for row in alive if row["case_id"] is None]
    stood = await _standings(sight, cases, nobody, then)
    rows = sorted((row for it in stood.values() for row in _waiting(it, partner)), key=_order)
    rows = rows[:MOST]
    about = {row["case_id"] for row in rows if row["case_id"] is not None}
    await sight.at_cases(*about)
    people = await people_as_of(sight, about, then)
    nowhere = {case for case, it in stood.items() if _refused_by_all(it, partner)}
    names = await names_of(sight, partners_of(rows))
    relays = await relays_on(sight, day_of(then.instant))
    return worklists(sight.asker, rows, nowhere, people, names, relays)


async def _standings(
    sight: Sight, cases: Iterable[UUID], nobody: Sequence[UUID], then: AsOf
) -> dict[UUID, Standing]:
    """How each case stood; and each referral about nobody, by its own id."""
    rows = await sight.fetch(_sql["known"], list(cases), nobody, then.position)
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for row in rows:
        facts[row["case_id"] or row["stream_id"]].append(shut(row))
    return {each: standing_of(then.of(known)) for each, known in facts.items()}


def _waiting(it: Standing, partner: UUID) -> list[Row]:
    """Its referrals that wait between the partner and the others, as ``concerning`` says."""
    return [
        shown(row)
        for row in it.referrals.values()
        if (row["sender"] == partner or (row["addressee"] == partner and row["expects_answer"]))
        and (row["whose_turn"] or row["tells_person"] or row["awaits_confirmation"])
    ]


def _refused_by_all(it: Standing, partner: UUID) -> bool:
    states = [row["state"] for row in it.referrals.values() if row["sender"] == partner]
    return len(states) > 1 and _NOWHERE.issuperset(states)


def _order(row: Row) -> tuple[Any, ...]:
    return row["due"] is None, row["due"] or date.max, row["sent_at"], row["referral"]
