"""Making things happen at once: conditions with a deadline, commands in one batch."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from asyncpg import Connection

from store.log import Ask, Log
from store.receipts import Receipt
from store.uuid7 import uuid7
from tests.store.acts import join

Outcome = Receipt | BaseException


async def until(holds: Callable[[], object], within: float = 10.0) -> None:
    """Wait for a condition; fails after ``within`` seconds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        await asyncio.sleep(0.002)


@asynccontextmanager
async def head_held(log: Log, admin: Connection) -> AsyncIterator[None]:
    """Nobody appends to the territory meanwhile."""
    async with admin.transaction():
        await admin.execute("select from heads where territory = $1 for update", log.territory)
        yield


async def in_one_batch(
    log: Log, admin: Connection, *asks: Ask[Any], waiting: int | None = None
) -> list[Outcome]:
    """What became of commands that one transaction took, in their order.

    ``waiting``: how many of them get as far as the batch, if not all.
    """
    async with head_held(log, admin):
        ahead = asyncio.create_task(log.command(join(uuid7())))
        await until(lambda: log.appender._running and not log.appender._waiting)
        sent = [asyncio.create_task(log.command(ask)) for ask in asks]
        wanted = len(asks) if waiting is None else waiting
        await until(lambda: len(log.appender._waiting) == wanted)
    await ahead
    return await asyncio.gather(*sent, return_exceptions=True)


def versions(outcomes: Sequence[Outcome]) -> list[int | str]:
    """What became of each: its version, or the name of its error."""
    return [
        each.version if isinstance(each, Receipt) else type(each).__name__ for each in outcomes
    ]
