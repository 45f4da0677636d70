"""Streams read back into aggregates; those that wait at the same moment are loaded together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from asyncpg import Pool, Record

from domain.aggregate import Aggregate
from domain.local_time import day_of
from domain.values import Withheld
from store.facts import Event, Provenance, shape
from store.refusals import FromTheFuture, OutOfOrder
from store.statements import Statements
from store.together import Together

_sql = Statements(__file__)
_SKEW = timedelta(seconds=5)


@dataclass(slots=True)
class Loaded:
    """An aggregate (None: no facts yet) and when its last transition occurred."""

    it: Aggregate | None = None
    occurred_at: datetime | None = None
    precision: str = "instant"

    def timed(self, why: Provenance, events: Sequence[Event], now: datetime) -> Provenance:
        """A fact is not dated in the future, nor a transition before the last one.

        Clocks differ, and callers overtake one another, by seconds: what seems that little
        before the last transition occurred with it.
        """
        if _later(why.occurred_at, now + _SKEW, why.precision):
            raise FromTheFuture
        last = self.occurred_at
        if last is None or not any(event.transition for event in events):
            return why
        if not _later(last, why.occurred_at, why.precision, self.precision):
            return why
        if "day" in (why.precision, self.precision) or last - why.occurred_at > _SKEW:
            raise OutOfOrder
        return replace(why, occurred_at=last)


class Streams:
    """The streams of one territory."""

    def __init__(self, territory: str, pool: Pool) -> None:
        self._territory, self._pool = territory, pool
        self._rows = Together[UUID, list[Record]](self._load)

    async def __call__(self, stream: UUID) -> Loaded:
        """The state that the stream's stored rows lead to."""
        return folded(await self._rows(stream) or ())

    async def _load(self, streams: list[UUID]) -> Mapping[UUID, list[Record]]:
        loaded: dict[UUID, list[Record]] = {}
        for row in await self._pool.fetch(_sql["load"], self._territory, streams):
            loaded.setdefault(row["stream_id"], []).append(row)
        return loaded


def _later(one: datetime, other: datetime, *precisions: str) -> bool:
    """Whether ``one`` is after ``other``, by the day where either is known only so."""
    if "day" in precisions:
        return day_of(one) > day_of(other)
    return one > other


def folded(rows: Iterable[Record]) -> Loaded:
    """The state that the stored rows of one stream lead to."""
    state = Loaded()
    for version, row in enumerate(rows, start=1):
        fact = shape(row["kind"]).decode(
            row["stream_id"], version, row["schema"], row["data"], row, Withheld.SEALED
        )
        state.it = fact.mutate(state.it)
        if fact.transition:
            state.occurred_at, state.precision = row["occurred_at"], row["occurred_precision"]
    return state
