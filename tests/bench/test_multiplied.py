"""A log is grown by copies that hold what every log must hold."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from asyncpg import Connection, Record

from api.installation import Installation
from bench.multiplied import NothingToMultiply, multiply
from domain.case import Case
from store.embedded import Addresses
from store.log import Log
from store.rebuild import rebuild
from store.uuid7 import uuid7
from tests.conftest import TERRITORY
from tests.domain.people import CCAS, MISSION
from tests.store.acts import (
    changes,
    events,
    join,
    note,
    open_case,
    question,
    refer,
    register,
    verified,
)

TEN = 10


@pytest.fixture
async def admin(where: Addresses) -> AsyncIterator[Connection]:
    db: Connection = await asyncpg.connect(where.admin)
    name = await db.fetchval("select current_database()")
    await db.execute(f"grant create on database {name} to maillage_rebuilder")
    await db.execute("set search_path = maillage")
    yield db
    await db.close()


@pytest.fixture
async def log(installation: Installation) -> Log:
    """Two partners, then seven facts of casework: a person, their case, a referral."""
    it = installation.log(TERRITORY)
    person, case, referral = uuid7(), uuid7(), uuid7()
    for ask in (
        join(CCAS), join(MISSION), register(person), open_case(case), note(case),
        changes(Case, case, lambda it: it.add_person(by=it.opener, person=person)),  # type: ignore[arg-type]
        note(case), refer(referral, case), question(referral),
    ):  # fmt: skip
        await it.command(ask)  # type: ignore[misc] # of several kinds
    return it


async def test_a_multiplied_log_has_as_many_facts_as_asked_and_verifies(
    log: Log, admin: Connection
) -> None:
    for wanted in (TEN, 61):
        assert wanted == await multiply(admin, TERRITORY, wanted)
        verdict = await verified(log)
        assert (wanted, []) == (verdict.events, verdict.faults)


async def test_a_log_that_is_long_enough_is_left_as_it_is(log: Log, admin: Connection) -> None:
    before = await events(log)
    assert await multiply(admin, TERRITORY, 3) == 9
    assert before == await events(log)


async def test_a_copy_has_the_facts_of_its_model_in_their_order(
    log: Log, admin: Connection
) -> None:
    await multiply(admin, TERRITORY, 16)
    rows = await events(log)
    kept = ("kind", "schema", "version", "ordinal", "actor", "organisation", "role", "source")

    def said(row: Record) -> list[Any]:
        return [row[name] for name in kept]

    assert [said(row) for row in rows[2:9]] == [said(row) for row in rows[9:16]]


async def test_a_copy_has_ids_of_its_own_and_shares_the_network_and_the_keys(
    log: Log, admin: Connection
) -> None:
    await multiply(admin, TERRITORY, 23)
    rows = await events(log)
    for name in ("event_id", "command_id"):
        assert len(rows) == len({row[name] for row in rows})
    cases = Counter(row["case_id"] for row in rows if row["case_id"])
    assert [6, 6, 6] == list(cases.values())
    assert {row["key_id"] for row in rows[:9]} == {row["key_id"] for row in rows}
    assert 2 == sum(row["kind"].startswith("Partner.") for row in rows)


async def test_what_a_copy_says_names_its_own_ids(log: Log, admin: Connection) -> None:
    await multiply(admin, TERRITORY, 16)
    rows = await events(log)
    [person, copied] = [row["stream_id"] for row in rows if row["kind"] == "Person.Registered"]
    added = [row["data"] for row in rows if row["kind"] == "Case.PersonAdded"]
    assert [True, False] == [str(person) in said for said in added]
    assert str(copied) in added[1]


async def test_copies_are_spread_in_time_and_occur_as_long_before_as_their_models(
    log: Log, admin: Connection
) -> None:
    until = datetime.now(UTC) + timedelta(hours=7)
    await multiply(admin, TERRITORY, 16, until)
    rows = await events(log)
    times = [row["recorded_at"] for row in rows]
    assert sorted(times) == times
    assert until == times[-1]
    for model, copy in zip(rows[2:9], rows[9:16], strict=True):
        lag = copy["recorded_at"] - copy["occurred_at"]
        assert lag == model["recorded_at"] - model["occurred_at"]


async def test_read_models_are_built_from_copies_as_from_any_fact(
    log: Log, admin: Connection, installation: Installation
) -> None:
    await multiply(admin, log.territory, 9 + 7 * 3)
    await rebuild(installation.rebuilders, installation.projections)
    counted = "select count(*) from"
    for table in ("case_file.cases", "case_file.case_persons", "inbox.referrals"):
        assert 4 == await installation.readers.fetchval(f"{counted} {table}")


async def test_the_log_goes_on_after_its_copies(log: Log, admin: Connection) -> None:
    await multiply(admin, TERRITORY, 30)
    case = (await events(log))[-1]["case_id"]
    receipt = await log.command(note(case))
    assert (31, 5) == (receipt.position, receipt.version)
    assert not (await verified(log)).faults


async def test_a_network_without_casework_is_not_multiplied(
    installation: Installation, admin: Connection
) -> None:
    await installation.log(TERRITORY).command(join(uuid7()))
    with pytest.raises(NothingToMultiply):
        await multiply(admin, TERRITORY, TEN)
