"""Numbered migrations: one transaction each, under a lock, with a ledger of SHA-256.

The schema is the sum of ``migrations/*/NNNN_name.sql``. A landed migration never
changes: the runner refuses one whose text differs from what it applied.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from asyncpg import Connection

from store.statements import Statements

_sql = Statements(__file__)
_roles = Statements(str(Path(__file__).with_name("roles.py")))
_FOLDER = Path(__file__).with_name("migrations")


class ChangedMigration(Exception):
    """A migration that was applied has been edited since."""


class Migration(NamedTuple):
    number: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations(folder: str) -> list[Migration]:
    """The migrations of ``log`` or ``keys``, in order."""
    paths = sorted((_FOLDER / folder).glob("*.sql"))
    return [
        Migration(int(path.stem[:4]), path.stem, path.read_text(encoding="utf-8"))
        for path in paths
    ]


async def migrate_journal(admin: Connection) -> list[str]:
    """Bring the journal's schema up to date; the names of what was applied."""
    async with _alone(admin):
        await admin.execute(_roles["create_roles"])
        await admin.execute(_roles["prepare_journal"])
        return await _run(admin, "maillage", migrations("log"))


async def migrate_keys(admin: Connection) -> list[str]:
    """Bring the key store's schema up to date; the names of what was applied."""
    async with _alone(admin):
        await admin.execute(_roles["create_roles"])
        await admin.execute(_roles["prepare_keys"])
        return await _run(admin, "maillage_keys", migrations("keys"))


@asynccontextmanager
async def _alone(admin: Connection) -> AsyncIterator[None]:
    """Nobody else migrates this database meanwhile."""
    await admin.execute("select pg_advisory_lock(hashtext('maillage.migrations'))")
    try:
        yield
    finally:
        await admin.execute("select pg_advisory_unlock(hashtext('maillage.migrations'))")


async def _run(admin: Connection, schema: str, due: list[Migration]) -> list[str]:
    done = []
    async with _as_owner(admin, schema):
        await admin.execute(_sql["create_ledger"])
        applied = {row["number"]: row["sha256"] for row in await admin.fetch(_sql["applied"])}
    for migration in due:
        if migration.number not in applied:
            async with _as_owner(admin, schema):
                await admin.execute(migration.text)
                await admin.execute(_sql["record"], *migration[:2], migration.sha256)
            done.append(migration.name)
        elif applied[migration.number] != migration.sha256:
            raise ChangedMigration(migration.name)
    return done


@asynccontextmanager
async def _as_owner(admin: Connection, schema: str) -> AsyncIterator[None]:
    async with admin.transaction():
        await admin.execute(f"set local role maillage_owner; set local search_path = {schema}")
        yield
