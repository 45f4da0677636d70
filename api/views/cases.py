"""One case: who it is about, which partners are in it, its referrals and its history."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.identity import Identity
from api.sight import Sight
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain.case import Case
from projections import case_file, commitments, inbox
from store.as_of import AsOf, as_of
from store.facts import Fact
from store.refusals import Unknown

Row = Record | Mapping[str, Any]


class CaseView(NamedTuple):
    """A case as its reader may see it; ``departed``: who is no longer in it.

    ``commitments`` that serve it are those of now: None at another moment.
    """

    case: Row
    people: Sequence[Identity]
    departed: Sequence[Identity]
    partners: Sequence[Row]
    referrals: Sequence[Row]
    goals: Sequence[Row]
    history: Sequence[Fact]
    names: Mapping[UUID, str]
    functions: Mapping[str, str]
    as_of: AsOf
    commitments: Sequence[Row] | None = None


async def case_in_sight(sight: Sight, case: UUID) -> CaseView:
    """What of the case is for this reader; raises ``Unknown`` or ``MayNotRead``."""
    rows = await sight.fetch(case_file.statements["case"], case)
    if not rows:
        raise Unknown
    await sight.at_cases(case)
    history = await sight.history(case)
    partners = await sight.fetch(case_file.statements["partners"], case)
    people, departed = await _people_of(sight, case)
    promised = await sight.fetch(commitments.statements["of_case"], case)
    mentioned = partners_in(history) | {row["partner"] for row in partners} | _said_of(people)
    goals = await sight.fetch(case_file.statements["goals"], case)
    told = {at.version for at, event in history if isinstance(event, Case.GoalSet)}
    return CaseView(
        case=rows[0],
        people=people,
        departed=departed,
        partners=partners,
        referrals=await sight.fetch(inbox.statements["of_case"], case),
        goals=[row for row in goals if row["goal"] in told],
        history=history,
        names=await names_of(sight, mentioned),
        functions=await functions_of(sight, history),
        as_of=await as_of(sight.db, sight.asker.territory),
        commitments=promised,
    )


def _said_of(people: Iterable[Identity]) -> set[UUID]:
    """The partners of whom these people said a word."""
    words = (word for who in people for word in who.agreed.words)
    return {word.partner for word in words if word.partner is not None}


async def _people_of(sight: Sight, case: UUID) -> tuple[list[Identity], list[Identity]]:
    """Who is in it, and who was."""
    members = await sight.fetch(case_file.statements["persons"], case)
    here = {row["person"] for row in members if row["until"] is None}
    everyone = (await sight.people([case])).get(case, ())
    return (
        [who for who in everyone if not here.isdisjoint(who.records)],
        [who for who in everyone if here.isdisjoint(who.records)],
    )


async def cases_of(
    sight: Sight, partner: UUID, before: int | None, most: int
) -> tuple[list[Record], Mapping[UUID, Sequence[Identity]]]:
    """The cases that a partner is in, the latest first, and who they are about."""
    rows = await sight.fetch(case_file.statements["mine"], partner, before or 2**62, most)
    cases = [row["case_id"] for row in rows]
    await sight.at_cases(*cases)
    return rows, await sight.people(cases)
