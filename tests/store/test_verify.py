"""``verify`` finds what does not hold, and says where."""

from uuid import UUID

import pytest
from asyncpg import Connection

from api.installation import Installation
from store.log import Log
from store.uuid7 import uuid7
from store.verify import Fault, UnknownTerritory, verify
from tests.store.acts import declare, erase, join, reach, register, verified
from tests.store.conftest import Databases, territory


async def a_log(log: Log) -> tuple[UUID, UUID]:
    """A person at positions 1, 3 and 5, a partner at 2, 4 and 6."""
    person, partner = uuid7(), uuid7()
    for ask in (register(person), join(partner), reach(person), declare(partner)):
        await log.command(ask)  # type: ignore[misc] # of several kinds
    for again in (reach(person), declare(partner)):
        await log.command(again)  # type: ignore[misc]
    return person, partner


async def tampered(admin: Connection, log: Log, statement: str) -> list[tuple[str, int | None]]:
    """What ``verify`` says after a superuser has passed the fences to do this."""
    async with admin.transaction():
        await admin.execute("set local session_replication_role = replica")
        await admin.execute(statement.replace("HERE", f"territory = '{log.territory}'"))
    verdict = await verified(log)
    return [(fault.code, fault.position) for fault in verdict.faults]


async def test_a_log_as_it_was_written_has_no_fault(log: Log) -> None:
    person, _ = await a_log(log)
    await log.command(erase(log, person))
    verdict = await verified(log)
    assert (7, True, []) == (verdict.events, verdict.fictitious, verdict.faults)


async def test_a_real_territory_is_said_to_be_real(installation: Installation) -> None:
    assert not (await verified(await territory(installation, fictitious=False))).fictitious


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("delete from events where HERE and position = 3", ("position-missing", 4)),
        ("update heads set position = 7 where HERE", ("head-differs", 7)),
        (
            "update events set recorded_at = '2020-01-01' where HERE and position = 4",
            ("time-falls", 4),
        ),
        ("update events set sealed = 'x' where HERE and position = 3", ("seal-differs", 3)),
        ("update events set sealed = null where HERE and position = 3", ("seal-missing", 3)),
    ],
)
async def test_it_finds(
    log: Log, admin: Connection, change: str, fault: tuple[str, int]
) -> None:
    await a_log(log)
    found = await tampered(admin, log, change)
    assert fault in found
    assert {fault[0]} == {code for code, _ in found} - {"version-missing"}


async def test_it_finds_a_version_that_is_missing_in_a_stream(
    log: Log, admin: Connection
) -> None:
    _, partner = await a_log(log)
    await tampered(admin, log, "update events set version = 9 where HERE and position = 6")
    assert (await verified(log)).faults == [Fault("version-missing", None, partner)]


async def test_it_finds_what_is_still_sealed_under_a_destroyed_key(
    log: Log, admin: Connection
) -> None:
    await a_log(log)
    said = await tampered(
        admin, log,
        "insert into destructions (territory, key_id, subject, class, position)"
        " select territory, key_id, stream_id, 'ordinary', 1 from events"
        " where HERE and position = 1",
    )  # fmt: skip
    assert [("seal-outlives-key", position) for position in (1, 3, 5)] == said


@pytest.mark.parametrize(
    "change",
    ["data = '{}'", "actor = 'another'", "told_by = event_id", "sealed_sha256 = sha256('x')",
     "occurred_at = occurred_at + interval '1 microsecond'", "command_id = event_id"],
)  # fmt: skip
async def test_it_finds_a_row_that_no_longer_hashes_to_its_leaf(
    databases: Databases, apart: Installation, change: str
) -> None:
    """The column is generated: who would tamper must keep the old leaf first."""
    log = await territory(apart)
    await a_log(log)
    name = await apart.readers.fetchval("select current_database()")
    async with databases.administering(name) as admin:
        await admin.execute("alter table events alter column leaf drop expression")
        statement = f"update events set {change} where HERE and position = 3"
        codes = await tampered(admin, log, statement)
    assert ("leaf-differs", 3) in codes


async def test_it_reads_in_batches_and_tells_how_far_it_is(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.verify._BATCH", 4)
    await a_log(log)
    told: list[int] = []
    async with log._writers.acquire() as db:
        await verify(db, log.territory, told.append)
    assert told == [4, 2]


async def test_an_unknown_territory_is_said_to_be_unknown(installation: Installation) -> None:
    async with installation.readers.acquire() as db:
        with pytest.raises(UnknownTerritory):
            await verify(db, "ELSEWHERE")
