"""Group commit: a batch is one transaction, and what goes wrong in it hits its culprit only."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from asyncpg import Connection, PostgresError

from api.installation import Installation
from domain.partner import Partner
from store.facts import Fact
from store.log import Log
from store.pools import Db
from store.receipts import Receipt
from store.refusals import Busy, OtherCode, Unavailable
from store.uuid7 import uuid7
from store.waves import Waves
from tests.store.acts import declare, ensure_clean, events, join, joined, register
from tests.store.batches import head_held, in_one_batch, until
from tests.store.conftest import another, territory


async def test_commands_that_wait_together_are_one_transaction(
    log: Log, admin: Connection
) -> None:
    asks = [join(uuid7()) for _ in range(20)]
    outcomes = await in_one_batch(log, admin, *asks)
    rows = await admin.fetch(
        "select xmin::text from events where territory = $1 and position > 1", log.territory
    )
    assert (20, 1) == (len(rows), len({row["xmin"] for row in rows}))
    assert list(range(2, 22)) == [each.position for each in outcomes]  # type: ignore[union-attr]
    await ensure_clean(log)


async def test_a_batch_is_told_once_to_who_follows(log: Log, admin: Connection) -> None:
    told: list[str] = []
    await admin.add_listener("maillage", lambda *heard: told.append(heard[3]))
    await in_one_batch(log, admin, *(join(uuid7()) for _ in range(20)))
    await until(lambda: told.count(log.territory) == 2)


async def test_a_projection_that_raises_for_one_event_fails_one_command(
    log: Log, admin: Connection
) -> None:
    def fold(_: Waves, facts: Sequence[Fact]) -> None:
        for _at, fact in facts:
            if isinstance(fact, Partner.Joined) and fact.description.name == "poison":
                raise RuntimeError("this event only")

    [one, *others] = log.appender._projections
    read = replace(one, fold=fold, kinds=frozenset({"Partner.Joined"}))
    log.appender._projections = [read, *others]
    asks = [join(uuid7(), "poison" if n == 7 else "CCAS") for n in range(20)]
    outcomes = await in_one_batch(log, admin, *asks)
    assert isinstance(outcomes.pop(7), RuntimeError)
    await ensure_clean(log, *_receipts(outcomes))
    assert (19, 20) == (len(_receipts(outcomes)), len(await events(log)))


async def test_a_statement_that_fails_fails_one_command(log: Log, admin: Connection) -> None:
    poison = join(uuid7())
    poison = replace(poison, why=replace(poison.why, actor="two\nlines"))
    asks = [join(uuid7()) for _ in range(9)]
    *outcomes, failed = await in_one_batch(log, admin, *asks, poison)
    assert isinstance(failed, PostgresError)
    assert len(_receipts(outcomes)) == 9
    await ensure_clean(log, *_receipts(outcomes))


async def test_what_is_written_beside_the_facts_stands_or_falls_with_them(
    log: Log, installation: Installation
) -> None:
    async def cursor(db: Db, receipt: Receipt) -> None:
        await db.execute(
            "insert into cursors values ('beside', $1, $2)", log.territory, receipt.position
        )

    async def refuse(db: Db, receipt: Receipt) -> None:
        await cursor(db, receipt)
        raise RuntimeError("after the row")

    count = "select count(*) from cursors where territory = $1"
    with pytest.raises(RuntimeError):
        await log.command(replace(join(uuid7()), also=refuse))
    assert await installation.readers.fetchval(count, log.territory) == 0
    await log.command(replace(join(uuid7()), also=cursor))
    assert await installation.readers.fetchval(count, log.territory) == 1


async def test_a_caller_that_leaves_stops_nobody(log: Log, admin: Connection) -> None:
    async with head_held(log, admin):
        callers = [asyncio.create_task(log.command(join(uuid7()))) for _ in range(10)]
        await until(lambda: log.appender._running and len(log._tips) == 10)
        for caller in callers[::2]:
            caller.cancel()
    stayed = [await caller for caller in callers[1::2]]
    assert all(caller.cancelled() for caller in callers[::2])
    await joined(log)
    await ensure_clean(log, *stayed)


async def test_the_queue_is_bounded(
    log: Log, admin: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.appender._MOST_WAITING", 3)
    asks = [join(uuid7()) for _ in range(5)]
    outcomes = await in_one_batch(log, admin, *asks, waiting=3)
    assert [3, 2] == [len(_receipts(outcomes)), sum(isinstance(o, Busy) for o in outcomes)]
    await joined(log)


async def test_other_projection_code_appends_nothing(
    installation: Installation, log: Log, admin: Connection
) -> None:
    other = another(installation)
    [one, *rest] = other.projections
    other.projections = [replace(one, code_sha="other"), *rest]
    theirs = other.log(log.territory)
    with pytest.raises(OtherCode):
        await theirs.command(join(uuid7()))
    outcomes = await in_one_batch_refused(theirs, admin)
    assert [OtherCode] * 5 == [type(each) for each in outcomes]
    assert not await events(log)
    await joined(log)


async def in_one_batch_refused(log: Log, admin: Connection) -> list[object]:
    async with head_held(log, admin):
        return await asyncio.gather(
            *(log.command(join(uuid7())) for _ in range(5)), return_exceptions=True
        )


async def test_a_server_that_does_not_answer_is_said_so_and_used_again_when_it_does(
    log: Log, installation: Installation, admin: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = await joined(log)
    ask = declare(stream)
    async with head_held(log, admin):
        caller = asyncio.create_task(log.command(ask))
        await until(lambda: log.appender._connection)
        with monkeypatch.context() as away:
            away.setattr(type(installation.writers), "acquire", _unreachable)
            await admin.execute("select pg_terminate_backend($1)", _backend(log))
            with pytest.raises(Unavailable):
                await caller
    assert (await log.command(ask)).version == 2
    await ensure_clean(log)


async def test_a_connection_that_dies_in_mid_append_is_replaced(
    log: Log, admin: Connection
) -> None:
    stream = await joined(log)
    async with head_held(log, admin):
        caller = asyncio.create_task(log.command(declare(stream)))
        await until(lambda: log.appender._connection)
        await admin.execute("select pg_terminate_backend($1)", _backend(log))
    assert (await caller).version == 2
    await ensure_clean(log)


async def test_territories_may_outnumber_the_connections(installation: Installation) -> None:
    logs = [await territory(installation) for _ in range(12)]
    for log in logs:
        await log.command(register(uuid7()))
    await asyncio.wait_for(asyncio.gather(*(joined(log) for log in logs)), timeout=10)


async def test_closing_waits_for_what_was_queued(log: Log, admin: Connection) -> None:
    async with head_held(log, admin):
        callers = [asyncio.create_task(log.command(join(uuid7()))) for _ in range(5)]
        await until(lambda: log.appender._running and len(log._tips) == 5)
    await log.appender.close()
    assert all([(await caller).version == 1 for caller in callers])
    with suppress(RuntimeError):
        await log.appender.close()


def _receipts(outcomes: Sequence[object]) -> list[Receipt]:
    return [each for each in outcomes if isinstance(each, Receipt)]


def _backend(log: Log) -> int:
    connection = log.appender._connection
    assert connection is not None
    return connection.get_server_pid()


def _unreachable(*_: object, **__: object) -> None:
    raise ConnectionRefusedError
