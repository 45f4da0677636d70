"""An error from COMMIT does not say "not written": every caller gets a true answer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from asyncpg import Connection

from api.installation import Installation, opened
from api.settings import Settings
from store import embedded
from store.log import Log
from store.receipts import Receipt
from store.requests import Request
from store.uuid7 import uuid7
from tests.store.acts import declare, ensure_clean, events, join, joined
from tests.store.batches import in_one_batch
from tests.store.conftest import Databases, territory
from tests.store.proxy import Moment, Proxy, proxied


@pytest.fixture
async def line(
    databases: Databases, shared: tuple[str, str], socket: str, tmp_path: Path
) -> AsyncIterator[tuple[Installation, Proxy]]:
    """The shared databases through a line that can be cut."""
    async with proxied(socket) as (proxy, folder):
        where = databases.where(shared)
        far = embedded.addresses(folder, *shared)
        settings = Settings(home=tmp_path)
        async with opened(settings, where._replace(journal=far.journal)) as it:
            yield it, proxy


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_batch_of_twenty_whose_commit_was_lost_is_written_once(
    line: tuple[Installation, Proxy], admin: Connection, moment: Moment
) -> None:
    installation, proxy = line
    log = await territory(installation)
    stream = await joined(log)
    asks = [join(uuid7()) for _ in range(10)] + [declare(stream) for _ in range(10)]
    asks = [
        replace(ask, request=Request("agent", f"{n}", b"mac")) for n, ask in enumerate(asks)
    ]
    outcomes = await _cut_at_commit(log, admin, proxy, moment, *asks)
    receipts = [each for each in outcomes if isinstance(each, Receipt)]
    assert 20 == len({each.command_id for each in receipts})
    assert set(range(2, 12)) == {each.version for each in receipts[10:]}
    assert 1 == proxy.lost
    assert len(await events(log)) == 1 + 1 + 20
    await ensure_clean(log, *receipts)
    assert receipts == [await log.command(ask) for ask in asks], "the same, asked again"


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_one_command_whose_commit_was_lost_is_written_once(
    line: tuple[Installation, Proxy], moment: Moment
) -> None:
    installation, proxy = line
    log = await territory(installation)
    proxy.cuts = moment
    receipt = await log.command(join(uuid7()))
    assert 1 == proxy.lost
    await ensure_clean(log, receipt)
    assert len(await events(log)) == 1


async def test_what_nobody_can_know_is_said_so_and_can_be_asked_again(
    line: tuple[Installation, Proxy], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line stays cut: the caller learns that it is unknown, and the id finds the truth."""
    installation, proxy = line
    log = await territory(installation)
    ask = replace(join(uuid7()), command_id=uuid7())
    await log._commands(uuid7())
    proxy.cuts = "after"
    with monkeypatch.context() as away:
        away.setattr("store.appender.receipts", _unreachable)
        [error] = await asyncio.gather(log.command(ask), return_exceptions=True)
    assert "Unavailable" == type(error).__name__
    receipt = await log.command(ask)
    await ensure_clean(log, receipt)
    assert len(await events(log)) == 1


async def _cut_at_commit(
    log: Log, admin: Connection, proxy: Proxy, moment: Moment, *asks: object
) -> list[Receipt | BaseException]:
    """Cut at the batch's COMMIT, not at that of the command ahead of it."""
    transact = log.appender._transact

    async def cutting(batch: list[object]) -> object:
        if len(batch) == len(asks):
            proxy.cuts = moment
        return await transact(batch)  # type: ignore[arg-type] # passed through

    log.appender._transact = cutting  # type: ignore[method-assign,assignment]
    return await in_one_batch(log, admin, *asks)  # type: ignore[arg-type] # passed through


async def _unreachable(*_: object) -> None:
    raise ConnectionRefusedError
