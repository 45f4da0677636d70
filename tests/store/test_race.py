"""Sixteen writers and readers that follow by position: none of them misses anything.

The same race on a table with an identity column and no head loses events: it can.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import NamedTuple
from uuid import UUID

import asyncpg
import pytest
from asyncpg import Pool

from api.installation import Installation
from store import reading
from store.log import Log
from store.uuid7 import uuid7
from tests.store.acts import ensure_clean, events, join, register
from tests.store.conftest import Databases, another

WRITERS, EACH, READERS = 16, 40, 4
Seen = Sequence[tuple[int, UUID]]


class Journal(NamedTuple):
    """What the race needs: to write one event, and to read those after a position."""

    write: Callable[[int, UUID], Awaitable[object]]
    after: Callable[[int], Awaitable[Seen]]


async def race(journal: Journal) -> list[set[UUID]]:
    """What each reader missed of what was written."""
    written = [[uuid7() for _ in range(EACH)] for _ in range(WRITERS)]
    over = asyncio.Event()

    async def writes(number: int) -> None:
        for stream in written[number]:
            await journal.write(number, stream)

    async def follows() -> set[UUID]:
        position, seen, last = 0, set[UUID](), False
        while not last:
            last = over.is_set()
            while page := await journal.after(position):
                position = page[-1][0]
                seen |= {stream for _, stream in page}
        return seen

    readers = [asyncio.create_task(follows()) for _ in range(READERS)]
    await asyncio.gather(*map(writes, range(WRITERS)))
    over.set()
    told = {stream for each in written for stream in each}
    return [told - await reader for reader in readers]


async def test_readers_that_follow_by_position_miss_nothing(
    log: Log, installation: Installation
) -> None:
    """Four processes of four writers each: the head orders them all."""
    logs = [log, *(another(installation).log(log.territory) for _ in range(3))]

    async def write(number: int, stream: UUID) -> None:
        ask = register(stream) if number % 5 == 0 else join(stream)
        await logs[number % 4].command(ask)  # type: ignore[misc] # of two kinds

    async def after(position: int) -> Seen:
        async with installation.readers.acquire() as db:
            facts = await reading.after(db, log.territory, position, 50)
        return [(at.position, at.stream_id) for at, _ in facts]

    assert await race(Journal(write, after)) == [set()] * READERS
    assert len(await events(log)) == WRITERS * EACH
    await ensure_clean(log)


@pytest.fixture
async def scratch(databases: Databases, shared: tuple[str, str]) -> AsyncIterator[Pool]:
    """Connections to a table that numbers its rows by an identity column."""
    async with databases.administering(shared[0]) as admin:
        await admin.execute(
            "create schema scratch; create table scratch.naive ("
            "position bigint generated always as identity primary key, stream uuid not null)"
        )
        async with asyncpg.create_pool(
            databases.where(shared).admin, min_size=WRITERS, max_size=WRITERS
        ) as pool:
            yield pool
        await admin.execute("drop schema scratch cascade")


async def test_the_race_finds_what_a_journal_without_a_head_loses(scratch: Pool) -> None:
    async def write(_: int, stream: UUID) -> None:
        async with scratch.acquire() as db, db.transaction():
            await db.execute("insert into scratch.naive (stream) values ($1)", stream)
            await db.fetchval("select count(*) from scratch.naive where stream = $1", stream)

    async def after(position: int) -> Seen:
        rows = await scratch.fetch(
            "select position, stream from scratch.naive where position > $1"
            " order by position limit 50", position,
        )  # fmt: skip
        return [(row["position"], row["stream"]) for row in rows]

    assert any(await race(Journal(write, after)))
