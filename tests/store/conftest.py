"""One installation for all these tests; each has a territory, some a database, of its own."""

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from asyncpg import Connection

from api.installation import Installation, opened
from api.settings import Settings
from projections import PROJECTIONS
from store import embedded
from store.embedded import Addresses
from store.log import Log
from store.log import statements as log_statements

_number = itertools.count(1)


class Databases:
    """Clones of an empty installation's databases; they go when their server goes."""

    def __init__(self, socket: str, template: Sequence[str]) -> None:
        self._socket, self.template = socket, tuple(template)

    async def clone(self, models: Sequence[str] | None = None) -> tuple[str, str]:
        """New databases like those, under new names: journal and keys."""
        number = next(_number)
        journal, keys = f"store_journal_{number}", f"store_keys_{number}"
        for name, model in zip((journal, keys), models or self.template, strict=True):
            await self.run(f"create database {name} template {model}")
        async with self.administering(journal) as db:
            await db.execute(
                f"grant create on database {journal} to maillage_owner, maillage_rebuilder"
            )
        return journal, keys

    def where(self, names: Sequence[str]) -> Addresses:
        return embedded.addresses(self._socket, *names)

    @asynccontextmanager
    async def administering(self, name: str) -> AsyncIterator[Connection]:
        """A superuser's connection to that database."""
        db: Connection = await asyncpg.connect(self.where((name, name)).admin)
        try:
            await db.execute("set search_path = maillage, maillage_keys")
            yield db
        finally:
            await db.close()

    async def run(self, statement: str) -> None:
        async with self.administering("postgres") as db:
            await db.execute(statement)


@pytest.fixture(scope="session")
async def databases(socket: str, template: tuple[str, str]) -> Databases:
    """On a server that may lose power: those that are killed are other ones."""
    it = Databases(socket, template)
    await it.run("alter system set fsync = off")
    await it.run("select pg_reload_conf()")
    return it


@pytest.fixture(scope="session")
async def shared(databases: Databases) -> tuple[str, str]:
    """Names of the journal and the key store that these tests share."""
    return await databases.clone()


@pytest.fixture(scope="session")
async def installation(
    databases: Databases, shared: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Installation]:
    """The installation that these tests share; each has a territory of its own."""
    settings = Settings(home=tmp_path_factory.mktemp("shared"))
    async with opened(settings, databases.where(shared)) as it:
        yield it


@pytest.fixture
async def log(installation: Installation) -> Log:
    """The journal of a fresh fictitious territory."""
    return await territory(installation)


@pytest.fixture
async def admin(databases: Databases, shared: tuple[str, str]) -> AsyncIterator[Connection]:
    """A superuser's connection to the shared journal."""
    async with databases.administering(shared[0]) as db:
        yield db


@pytest.fixture
async def apart(databases: Databases, tmp_path: Path) -> AsyncIterator[Installation]:
    """An installation with databases of its own, for what is not of one territory."""
    async with opened(Settings(home=tmp_path), databases.where(await databases.clone())) as it:
        yield it


async def territory(installation: Installation, *, fictitious: bool = True) -> Log:
    """The journal of a fresh territory."""
    name = f"T{next(_number)}"
    await installation.writers.execute(
        log_statements["create_territory"], name, uuid4(), fictitious
    )
    return installation.log(name)


def another(installation: Installation) -> Installation:
    """The same databases as another process sees them: its own logs and key cache."""
    return Installation(
        writers=installation.writers, readers=installation.readers,
        rebuilders=installation.rebuilders, keys=type(installation.keys)(
            installation.keys._pool, installation.keys.master
        ), ledger=installation.ledger, projections=PROJECTIONS,
    )  # fmt: skip
