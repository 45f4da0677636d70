"""A worker to be killed: ``python -m tests.api.following HOME JOURNAL KEYS TERRITORY``.

Imports once; each line on its input forks a process that follows the log until it is
killed, and says ``pid``, then ``gone``. A line ``hasty`` makes it note facts before it has
acted on them: what the test must notice.
"""

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import structlog

from api import worker
from api.desk import Desk
from api.installation import Installation, opened
from api.settings import Settings
from domain.command import Command
from store import reading
from store.embedded import Addresses
from tests.store.victim import say

_carry_out = worker._carry_out
_ROOM = 0.02
"""Seconds."""


async def follow(settings: Settings, where: Addresses, territory: str, how: str) -> None:
    worker._carry_out = _slowly
    async with opened(settings, where) as installation:
        say("open")
        while True:
            if how == "hasty":
                await _note_first(installation, territory)
            await worker.round_of(installation, territory)
            await asyncio.sleep(0.001)


async def _slowly(desk: Desk, command: Command) -> None:
    """With room before and after each step for a kill to fall into."""
    await asyncio.sleep(_ROOM)
    try:
        await _carry_out(desk, command)
    finally:
        await asyncio.sleep(_ROOM)


async def under_another_name(desk: Desk, command: Command) -> None:
    """A worker that gives what follows from one fact another name each time it is told."""
    begins = command.verb is command.kind
    stream: UUID = uuid4() if begins else command.stream
    await _carry_out(replace(desk, command_id=uuid4()), replace(command, stream=stream))


async def _note_first(installation: Installation, territory: str) -> None:
    """What a worker would do that moves its cursor, and only then acts."""
    at = await installation.readers.fetchval(worker._sql["cursor"], territory, "processes") or 0
    async with installation.readers.acquire() as db:
        facts = await reading.after(db, territory, at, 500)
    if not facts:
        return
    last = facts[-1].at.position
    await installation.writers.execute(worker._sql["advance"], territory, "processes", last)
    rules = await worker._rules_of(installation, territory)
    for chain in worker._by_stream(facts, rules):
        await worker._follow(installation, territory, chain)


def main(home: str, journal: str, keys: str, territory: str) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    settings, where = Settings(home=Path(home)), Addresses(journal, journal, keys, keys)
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            say("pid", os.getpid())
            asyncio.run(follow(settings, where, territory, line.strip()))
        os.waitpid(child, 0)
        say("gone", child)


if __name__ == "__main__":
    main(*sys.argv[1:])
