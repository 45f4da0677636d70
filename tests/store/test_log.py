"""Appending: what one command writes, and when it is refused."""

from dataclasses import replace
from uuid import uuid4

import pytest
from asyncpg import Connection, PostgresError

from api.installation import Installation
from domain.partner import Partner
from domain.person import Person
from store.log import Log
from store.refusals import Exists, Stale, Unknown
from store.uuid7 import uuid7
from tests.store.acts import (
    changes,
    declare,
    ensure_clean,
    events,
    join,
    joined,
    reach,
    register,
    why,
)
from tests.store.conftest import another


async def test_a_command_is_a_dense_position_with_a_true_leaf(log: Log) -> None:
    receipts = [await log.command(register(uuid7())) for _ in range(3)]
    assert [(1, 1), (2, 1), (3, 1)] == [(each.position, each.version) for each in receipts]
    await ensure_clean(log, *receipts)
    assert len(await events(log)) == 3


async def test_a_command_of_several_facts_is_one_receipt_at_its_first_position(
    log: Log,
) -> None:
    def twice(it: Partner) -> None:
        it.declare_capacity(capacity="full")
        it.declare_capacity(capacity="waitlist")

    stream = await joined(log)
    receipt = await log.command(changes(Partner, stream, twice))
    assert (2, 3) == (receipt.position, receipt.version)
    assert [0, 1] == [
        row["ordinal"] for row in await events(log) if row["command_id"] == receipt.command_id
    ]
    assert [3] == [(await log.command(declare(stream))).version - 1]
    await ensure_clean(log, receipt)


async def test_a_load_gives_the_aggregate_with_what_is_personal_sealed(log: Log) -> None:
    stream = uuid7()
    await log.command(register(stream))
    it = await log.load(Person, stream)
    assert it is not None
    assert (stream, 1) == (it.id, it.version)
    assert await log.load(Partner, stream) is None
    assert await log.load(Person, uuid7()) is None


async def test_who_saw_the_present_version_may_act_and_who_saw_another_may_not(
    log: Log,
) -> None:
    stream = await joined(log)
    for expected in (0, 2, 7):
        with pytest.raises(Stale):
            await log.command(replace(declare(stream), expected=expected))
    assert (await log.command(replace(declare(stream), expected=1))).version == 2


async def test_a_version_that_another_process_has_moved_is_stale(
    log: Log, installation: Installation
) -> None:
    stream = await joined(log)
    await another(installation).log(log.territory).command(declare(stream))
    with pytest.raises(Stale):
        await log.command(replace(declare(stream), expected=1))
    assert len(await events(log, stream)) == 2


async def test_what_exists_is_not_begun_again_and_what_does_not_is_not_changed(
    log: Log,
) -> None:
    stream = await joined(log)
    with pytest.raises(Exists):
        await log.command(join(stream))
    with pytest.raises(Unknown):
        await log.command(declare(uuid7()))


async def test_a_stream_of_one_kind_is_unknown_to_another_and_taken_all_the_same(
    log: Log,
) -> None:
    stream = await joined(log)
    with pytest.raises(Unknown):
        await log.command(reach(stream))
    with pytest.raises(Exists):
        await log.command(register(stream))
    assert len(await events(log, stream)) == 1


async def test_a_decision_that_records_nothing_is_no_command(log: Log) -> None:
    stream = await joined(log)
    with pytest.raises(AssertionError, match="records a fact"):
        await log.command(changes(Partner, stream, lambda _: None))
    assert len(await events(log, stream)) == 1


async def test_an_unknown_territory_is_not_appended_to(installation: Installation) -> None:
    with pytest.raises(PostgresError) as error:
        await installation.log("ELSEWHERE").command(join(uuid7()))
    assert error.value.sqlstate == "MA002"


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "", "x" * 201])
async def test_a_fact_that_could_not_be_read_back_is_not_written(log: Log, text: str) -> None:
    """PostgreSQL refuses U+0000, and an unreadable fact would close its stream for ever."""
    stream = await joined(log)
    for ask in (join(uuid7(), text), register(uuid7(), text)):
        with pytest.raises(ValueError) as error:  # noqa: PT011 - pydantic's for a lone surrogate
            await log.command(ask)  # type: ignore[misc] # of two kinds
        assert not text or text[:20] not in str(error.value)
    assert (await log.command(declare(stream))).position == 2


async def test_u0000_in_a_header_fails_its_command_only(log: Log) -> None:
    ask = replace(join(uuid7()), why=replace(why(), actor="a\x00b"))
    with pytest.raises(Exception, match="0x00"):
        await log.command(ask)
    await joined(log)
    await ensure_clean(log)


async def test_two_territories_share_nothing(
    log: Log, installation: Installation, admin: Connection
) -> None:
    stream, other = await joined(log), another(installation)
    name = f"{log.territory}-B"
    await admin.execute("insert into heads values ($1, 0, default, $2, true)", name, uuid4())
    with pytest.raises(Unknown):
        await other.log(name).command(declare(stream))
    assert (await other.log(name).command(join(stream))).position == 1
