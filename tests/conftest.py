"""A real PostgreSQL for each run, a fresh pair of databases for each test that wants one."""

import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from api.installation import Installation, migrate, opened
from api.settings import Settings
from store import embedded
from store.embedded import Addresses
from store.log import statements as log_statements

TERRITORY = "93014"
_number = itertools.count()


@pytest.fixture(scope="session")
def socket() -> Iterator[str]:
    """The socket's folder of a server that lives for this run."""
    folder = Path(tempfile.mkdtemp(prefix="maillage-"))
    try:
        yield embedded.start(folder / "pg")
    finally:
        embedded.stop(folder / "pg")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
async def template(socket: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Names of a migrated journal and key store, with empty read models, to clone."""
    names = ("template_journal", "template_keys")
    await _create(socket, dict.fromkeys(names, "template1"))
    where = embedded.addresses(socket, *names)
    await migrate(where)
    settings = Settings(home=tmp_path_factory.mktemp("template"))
    async with opened(settings, where) as installation:
        await installation.bring_up_to_date()
    return names


@asynccontextmanager
async def fresh(socket: str, template: tuple[str, str]) -> AsyncIterator[Addresses]:
    """A fresh journal and key store, while the block lasts."""
    number = next(_number)
    names = (f"journal_{number}", f"keys_{number}")
    await _create(socket, dict(zip(names, template, strict=True)))
    yield embedded.addresses(socket, *names)
    await _run(socket, *(f"drop database {name} with (force)" for name in names))


@pytest.fixture
async def where(socket: str, template: tuple[str, str]) -> AsyncIterator[Addresses]:
    """A fresh journal and key store."""
    async with fresh(socket, template) as it:
        yield it


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """Settings with a folder of their own for the master key and the ledger."""
    return Settings(home=tmp_path)


@pytest.fixture
async def installation(home: Settings, where: Addresses) -> AsyncIterator[Installation]:
    """An opened installation with one empty fictitious territory, 93014."""
    async with AsyncExitStack() as stack:
        it = await stack.enter_async_context(opened(home, where))
        await it.writers.execute(log_statements["create_territory"], TERRITORY, uuid4(), True)
        yield it


async def _create(socket: str, templates: dict[str, str]) -> None:
    await _run(
        socket,
        *(f"create database {name} template {model}" for name, model in templates.items()),
    )


async def _run(socket: str, *statements: str) -> None:
    admin = await asyncpg.connect(embedded.addresses(socket, "postgres").admin)
    try:
        for statement in statements:
            await admin.execute(statement)
    finally:
        await admin.close()
