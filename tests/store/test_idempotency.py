"""The unit of idempotency is the command: what comes again gets its first answer."""

import asyncio
from dataclasses import replace

import pytest
from asyncpg import Connection

from api.installation import Installation
from store.log import Log
from store.refusals import InFlight, KeyReused, Stale
from store.requests import Request
from store.uuid7 import uuid7
from tests.store.acts import declare, ensure_clean, events, join, joined, leave
from tests.store.batches import head_held, in_one_batch, until
from tests.store.conftest import another

FIRST = Request("agent", "key-1", b"mac")


async def test_a_request_that_comes_again_gets_its_first_answer(log: Log) -> None:
    stream = await joined(log)
    ask = replace(declare(stream), request=FIRST)
    first = await log.command(ask)
    assert first == await log.command(ask)
    await ensure_clean(log, first)
    assert len(await events(log, stream)) == 2


async def test_a_replay_with_an_old_expected_version_gets_the_first_answer(log: Log) -> None:
    stream = await joined(log)
    ask = replace(declare(stream), request=FIRST, expected=1)
    first = await log.command(ask)
    assert first == await log.command(ask)
    with pytest.raises(Stale):
        await log.command(replace(ask, request=Request("agent", "key-2", b"mac")))


async def test_a_replay_gets_the_first_answer_even_where_the_rule_would_refuse_now(
    log: Log,
) -> None:
    stream = await joined(log)
    ask = replace(leave(stream), request=FIRST)
    assert await log.command(ask) == await log.command(ask)


async def test_another_body_under_the_same_key_is_refused(log: Log) -> None:
    stream = await joined(log)
    await log.command(replace(declare(stream), request=FIRST))
    other = Request(FIRST.agent, FIRST.key, b"other")
    with pytest.raises(KeyReused):
        await log.command(replace(declare(stream), request=other))


async def test_another_agent_may_use_the_same_key(log: Log) -> None:
    stream = await joined(log)
    await log.command(replace(declare(stream), request=FIRST))
    other = Request("another", FIRST.key, b"other")
    assert (await log.command(replace(declare(stream), request=other))).version == 3


async def test_the_same_request_is_refused_while_it_is_in_flight(
    log: Log, admin: Connection
) -> None:
    stream = await joined(log)
    ask = replace(declare(stream), request=FIRST)
    async with head_held(log, admin):
        first = asyncio.create_task(log.command(ask))
        await until(lambda: log.appender._running)
        with pytest.raises(InFlight):
            await log.command(ask)
    assert await first == await log.command(ask)


async def test_only_what_was_written_is_kept_under_a_key(log: Log) -> None:
    stream = await joined(log)
    with pytest.raises(Stale):
        await log.command(replace(declare(stream), request=FIRST, expected=7))
    other = Request(FIRST.agent, FIRST.key, b"corrected")
    assert (await log.command(replace(declare(stream), request=other))).version == 2


async def test_a_key_written_by_another_process_is_seen_under_the_lock(
    log: Log, installation: Installation, admin: Connection
) -> None:
    """Both look for the key before either has written it."""
    stream = await joined(log)
    other = another(installation).log(log.territory)
    ask = replace(declare(stream), request=FIRST)
    async with head_held(log, admin):
        both = [asyncio.create_task(each.command(ask)) for each in (log, other)]
        await until(lambda: log.appender._running and other.appender._running)
    first, second = await asyncio.gather(*both)
    await other.appender.close()
    assert first == second
    await ensure_clean(log, first)


async def test_a_given_command_id_is_written_once(log: Log) -> None:
    stream = await joined(log)
    ask = replace(declare(stream), command_id=uuid7())
    assert await log.command(ask) == await log.command(ask)
    assert len(await events(log, stream)) == 2


async def test_a_given_command_id_is_written_once_by_callers_of_one_batch(
    log: Log, admin: Connection
) -> None:
    stream = await joined(log)
    ask = replace(declare(stream), command_id=uuid7())
    first, second = await in_one_batch(log, admin, ask, ask)
    assert first == second
    assert len(await events(log, stream)) == 2


async def test_keys_are_forgotten_after_thirty_days(
    log: Log, installation: Installation, admin: Connection
) -> None:
    stream = await joined(log)
    for key, days in (("young", 29), ("old", 31)):
        await log.command(replace(declare(stream), request=Request("agent", key, b"mac")))
        await admin.execute(
            "update requests set received_at = now() - $2 * interval '1 day' where key = $1",
            key, days,
        )  # fmt: skip
    await installation.forget()
    kept = await admin.fetch("select key from requests where territory = $1", log.territory)
    assert ["young"] == [row["key"] for row in kept]


async def test_a_creation_that_comes_again_without_a_key_is_not_the_same_command(
    log: Log,
) -> None:
    one, other = await log.command(join(uuid7())), await log.command(join(uuid7()))
    assert one.command_id != other.command_id
