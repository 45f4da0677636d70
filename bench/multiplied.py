"""A log grown to any length: the casework that the app wrote, copied under new ids (§11).

A copy's facts have their own event, command, stream, case and other ids, dense positions
and times that never fall, so that ``verify`` passes: the leaf is a generated column. What
all copies share is the network and the project (partners, agents, sheets…) and the keys. A
sealed segment stands as it was written, bound to its first place: no copy can be opened.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from itertools import count, islice
from typing import Any
from uuid import UUID

import asyncpg
from asyncpg import Connection, Record

from store.embedded import Addresses
from store.statements import Statements

_sql = Statements(__file__)
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MILLISECOND = 80
"""The bits of a UUIDv7 below its milliseconds."""


class NothingToMultiply(Exception):
    """The territory holds no casework."""


async def multiplied(
    where: Addresses, territory: str, events: int, until: datetime | None = None,
    apart: Collection[UUID] = (),
) -> int:  # fmt: skip
    """``multiply`` in a journal whose statistics it then brings up to date."""
    admin = await asyncpg.connect(where.admin)
    try:
        await admin.execute("set search_path = maillage")
        position = await multiply(admin, territory, events, until, apart=apart)
        await admin.execute("vacuum analyze events")
    finally:
        await admin.close()
    return position


async def multiply(
    admin: Connection, territory: str, events: int, until: datetime | None = None,
    progress: Callable[[int], Any] = lambda _: None, apart: Collection[UUID] = (),
) -> int:  # fmt: skip
    """Copy the casework of a territory until its log holds so many events; its position.

    ``admin`` may insert events, with the log's schema on its path. The copies are
    recorded evenly between the last fact and ``until`` (at the last fact's own time
    without one), and occurred as long before that as their models. Read models are left as
    they are: rebuild them. ``progress`` is told the number of facts of each copy.

    ``apart``: cases and streams that are not copied, such as all that are still open; then
    the last copy is a whole one, and the log a little longer than asked.
    """
    async with admin.transaction():
        head = await admin.fetchrow(_sql["head"], territory)
        models = await admin.fetch(_sql["casework"], territory, list(apart))
        if head is None or not models:
            raise NothingToMultiply
        shared = {row["id"] for row in await admin.fetch(_sql["shared"], territory)}
        position, begun = head
        wanted = max(0, events - position)
        if apart:
            wanted = -(-wanted // len(models)) * len(models)
        copies = _Copies(models, shared, position, begun, wanted, until or begun)
        await admin.copy_records_to_table(
            "events", records=copies.rows(progress), columns=list(models[0].keys())
        )
        reached: int = await admin.fetchval(
            _sql["advance"], territory, position + wanted, copies.recorded_at(wanted)
        )
    return reached


class _Copies:
    def __init__(
        self, models: Sequence[Record], shared: set[UUID], position: int, begun: datetime,
        wanted: int, until: datetime,
    ) -> None:  # fmt: skip
        self._models, self._shared = models, shared
        self._position, self._begun, self._wanted = position, begun, wanted
        self._during = until - begun
        milliseconds = [row["event_id"].int >> _MILLISECOND for row in models]
        self._span = max(milliseconds) - min(milliseconds) + 1
        self._own = [
            [name for name, value in row.items() if isinstance(value, UUID)] for row in models
        ]

    def recorded_at(self, nth: int) -> datetime:
        """When the nth copied fact was recorded; never before the one that it follows."""
        return self._begun + self._during * nth / (self._wanted or 1)

    def rows(self, progress: Callable[[int], Any]) -> Iterator[tuple[Any, ...]]:
        """The wanted facts, one copy of all models after the other; the last may be a part."""
        nth = 0
        for copy in count(1):
            most = min(len(self._models), self._wanted - nth)
            for model, own in islice(zip(self._models, self._own, strict=True), most):
                nth += 1
                yield self._row(model, own, copy, nth)
            progress(most)
            if nth == self._wanted:
                return

    def _row(self, model: Record, own: Sequence[str], copy: int, nth: int) -> tuple[Any, ...]:
        row = dict(model)
        for name in own:
            row[name] = self._copied(row[name], copy)
        row["data"] = _UUID.sub(
            lambda said: str(self._copied(UUID(said[0]), copy)), row["data"]
        )
        row["position"] = self._position + nth
        row["recorded_at"] = self.recorded_at(nth)
        row["occurred_at"] += row["recorded_at"] - model["recorded_at"]
        return tuple(row.values())

    def _copied(self, one: UUID, copy: int) -> UUID:
        """The id of a copy: so many spans of the models' own time later: in order."""
        if one in self._shared:
            return one
        return UUID(int=(one.int + (copy * self._span << _MILLISECOND)) % 2**128)
