"""What is new in the journals, told to every open stream of this process.

One connection listens for all of them. Nothing is lost with a word that is not heard:
a stream reads the journal again at each heartbeat.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from http import HTTPStatus

import structlog
from asyncpg import Pool, PostgresError

from api.problems import Problem
from domain.policies import Asker
from store.pools import LOST

_log = structlog.get_logger(__name__)
MOST, MOST_EACH = 200, 8
"""Streams that may be open in this process, and of one agent."""


class News:
    """Wakes who waits for a territory. ``heartbeat``: seconds between two signs of life."""

    def __init__(self, readers: Pool, heartbeat: float = 15.0) -> None:
        self.heartbeat, self.over = heartbeat, False
        self._readers = readers
        self._awaited: dict[str, asyncio.Event] = {}
        self._open = Counter[str]()

    def of(self, territory: str) -> asyncio.Event:
        """Set at the next news of that territory; take it before reading, then wait."""
        return self._awaited.setdefault(territory, asyncio.Event())

    def end(self) -> None:
        """End every stream: the process stops."""
        self.over = True
        self._tell(*self._awaited)

    @contextmanager
    def following(self, asker: Asker) -> Iterator[None]:
        """A place among the open streams, while the block lasts; 429 or 503 without one."""
        agent = str(asker.agent)
        if self._open[agent] >= MOST_EACH:
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "too-many-streams")
        if self.over or self._open.total() >= MOST:
            raise Problem(503, "too-many-streams", headers={"Retry-After": "5"})
        self._open[agent] += 1
        try:
            yield
        finally:
            self._open -= Counter({agent: 1})

    @asynccontextmanager
    async def heard(self) -> AsyncIterator[None]:
        """Listen, while the block lasts."""
        task = asyncio.create_task(self._listen())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _listen(self) -> None:
        while True:
            try:
                await self._until_lost()
            except (*LOST, PostgresError) as error:
                _log.warning("news.waits", error=type(error).__name__)
            await asyncio.sleep(1.0)

    async def _until_lost(self) -> None:
        lost = asyncio.Event()

        def ended(*_: object) -> None:
            lost.set()

        def heard(_db: object, _pid: int, _channel: str, territory: object) -> None:
            self._tell(str(territory))

        async with self._readers.acquire() as db:
            db.add_termination_listener(ended)
            await db.add_listener("maillage", heard)
            self._tell(*self._awaited)
            try:
                await lost.wait()
            finally:
                db.remove_termination_listener(ended)
                await db.remove_listener("maillage", heard)

    def _tell(self, *territories: str) -> None:
        for territory in territories:
            if event := self._awaited.pop(territory, None):
                event.set()
