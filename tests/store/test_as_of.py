"""What was known at an instant is a position; what had occurred is a date."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asyncpg import Record
from hypothesis import given
from hypothesis import strategies as st

from api.installation import Installation
from domain.case import Case
from store.as_of import AsOf, as_of
from store.facts import Fact
from store.log import Log
from store.refusals import Unknown
from store.uuid7 import uuid7
from tests.domain.people import CASE, CCAS, COARSE, REFERRAL, accepted, sent
from tests.projections.facts import history
from tests.store.acts import join
from tests.story import fact

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


async def recorded(log: Log, installation: Installation, most: int) -> list[Record]:
    """Facts of a territory, each recorded at a time of its own."""
    for _ in range(most):
        await log.command(join(uuid7()))
    rows: list[Record] = await installation.readers.fetch(
        "select position, recorded_at from events where territory = $1 order by position",
        log.territory,
    )
    return rows


async def test_known_at_an_instant_is_the_last_position_recorded_by_then(
    log: Log, installation: Installation
) -> None:
    rows = await recorded(log, installation, 17)
    around = (row["recorded_at"] + INSTANT * n for row in rows for n in (-1, 0, 1))
    async with installation.readers.acquire() as db:
        for instant in (LONG_AGO, *around):
            last = max((at for at, when in rows if when <= instant), default=0)
            found = await as_of(db, log.territory, instant)

            assert AsOf(last, None, instant) == found
            assert last == await db.fetchval(
                "select position_at($1, $2)", log.territory, instant
            ), "the shortcut at the head is only that"


async def test_facts_of_one_batch_are_known_together(
    log: Log, installation: Installation
) -> None:
    await asyncio.gather(*(log.command(join(uuid7())) for _ in range(9)))
    async with installation.readers.acquire() as db:
        batches = await db.fetch(
            "select recorded_at, max(position) as last, count(*) as size from events"
            " where territory = $1 group by 1",
            log.territory,
        )
        assert max(batch["size"] for batch in batches) > 1
        for batch in batches:
            instant, before = batch["recorded_at"], batch["last"] - batch["size"]
            assert batch["last"] == (await as_of(db, log.territory, instant)).position
            assert before == (await as_of(db, log.territory, instant - INSTANT)).position


async def test_later_than_the_head_is_the_head(log: Log, installation: Installation) -> None:
    await recorded(log, installation, 3)
    async with installation.readers.acquire() as db:
        now = datetime.now(UTC)
        for known_at in (None, 3, 4, 2**62, now + timedelta(days=9_000)):
            found = await as_of(db, log.territory, known_at)
            assert 3 == found.position
            assert abs(found.instant - now) < timedelta(seconds=30), "it stands for now"
        with pytest.raises(Unknown):
            await as_of(db, "nowhere")


async def test_a_position_stands_for_when_it_was_recorded(
    log: Log, installation: Installation
) -> None:
    rows = await recorded(log, installation, 3)
    async with installation.readers.acquire() as db:
        for position, when in rows[:-1]:
            assert AsOf(position, None, when) == await as_of(db, log.territory, position)
        assert rows[0]["recorded_at"] == (await as_of(db, log.territory, 0)).instant
        early = rows[0]["recorded_at"] - timedelta(days=3)
        assert early == (await as_of(db, log.territory, 2, early)).instant


@given(st.integers(0, 7), st.none() | st.integers(-2, 9))
def test_at_an_instant_holds_what_was_known_and_had_occurred(known: int, hours: int) -> None:
    facts = _history()
    by = None if hours is None else facts[0].at.occurred_at + timedelta(hours=hours)
    held = AsOf(known, by, LONG_AGO).of(facts)

    assert all(fact.at.position <= known for fact in held)
    assert by is None or all(fact.at.occurred_at <= by for fact in held)
    assert held == sorted(held, key=lambda fact: fact.at.position)
    assert {fact.at.stream_id for fact in held} == {
        fact.at.stream_id for fact in held if fact.at.version == 1
    }, "a stream that had not begun has no facts"


def test_a_note_of_the_day_before_waits_for_its_case_to_begin() -> None:
    facts = _history()
    before = facts[0].at.occurred_at - timedelta(hours=1)

    assert [] == AsOf(9, before, before).of([facts[0], _moved(facts[1], before)])


def _history() -> list[Fact]:
    note: dict[str, Any] = {"by": CCAS, "text": "…", "audience": "my-service"}
    opened = fact(Case.Opened, opener=CCAS, coarse=COARSE)
    return history(
        (CASE, (opened, fact(Case.NoteAdded, **note))), (REFERRAL, (sent(), accepted()))
    )


def _moved(fact: Fact, when: datetime) -> Fact:
    return Fact(fact.at._replace(occurred_at=when), fact.event)
