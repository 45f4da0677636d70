"""Group commit: one appender per process and territory.

Every command that waits goes into one transaction; when idle, a command goes at once.
Between the head lock and COMMIT nothing is awaited but the database. Any error rolls
the batch back and replays it one command at a time: only the culprit fails. An error
from COMMIT does not say "not written": what became of a command is read by its id.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog
from asyncpg import Pool, PostgresError, Record
from asyncpg.pool import PoolConnectionProxy

from store.facts import Fact
from store.pending import Pending, batched
from store.pools import LOST
from store.receipts import Receipt, receipts
from store.refusals import (
    Busy,
    Duplicate,
    OtherCode,
    Replayed,
    Stale,
    SubjectErased,
    Unavailable,
)
from store.statements import Statements
from store.waves import Projection, code_of, project

_sql = Statements(__file__)
_log = structlog.get_logger(__name__)
_MOST_IN_BATCH, _MOST_WAITING = 128, 2_048
_FAULTS = {
    "duplicate": Duplicate,
    "replayed": Replayed,
    "erased": SubjectErased,
    "stale": Stale,
}
_PATIENCE = 5.0


class Appender:
    """Appends the commands of one territory in batches, in the order they came.

    It holds a connection only while commands wait: territories may outnumber the pool.
    """

    def __init__(
        self, territory: str, writers: Pool, projections: Sequence[Projection],
        clock: Callable[[], datetime | None] = lambda: None,
    ) -> None:  # fmt: skip
        self.territory, self._clock = territory, clock
        self._writers, self._projections = writers, projections
        self._code = code_of(projections)
        self._waiting: deque[Pending] = deque()
        self._connection: PoolConnectionProxy[Record] | None = None
        self._running: asyncio.Task[None] | None = None

    def append(self, pending: Pending) -> None:
        """Queue a command; raises ``Busy`` when too many wait. Its future tells the end."""
        if len(self._waiting) >= _MOST_WAITING:
            raise Busy
        self._waiting.append(pending)
        if self._running is None:
            self._running = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Finish what waits."""
        if self._running is not None:
            await self._running

    async def _run(self) -> None:
        try:
            while self._waiting:
                most = min(len(self._waiting), _MOST_IN_BATCH)
                await self._commit([self._waiting.popleft() for _ in range(most)])
                await asyncio.sleep(0)  # whoever was just answered may ask again
                if not self._waiting:
                    await self._let_go()
        finally:
            self._running = None

    async def _commit(self, batch: Sequence[Pending]) -> None:
        try:
            outcomes = await self._transact(batch)
        except Exception as error:  # noqa: BLE001 - each caller gets its own outcome
            await self._recover(batch, error)
        else:
            for pending, outcome in zip(batch, outcomes, strict=True):
                pending.settle(outcome)

    async def _transact(self, batch: Sequence[Pending]) -> list[Receipt | BaseException]:
        db = await self._hold()
        await db.execute("begin")
        answer = await db.fetchrow(
            _sql["append"], self.territory, self._clock(), self._code, *batched(batch)
        )
        assert answer is not None
        position, outcomes = answer["first_position"], list[Receipt | BaseException]()
        facts: list[Fact] = []
        for pending, said in zip(batch, answer["outcomes"], strict=True):
            if said != "ok":
                outcomes.append(_FAULTS[said]())
                continue
            stored = pending.stored(self.territory, position + len(facts), answer["at"])
            outcomes.append(pending.receipt(position + len(facts), answer["at"]))
            facts += stored
        await project(self._projections, facts).write(db)
        for pending, outcome in zip(batch, outcomes, strict=True):
            if pending.also is not None and isinstance(outcome, Receipt):
                await pending.also(db, outcome)
        await db.execute("commit")
        return outcomes

    async def _recover(self, batch: Sequence[Pending], error: Exception) -> None:
        """Roll back, tell what is written all the same, replay the rest one by one."""
        _log.warning("batch.failed", commands=len(batch), error=type(error).__name__)
        unwritten = await self._unwritten(batch)
        if len(batch) == 1 and not isinstance(error, LOST):
            for pending in unwritten:
                pending.settle(_told(error))
            return
        for pending in unwritten:
            await self._alone(pending)

    async def _alone(self, pending: Pending) -> None:
        try:
            [outcome] = await self._transact([pending])
        except Exception as error:  # noqa: BLE001 - the caller gets its own outcome
            for culprit in await self._unwritten([pending]):
                culprit.settle(_told(error))
        else:
            pending.settle(outcome)

    async def _unwritten(self, batch: Sequence[Pending]) -> list[Pending]:
        """Settle what the log holds; what it does not hold. Nothing, if nobody can know."""
        try:
            await self._roll_back()
            ids = [pending.command_id for pending in batch]
            written = await receipts(await self._hold(), self.territory, ids)
        except Exception:  # noqa: BLE001 - the callers may ask again under the same id
            for pending in batch:
                pending.settle(Unavailable())
            return []
        for pending in batch:
            if receipt := written.get(pending.command_id):
                pending.settle(receipt)
        return [pending for pending in batch if pending.command_id not in written]

    async def _roll_back(self) -> None:
        if self._connection is None:
            return
        try:
            await self._connection.execute("rollback")
        except (*LOST, PostgresError):
            await self._let_go()

    async def _hold(self) -> "PoolConnectionProxy[Record]":
        if self._connection is None or self._connection.is_closed():
            await self._let_go()
            self._connection = await self._writers.acquire(timeout=_PATIENCE)
        return self._connection

    async def _let_go(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with suppress(*LOST, PostgresError):
                await self._writers.release(connection)


def _told(error: Exception) -> Exception:
    """What the caller of a command that failed alone is told."""
    if isinstance(error, PostgresError) and error.sqlstate == "MA001":
        return OtherCode()
    if isinstance(error, LOST):
        return Unavailable()
    return error
