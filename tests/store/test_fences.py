"""What the database itself refuses, whoever asks."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from asyncpg import Connection, PostgresError

from store.log import Log
from store.uuid7 import uuid7
from tests.store.acts import erase, events, register
from tests.store.conftest import Databases

ROLES = [
    "maillage_owner",
    "maillage_writer",
    "maillage_reader",
    "maillage_rebuilder",
    "maillage_eraser",
    "maillage_sealer",
    "maillage_keeper",
]
REFUSED = {"MA003", "42501", "42P01"}
"""By the trigger; for want of a right; for want of any sight of the schema."""


@pytest.fixture
async def app(databases: Databases, shared: tuple[str, str]) -> AsyncIterator[Connection]:
    """A connection as the application logs in, before it takes a role."""
    db: Connection = await asyncpg.connect(databases.where(shared).journal)
    await db.execute("set search_path = maillage")
    yield db
    await db.close()


@pytest.fixture
async def registered(log: Log) -> str:
    """The condition that finds two events of one person."""
    stream = uuid7()
    await log.command(register(stream))
    return f"stream_id = '{stream}'"


async def refused(db: Connection, statement: str, *arguments: object) -> str:
    """The SQLSTATE by which a statement is refused, or what it did."""
    try:
        async with db.transaction():
            return str(await db.execute(statement, *arguments))
    except PostgresError as error:
        return str(error.sqlstate)


@pytest.mark.parametrize("role", [*ROLES, "postgres"])
@pytest.mark.parametrize(
    "change",
    [
        "update events set data = '{}' where ",
        "update events set actor = 'another' where ",
        "update events set position = position + 1000 where ",
        "update events set sealed = null where ",
        "update events set sealed = 'x' where ",
        "delete from events where ",
        "truncate events -- ",
    ],
)
async def test_events_are_append_only_for_every_role(
    admin: Connection, log: Log, registered: str, role: str, change: str
) -> None:
    before = await events(log)
    async with admin.transaction():
        await admin.execute(f"set local role {role}")
        assert await refused(admin, change + registered) in REFUSED
    assert before == await events(log)


@pytest.mark.parametrize(
    ("change", "sealed"),
    [
        ("sealed = null", None),
        ("sealed = 'other'", "kept"),
        ("sealed = null, data = '{}'", "kept"),
        ("sealed = null, sealed_sha256 = null, key_id = null", "kept"),
    ],
)
async def test_the_eraser_empties_the_sealed_of_a_key_in_the_ledger_and_nothing_else(
    admin: Connection, registered: str, change: str, sealed: str | None
) -> None:
    """Even with every right on the table: the trigger looks at the row."""
    async with admin.transaction():
        await admin.execute(
            "insert into destructions (territory, key_id, subject, class, position) select"
            f" territory, key_id, stream_id, 'ordinary', 1 from events where {registered}"
        )
        await admin.execute("grant update on events to maillage_eraser")
        await admin.execute("set local role maillage_eraser")
        said = await refused(admin, f"update events set {change} where {registered}")
        assert ("UPDATE 1" if sealed is None else "MA003") == said
        await admin.execute("reset role; revoke update on events from maillage_eraser")
        await admin.execute("grant update (sealed) on events to maillage_eraser")


async def test_the_eraser_empties_nothing_whose_key_is_not_in_the_ledger(
    admin: Connection, log: Log, registered: str
) -> None:
    other = uuid7()
    await log.command(register(other))
    await log.command(erase(log, other))
    async with admin.transaction():
        await admin.execute("set local role maillage_eraser")
        said = await refused(admin, f"update events set sealed = null where {registered}")
    assert said == "MA003"


async def test_an_erasure_empties_the_sealed_of_its_subject_only(log: Log) -> None:
    stream, other = uuid7(), uuid7()
    for each in (stream, other):
        await log.command(register(each))
    await log.command(erase(log, stream))
    assert [None] == [row["sealed"] for row in await events(log, stream) if row["key_id"]]
    assert (await events(log, other))[0]["sealed"] is not None


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("writer", "insert into destructions values ($1, $2, $2, 'ordinary', 1)"),
        ("writer", "update subjects set erased_position = 1 where subject = $2 and $1 = ''"),
        ("writer", "delete from search_tokens where subject = $2 and territory = $1"),
        ("writer", "update heads set origin = $2 where territory = $1"),
        ("writer", "update heads set fictitious = false where $2 <> origin and territory = $1"),
        ("writer", "create table maillage.mine as select $1 as a, $2 as b"),
        ("reader", "insert into heads values ($1, 0, default, $2, true)"),
        ("reader", "update heads set position = 0 where territory = $1 and origin <> $2"),
        ("reader", "delete from consultations where request_id = $1 and partner = $2"),
        ("eraser", "insert into heads values ($1, 0, default, $2, true)"),
        ("rebuilder", "update heads set position = 0 where territory = $1 and origin <> $2"),
        ("rebuilder", "select $1, $2, wrapped from maillage_keys.keys"),
        ("sealer", "select $1, $2, data from events"),
    ],
)
async def test_a_role_does_nothing_beyond_its_part(
    admin: Connection, log: Log, role: str, statement: str
) -> None:
    async with admin.transaction():
        await admin.execute(f"set local role maillage_{role}")
        said = await _refused_typed(admin, statement, log.territory)
        assert said in {"42501", "42P01"}


async def _refused_typed(admin: Connection, statement: str, territory: str) -> str:
    typed = statement.replace("$1", f"'{territory}'").replace("$2", f"'{uuid7()}'::uuid")
    return await refused(admin, typed)


async def test_the_application_logs_in_without_any_power(app: Connection) -> None:
    me = await app.fetchrow(
        "select rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,"
        " rolinherit from pg_roles where rolname = session_user"
    )
    assert me is not None
    assert ("maillage_app", [False] * 6) == (me[0], list(me)[1:])
    assert "42P01" == await refused(app, "select from events")


@pytest.mark.parametrize("role", ["maillage_owner", "maillage_sealer", "postgres"])
async def test_the_application_never_takes_these_roles(app: Connection, role: str) -> None:
    assert "42501" == await refused(app, f"set role {role}")


async def test_the_application_cannot_lift_the_fence(app: Connection) -> None:
    assert "42501" == await refused(app, "set session_replication_role = replica")
    await app.execute("set role maillage_eraser")
    assert "42501" == await refused(app, "alter table events disable trigger append_only")


async def test_the_pools_stand_in_their_own_role(log: Log) -> None:
    row = await log._writers.fetchrow("select current_user, session_user")
    assert row is not None
    assert ("maillage_writer", "maillage_app") == tuple(row)
