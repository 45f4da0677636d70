"""Commands on one stream: each is decided on the state that the one before it leaves."""

import asyncio
from dataclasses import replace

import pytest
from asyncpg import Connection

import store.log
from api.installation import Installation
from domain.partner import AlreadyOffered, Offer, Partner
from store.log import Log
from store.refusals import Stale
from store.requests import Request
from store.uuid7 import uuid7
from tests.store.acts import (
    changes,
    declare,
    ensure_clean,
    events,
    join,
    joined,
)
from tests.store.batches import in_one_batch, until, versions
from tests.store.conftest import another


async def test_commands_on_one_stream_are_chained_within_a_batch(
    log: Log, admin: Connection
) -> None:
    stream = await joined(log)
    outcomes = await in_one_batch(log, admin, *(declare(stream) for _ in range(20)))
    assert list(range(2, 22)) == versions(outcomes)
    await ensure_clean(log)


async def test_commands_on_a_new_stream_are_chained_behind_its_creation(
    log: Log, admin: Connection
) -> None:
    stream = uuid7()
    outcomes = await in_one_batch(log, admin, join(stream), declare(stream), declare(stream))
    assert [1, 2, 3] == versions(outcomes)


async def test_of_two_who_saw_the_same_version_one_acts(log: Log, admin: Connection) -> None:
    stream = await joined(log)
    for _ in range(4):
        await log.command(declare(stream))
    ask = replace(declare(stream), expected=5)
    first, second = await in_one_batch(log, admin, ask, ask, waiting=1)
    assert [6, "Stale"] == versions([first, second])
    assert len(await events(log, stream)) == 6


async def test_of_two_on_the_same_version_in_one_batch_the_database_takes_one(
    log: Log, installation: Installation, admin: Connection
) -> None:
    """Two who cannot see each other until the append: as two processes, in one batch."""
    stream = await joined(log)
    other = another(installation).log(log.territory)
    other.appender = log.appender
    ask = replace(declare(stream), expected=1)
    both = asyncio.create_task(in_one_batch(log, admin, ask, waiting=2))
    await until(lambda: len(log.appender._waiting) == 1)
    with pytest.raises(Stale):
        await other.command(ask)
    assert [2] == versions(await both)
    await ensure_clean(log)


async def test_a_command_without_expected_version_is_decided_again_on_what_overtook_it(
    log: Log, installation: Installation, admin: Connection
) -> None:
    stream = await joined(log)
    await log.command(declare(stream))
    other = another(installation).log(log.territory)
    other.appender = log.appender
    both = asyncio.create_task(in_one_batch(log, admin, declare(stream), waiting=2))
    await until(lambda: len(log.appender._waiting) == 1)
    second = await other.command(declare(stream))
    assert [3, 4] == versions([*await both, second])
    await ensure_clean(log)


async def test_two_creations_of_one_stream_are_one(log: Log, admin: Connection) -> None:
    stream = uuid7()
    outcomes = await in_one_batch(log, admin, join(stream), join(stream), waiting=1)
    assert [1, "Exists"] == versions(outcomes)


async def test_a_request_is_answered_whichever_of_its_tries_was_written(log: Log) -> None:
    stream = await joined(log)
    request = Request("agent", uuid7().hex, b"mac")
    first = await log.command(replace(declare(stream), request=request))
    await log.command(declare(stream))
    assert first == await log.command(replace(declare(stream), request=request))


async def test_few_tips_are_kept_when_nobody_uses_them(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.log, "_MOST_TIPS", 2)
    streams = [await joined(log) for _ in range(5)]
    await asyncio.gather(*(log.command(declare(each)) for each in streams * 3))
    await until(lambda: len(log._tips) == 2)


async def test_a_refusal_is_never_told_of_a_state_that_another_process_has_left(
    log: Log, installation: Installation
) -> None:
    stream, offer = await joined(log), Offer("Aide aux impayés", ())
    other = another(installation).log(log.territory)
    offered = changes(Partner, stream, lambda it: it.offer_service(service="a", offer=offer))
    withdrawn = changes(Partner, stream, lambda it: it.withdraw_service(service="a"))
    await log.command(offered)
    await other.command(withdrawn)

    assert (await log.command(offered)).version == 4
    with pytest.raises(AlreadyOffered):
        await log.command(offered)
