"""Two clocks: when a fact occurred, by its author; when it was recorded, by the log."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

import pytest
from asyncpg import PostgresError

from api.installation import Installation
from domain.aggregate import Aggregate
from store.log import Ask, Log
from store.refusals import FromTheFuture, OutOfOrder
from store.uuid7 import uuid7
from tests.store.acts import declare, events, join, joined, reach, register, why
from tests.store.conftest import another, territory

A = TypeVar("A", bound=Aggregate)

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
NOON = NOW.replace(hour=12, minute=0, second=0, microsecond=0) - 2 * DAY


def at(ask: Ask[A], occurred_at: datetime, *, day: bool = False) -> Ask[A]:
    return replace(ask, why=why(occurred_at, "day" if day else "instant"))


async def test_a_fact_is_not_dated_in_the_future(log: Log) -> None:
    with pytest.raises(FromTheFuture):
        await log.command(at(join(uuid7()), datetime.now(UTC) + timedelta(minutes=1)))
    with pytest.raises(FromTheFuture):
        await log.command(at(join(uuid7()), datetime.now(UTC) + DAY, day=True))
    assert not await events(log)


async def test_clocks_may_differ_by_seconds(log: Log) -> None:
    await log.command(at(join(uuid7()), datetime.now(UTC) + timedelta(seconds=2)))


async def test_a_transition_does_not_occur_before_the_last_one(log: Log) -> None:
    stream = uuid7()
    await log.command(at(join(stream), NOON))
    with pytest.raises(OutOfOrder):
        await log.command(at(declare(stream), NOON - timedelta(minutes=1)))
    await log.command(at(declare(stream), NOON))


async def test_who_is_overtaken_by_seconds_is_not_refused_for_it(log: Log) -> None:
    """Two callers at once, or two clocks: the later to be written occurred with the other."""
    stream = uuid7()
    await log.command(at(join(stream), NOON))
    await log.command(at(declare(stream), NOON - timedelta(seconds=3)))
    assert [NOON, NOON] == [row["occurred_at"] for row in await events(log)]


async def test_the_last_transition_is_known_from_the_log_too(
    log: Log, installation: Installation
) -> None:
    stream = uuid7()
    await log.command(at(join(stream), NOON))
    with pytest.raises(OutOfOrder):
        await another(installation).log(log.territory).command(at(declare(stream), NOON - DAY))


async def test_a_fact_known_by_the_day_is_compared_by_the_day(log: Log) -> None:
    stream = uuid7()
    await log.command(at(join(stream), NOON))
    await log.command(at(declare(stream), NOON - timedelta(hours=3), day=True))
    with pytest.raises(OutOfOrder):
        await log.command(at(declare(stream), NOON - DAY, day=True))


async def test_a_note_or_a_correction_may_be_of_any_past_moment(log: Log) -> None:
    stream = uuid7()
    await log.command(at(register(stream), NOON))
    await log.command(at(reach(stream), NOON - 400 * DAY))
    assert [NOON, NOON - 400 * DAY] == [row["occurred_at"] for row in await events(log)]


async def test_what_is_recorded_carries_the_clock_of_the_log_and_never_goes_back(
    log: Log,
) -> None:
    for _ in range(3):
        await log.command(at(join(uuid7()), NOON))
    recorded = [row["recorded_at"] for row in await events(log)]
    assert sorted(recorded) == recorded
    assert timedelta() <= datetime.now(UTC) - recorded[0] < timedelta(minutes=1)


async def test_only_a_fictitious_territory_takes_a_given_clock(
    installation: Installation,
) -> None:
    real = await territory(installation, fictitious=False)
    real._clock = real.appender._clock = lambda: NOON
    with pytest.raises(PostgresError) as error:
        await real.command(at(join(uuid7()), NOON))
    assert error.value.sqlstate == "MA004"
    invented = await territory(installation)
    invented._clock = invented.appender._clock = lambda: NOON
    assert (await invented.command(at(join(uuid7()), NOON))).recorded_at == NOON


async def test_a_given_clock_never_goes_ahead_of_the_real_one_nor_back(
    installation: Installation,
) -> None:
    moments = iter([NOON, NOON, NOON - DAY, NOON - DAY, NOW + DAY, NOW + DAY])
    invented = await territory(installation)
    invented._clock = invented.appender._clock = lambda: next(moments)
    recorded = [
        (await invented.command(at(join(uuid7()), NOON - 2 * DAY))).recorded_at
        for _ in range(3)
    ]
    assert [NOON, NOON] == recorded[:2]
    assert NOON < recorded[2] <= datetime.now(UTC)


async def test_the_offset_in_which_a_moment_is_told_changes_nothing(
    log: Log, installation: Installation
) -> None:
    stream, paris = uuid7(), timezone(timedelta(hours=2))
    await log.command(at(join(stream), NOON.astimezone(paris)))
    stored = (await events(log))[0]["occurred_at"]
    assert NOON == stored
    with pytest.raises(OutOfOrder):
        await (
            another(installation)
            .log(log.territory)
            .command(at(declare(stream), (NOON - timedelta(minutes=1)).astimezone(paris)))
        )
    assert (await joined(log)) != stream
