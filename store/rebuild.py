"""Rebuild beside live: fold the log into shadows, then swap them in.

The log is read once for all the read models that are rebuilt, and read ahead: while one
batch is written, the next is folded. The swap takes exclusively the lock that every
append holds shared: it applies the tail, renames the schemas and commits.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import Any, NamedTuple

import structlog
from asyncpg import DeadlockDetectedError, LockNotAvailableError, Pool, QueryCanceledError

from store import reading
from store.ahead import ahead
from store.pools import Db
from store.shadow import Shadow
from store.statements import Statements
from store.waves import Projection, Waves, fold

_sql = Statements(__file__)
_log = structlog.get_logger(__name__)
_BATCH, _AT_ONCE = 10_000, 100
_TRIES, _PATIENCE = 30, "2s"
_WAITED = (LockNotAvailableError, QueryCanceledError, DeadlockDetectedError)


async def rebuild(
    rebuilders: Pool, projections: Sequence[Projection],
    progress: Callable[[int], Any] = lambda _: None,
) -> list[int]:  # fmt: skip
    """Build these projections anew from the whole log, in one pass; their generations.

    ``progress`` is told of each batch how many facts of the log it went over.
    """
    names = sorted(projection.name for projection in projections)
    async with rebuilders.acquire() as db, rebuilders.acquire() as log:
        await db.execute(_sql["begin"])
        try:
            for name in names:
                await db.execute("select pg_advisory_lock(hashtext($1))", f"maillage.{name}")
            return await Rebuild(db, log, projections, progress).run()
        finally:
            await db.execute(_sql["end"])


async def outdated(db: Db, projections: list[Projection]) -> list[Projection]:
    """Those of the projections that are not registered with their present code."""
    known = {row["name"]: row["code_sha"] for row in await db.fetch(_sql["registered"])}
    return [each for each in projections if known.get(each.name) != each.code_sha]


class Batch(NamedTuple):
    """What a stretch of the log changes: its length and the position of its last fact."""

    length: int
    last: int
    waves: Waves


class Rebuild:
    """A rebuild under way: one connection writes, another reads ahead."""

    def __init__(
        self, db: Db, log: Db, projections: Sequence[Projection],
        progress: Callable[[int], Any],
    ) -> None:  # fmt: skip
        self._db, self._log = db, log
        self._projections, self._progress = projections, progress
        self._kinds = frozenset[str]().union(*(each.kinds for each in projections))
        self._shadows = [Shadow(each) for each in projections]

    async def run(self) -> list[int]:
        """Lay, fold, finish, swap; raises TimeoutError where the swap never gets its lock."""
        for shadow in self._shadows:
            await shadow.lay(self._db)
        schemas = ", ".join(shadow.schema for shadow in self._shadows)
        await self._db.execute(f"set search_path = {schemas}, maillage")
        reached = await self.fold({})
        for shadow in self._shadows:
            await shadow.finish(self._db)
        for attempt in range(_TRIES):
            try:
                async with self._db.transaction():
                    return await self.swap(reached)
            except _WAITED:
                _log.info("swap.waits", schemas=schemas, attempt=attempt)
                reached = await self.fold(reached)
                await asyncio.sleep(0.05 * attempt)
        raise TimeoutError(f"{schemas} could not be swapped in")

    async def fold(self, reached: dict[str, int]) -> dict[str, int]:
        """Fold what stands in the log beyond ``reached``, by territory; how far that is."""
        reached = dict(reached)
        for territory, head in await self._log.fetch(_sql["heads"]):
            batches = self._batches(territory, reached.get(territory, 0), head)
            async with aclosing(ahead(batches)) as read:
                async for batch in read:
                    await batch.waves.write(self._db)
                    reached[territory] = batch.last
                    self._progress(batch.length)
        return reached

    async def swap(self, reached: dict[str, int]) -> list[int]:
        """Apply the tail and take the place of the live read models."""
        await self._db.execute(f"set local lock_timeout = '{_PATIENCE}'")
        await self._db.execute("select pg_advisory_xact_lock(hashtext('maillage.projections'))")
        await self.fold(reached)
        return [await shadow.take_place(self._db) for shadow in self._shadows]

    async def _batches(self, territory: str, after: int, head: int) -> AsyncIterator[Batch]:
        while after < head:
            last = min(after + _BATCH, head)
            rows = await reading.between(self._log, territory, after, last, self._kinds)
            waves = Waves()
            for first in range(0, len(rows), _AT_ONCE):
                facts = [reading.shut(row) for row in rows[first : first + _AT_ONCE]]
                fold(self._projections, facts, waves)
                await asyncio.sleep(0)  # the writing goes on in between
            yield Batch(last - after, last, waves)
            after = last
