"""Lines of the journal: every fact as one sentence, with service and function, no name.

What each reader gets is the policy's; whose cases the lines are about is put on record.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from asyncpg import Record
from pydantic import BaseModel, ConfigDict

from api.sight import Sight
from api.views.inbox import names_of
from domain.policies import reads_whole_journal
from domain.values import Code, PartnerId
from projections import directory, journal
from projections.sentences import sentence
from store.facts import Fact
from store.reading import shut

_END = 2**62


class Period(BaseModel):
    """What to look for: from, until (excluded), by whom, for which partner, which kind.

    ``kind`` is a whole kind of fact ("Referral.Accepted") or its aggregate ("Referral").
    """

    model_config = ConfigDict(frozen=True)

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    partner: PartnerId | None = None
    kind: str | None = None


class Line(NamedTuple):
    """One fact as a line: its sentence, and the function of who did it."""

    fact: Fact
    sentence: str
    service: str | None
    function: Code | None


async def lines_of(sight: Sight, period: Period, before: int | None, most: int) -> list[Line]:
    """The newest lines before a position."""
    asker = sight.asker
    rows = await sight.fetch(
        journal.statements["lines"], period.since, period.until, period.actor, period.partner,
        period.kind, reads_whole_journal(asker), asker.partner, before or _END, most,
    )  # fmt: skip
    return await told(sight, rows)


async def changes_after(sight: Sight, position: int, most: int) -> list[Line]:
    """The oldest lines after a position: a feed to follow."""
    asker = sight.asker
    rows = await sight.fetch(
        journal.statements["after"], reads_whole_journal(asker), asker.partner, position, most
    )
    return await told(sight, rows)


async def told(sight: Sight, rows: Sequence[Record]) -> list[Line]:
    """The rows as lines; the look at their cases is recorded first. No row, no look."""
    if not rows:
        return []
    await sight.noted(*{row["case_id"] for row in rows if row["case_id"] is not None})
    facts = [shut(row) for row in rows]
    names = await names_of(sight, partners_in(facts))
    functions = await functions_of(sight, facts)
    return [
        Line(
            fact, sentence(fact, names),
            names.get(fact.at.organisation) if fact.at.organisation else None,
            functions.get(fact.at.actor),
        )
        for fact in facts
    ]  # fmt: skip


def partners_in(facts: Iterable[Fact]) -> set[UUID]:
    """Every partner that the facts may name; ids that are none cost nothing."""
    found: set[UUID] = set()
    for at, event in facts:
        values = (at.organisation, at.told_by, at.stream_id, *vars(event).values())
        found.update(value for value in values if isinstance(value, UUID))
    return found


async def functions_of(sight: Sight, facts: Iterable[Fact]) -> Mapping[str, Code]:
    """The function of each agent who acted."""
    actors = list({fact.at.actor for fact in facts})
    rows = await sight.fetch(directory.statements["functions"], actors)
    return {str(row["agent"]): row["function"] for row in rows}
