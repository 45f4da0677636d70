"""An application to be killed: ``python -m tests.store.victim HOME JOURNAL KEYS TERRITORY``.

Imports once; each line on its input forks a process that appends until it is killed, and
says ``pid``, then each ``command position`` once it has its receipt. A line ``hasty`` makes
it say so before it has: what the test must notice.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from api.installation import opened
from api.settings import Settings
from store.embedded import Addresses
from store.log import Ask, Log
from store.refusals import Unreachable
from store.uuid7 import uuid7
from tests.store.acts import declare, join, reach, register

WRITERS = 12


def say(*words: object) -> None:
    """One line at once, so that a kill never cuts it."""
    os.write(sys.stdout.fileno(), (" ".join(map(str, words)) + "\n").encode())


def wanted() -> Iterator[Ask[Any]]:
    """A partner and a person, then one thing after another on each."""
    partner, person = uuid7(), uuid7()
    yield join(partner)
    yield register(person)
    while True:
        yield declare(partner)
        yield reach(person)


async def append(log: Log, ask: Ask[Any], *, hasty: bool) -> None:
    """Ask until it is answered; the same command each time."""
    ask = replace(ask, command_id=uuid7())
    if hasty:
        say(ask.command_id, 0)
    while True:
        try:
            receipt = await log.command(ask)
        except Unreachable:
            await asyncio.sleep(0.02)
        else:
            say(receipt.command_id, receipt.position)
            return


async def flood(settings: Settings, where: Addresses, territory: str, *, hasty: bool) -> None:
    async def write(log: Log) -> None:
        for ask in wanted():
            await append(log, ask, hasty=hasty)

    async with opened(settings, where) as installation, asyncio.TaskGroup() as writers:
        for _ in range(WRITERS):
            writers.create_task(write(installation.log(territory)))


def main(home: str, journal: str, keys: str, territory: str) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    settings, where = Settings(home=Path(home)), Addresses(journal, journal, keys, keys)
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            say("pid", os.getpid())
            asyncio.run(flood(settings, where, territory, hasty=line.strip() == "hasty"))
        os.waitpid(child, 0)
        say("gone", child)


def acknowledged(lines: list[str]) -> set[UUID]:
    """The commands that such lines say were written."""
    return {UUID(line.split()[0]) for line in lines}


if __name__ == "__main__":
    main(*sys.argv[1:])
