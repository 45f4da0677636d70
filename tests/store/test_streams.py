"""Commands on one stream: each is decided on the state that the one before it leaves."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest
from asyncpg import Connection

import store.log
from api.installation import Installation
from domain.partner import AlreadyOffered, Offer, Partner, PartnerLeft
from store.log import Ask, Log
from store.receipts import Receipt
from store.refusals import Busy, Stale
from store.requests import Request
from store.uuid7 import uuid7
from tests.store.acts import changes, declare, ensure_clean, events, join, joined, leave
from tests.store.batches import in_one_batch, until
from tests.store.conftest import another


def versions(outcomes: list[Receipt | BaseException]) -> list[int | str]:
    return [
        each.version if isinstance(each, Receipt) else type(each).__name__ for each in outcomes
    ]


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


def seen_at(stream: UUID, seen: list[int], *, fails: bool = False) -> Ask[Partner]:
    """A declaration that notes which versions it was decided on, and may fail in the log."""

    def decide(it: Partner) -> None:
        seen.append(it.version)
        it.declare_capacity(capacity="full")

    async def refuse(*_: object) -> None:
        raise RuntimeError("of this command only")

    return replace(changes(Partner, stream, decide), also=refuse if fails else None)


async def test_a_successor_is_decided_again_when_its_predecessor_fails(
    log: Log, admin: Connection
) -> None:
    stream, seen = await joined(log), list[int]()
    outcomes = await in_one_batch(
        log,
        admin,
        seen_at(stream, [], fails=True),
        seen_at(stream, seen),
        seen_at(stream, seen),
    )
    assert "RuntimeError" == versions(outcomes)[0]
    assert {2, 3} == {*versions(outcomes)[1:]}
    assert [2, 3] == seen[:2], "first on the state that the failed one would have left"
    assert {1, 2} == {*seen[2:]}, "then on the state that it did leave"
    await ensure_clean(log)


async def test_a_refusal_on_the_state_of_a_command_that_fails_is_decided_again(
    log: Log, admin: Connection
) -> None:
    """Nobody is refused because of a fact that was never written."""

    async def refuse(*_: object) -> None:
        raise RuntimeError("of this command only")

    stream = await joined(log)
    left, declared = await in_one_batch(
        log, admin, replace(leave(stream), also=refuse), declare(stream), waiting=1
    )
    assert ["RuntimeError", 2] == versions([left, declared])


async def test_a_refusal_on_the_state_of_a_command_that_succeeds_stands(
    log: Log, admin: Connection
) -> None:
    stream = await joined(log)
    left, declared = await in_one_batch(log, admin, leave(stream), declare(stream), waiting=1)
    assert isinstance(left, Receipt)
    assert isinstance(declared, PartnerLeft)


async def test_two_creations_of_one_stream_are_one(log: Log, admin: Connection) -> None:
    stream = uuid7()
    outcomes = await in_one_batch(log, admin, join(stream), join(stream), waiting=1)
    assert [1, "Exists"] == versions(outcomes)


async def test_nobody_is_refused_for_a_command_that_found_the_queue_full(
    log: Log, admin: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = await joined(log)
    monkeypatch.setattr("store.appender._MOST_WAITING", 1)
    outcomes = await in_one_batch(
        log, admin, declare(stream), leave(stream), replace(declare(stream), expected=2),
        waiting=1,
    )  # fmt: skip
    assert isinstance(outcomes[1], Busy)
    assert 2 == versions(outcomes)[0]
    assert (await log.command(declare(stream))).version in {3, 4}


async def test_nobody_is_refused_in_the_moment_between_a_failure_and_its_telling(
    log: Log, admin: Connection
) -> None:
    stream = await joined(log)
    blocked = asyncio.create_task(in_one_batch(log, admin, leave(stream)))
    await until(lambda: len(log.appender._waiting) == 1)
    [left] = log.appender._waiting
    later = asyncio.create_task(log.command(declare(stream)))
    log.appender._waiting.remove(left)
    left.settle(RuntimeError("lost"))
    assert (await later).version == 2
    blocked.cancel()


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
