"""Two processes of the application on one database."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from asyncpg import Connection

from api.installation import Installation
from domain.case import Case
from store.log import Log
from store.uuid7 import uuid7
from tests.store.acts import declare, ensure_clean, erase, events, joined, open_case, refer
from tests.store.batches import until
from tests.store.conftest import Databases
from tests.store.elsewhere import Elsewhere, elsewhere


@pytest.fixture(scope="module")
async def other(
    installation: Installation, databases: Databases, shared: tuple[str, str]
) -> AsyncIterator[Elsewhere]:
    """Another process with the same master key."""
    home = Path(installation.ledger._path).parents[1]
    async with elsewhere(home, databases.where(shared)) as process:
        yield process


async def test_two_processes_append_to_one_stream(log: Log, other: Elsewhere) -> None:
    stream = await joined(log)
    for n in range(5):
        assert str(2 + 2 * n) == await other.ask(log.territory, "declare", stream)
        assert 3 + 2 * n == (await log.command(declare(stream))).version
    await ensure_clean(log)


async def test_two_processes_append_at_once_and_nothing_is_lost(
    log: Log, other: Elsewhere
) -> None:
    stream = await joined(log)
    for _ in range(30):
        other.send(log.territory, "declare", stream)
    ours = await asyncio.gather(*(log.command(declare(stream)) for _ in range(30)))
    theirs = [int(await other.answer()) for _ in range(30)]
    assert list(range(2, 62)) == sorted([*(each.version for each in ours), *theirs])
    await ensure_clean(log, *ours)


async def test_a_warm_key_cache_seals_nothing_for_who_was_erased_in_another_process(
    log: Log, other: Elsewhere
) -> None:
    """The referral does not know that its case has ended: the append does."""
    case, referral = uuid7(), uuid7()
    await log.command(open_case(case))
    await log.command(refer(referral, case))
    assert await other.ask(log.territory, "question", referral) == "2", "its cache is warm"
    await log.command(erase(log, case, Case))
    assert await other.ask(log.territory, "answer", referral) == "SubjectErased"
    assert {None} == {row["sealed"] for row in await events(log, referral)}
    assert await other.ask(log.territory, "note", case) == "AlreadyErased"


async def test_another_process_appends_within_three_seconds_of_a_stop_under_the_lock(
    log: Log, other: Elsewhere, admin: Connection
) -> None:
    stream, theirs = await joined(log), await joined(log)
    other.send(log.territory, "declare stopping", theirs)
    await until(other.stopped)
    try:
        assert await _is_locked(admin, log.territory), "it holds the head"
        began = time.monotonic()
        receipt = await log.command(declare(stream))
        assert time.monotonic() - began < 3
    finally:
        os.kill(other.pid, signal.SIGCONT)
    assert "2" == await other.answer(), "it recovers, and its command is written once"
    assert 2 == len(await events(log, theirs))
    await ensure_clean(log, receipt)


async def _is_locked(admin: Connection, territory: str) -> bool:
    row = await admin.fetch(
        "select from heads where territory = $1 for update skip locked", territory
    )
    return not row
