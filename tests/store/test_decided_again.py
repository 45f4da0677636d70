"""A command that was decided on what a failed one would have left is decided again."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest
from asyncpg import Connection

from domain.case import Case
from domain.partner import Partner, PartnerLeft
from domain.referral import Referral
from store.log import Ask, Log
from store.receipts import Receipt
from store.refusals import Busy
from store.uuid7 import uuid7
from tests.domain.people import MISSION
from tests.store.acts import (
    changes,
    declare,
    ensure_clean,
    erase,
    joined,
    leave,
    open_case,
    question,
    refer,
)
from tests.store.batches import in_one_batch, until, versions


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


async def test_a_successor_takes_no_version_that_its_predecessor_was_refused(
    log: Log, admin: Connection
) -> None:
    """The question would be sealed for who was erased; being seen would not."""
    case, referral = uuid7(), uuid7()
    for ask in (open_case(case), refer(referral, case), erase(log, case, Case)):
        await log.command(ask)  # type: ignore[misc] # of several kinds
    seen = changes(Referral, referral, lambda it: it.see(by=MISSION))
    assert ["SubjectErased", 2] == versions(
        await in_one_batch(log, admin, question(referral), seen)
    )
    await ensure_clean(log)


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
