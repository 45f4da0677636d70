"""One case: who it is about, which partners are in it, its referrals and its history."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Identity, Sight
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from projections import case_file, inbox
from store.as_of import AsOf, as_of
from store.facts import Fact
from store.refusals import Unknown

Row = Record | Mapping[str, Any]


class CaseView(NamedTuple):
    """A case as its reader may see it, now or as of an earlier moment."""

    case: Row
    people: Sequence[Identity]
    partners: Sequence[Row]
    referrals: Sequence[Row]
    history: Sequence[Fact]
    names: Mapping[UUID, str]
    functions: Mapping[str, str]
    as_of: AsOf


async def case_in_sight(sight: Sight, case: UUID) -> CaseView:
    """The whole case but other services' notes; raises ``Unknown`` or ``MayNotRead``."""
    rows = await sight.fetch(case_file.statements["case"], case)
    if not rows:
        raise Unknown
    await sight.at_cases(case)
    history = [fact for fact in await sight.history(case) if sight.may_read(fact)]
    partners = await sight.fetch(case_file.statements["partners"], case)
    mentioned = partners_in(history) | {row["partner"] for row in partners}
    return CaseView(
        case=rows[0],
        people=(await sight.people([case])).get(case, ()),
        partners=partners,
        referrals=await sight.fetch(inbox.statements["of_case"], case),
        history=history,
        names=await names_of(sight, mentioned),
        functions=await functions_of(sight, history),
        as_of=await as_of(sight.db, sight.asker.territory),
    )


async def cases_of(
    sight: Sight, partner: UUID, before: int | None, most: int
) -> tuple[list[Record], Mapping[UUID, Sequence[Identity]]]:
    """The cases that a partner is in, the latest first, and who they are about."""
    rows = await sight.fetch(case_file.statements["mine"], partner, before or 2**62, most)
    cases = [row["case_id"] for row in rows]
    await sight.at_cases(*cases)
    return rows, await sight.people(cases)
