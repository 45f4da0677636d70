"""As of: what was known at a position, of what had occurred by an instant (§6).

Every fact has two clocks. *Known at* an instant is a position, because positions are dense
and ``recorded_at`` never goes back; *at* an instant keeps the facts that had occurred by
then. The same position and instant of the same log always hold the same facts.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from domain.aggregate import Aggregate
from store.facts import Fact
from store.pools import Db
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)


class AsOf(NamedTuple):
    """A point of both clocks.

    ``position``: the last one that was known. ``by``: what occurred later is left out; None
    leaves nothing out. ``instant``: the date and time for which this stands.
    """

    position: int
    by: datetime | None
    instant: datetime

    def holds(self, fact: Fact) -> bool:
        """Whether the fact was known, and had occurred."""
        at = fact.at
        return at.position <= self.position and (self.by is None or at.occurred_at <= self.by)

    def of(self, history: Iterable[Fact]) -> list[Fact]:
        """The facts that it holds, in the order of the log.

        A stream that had not begun has none, even where a note, or an answer known only by
        its day, bears an earlier date than the first fact.
        """
        begun, kept = set(), []
        for fact in filter(self.holds, history):
            if isinstance(fact.event, Aggregate.Created):
                begun.add(fact.at.stream_id)
            if fact.at.stream_id in begun:
                kept.append(fact)
        return kept


async def as_of(
    db: Db, territory: str, known_at: datetime | int | None = None, at: datetime | None = None
) -> AsOf:
    """Known at a position, an instant, or now; later than the head is the head.

    Raises ``Unknown`` where there is no such territory.
    """
    position = known_at if isinstance(known_at, int) else None
    instant = known_at if isinstance(known_at, datetime) else None
    row = await db.fetchrow(_sql["as_of"], territory, position, instant)
    if row is None:
        raise Unknown
    last: datetime = row["instant"]
    return AsOf(row["position"], at, min(at, last) if at else last)
