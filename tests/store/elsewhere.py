"""Another process of the application: ``python -m tests.store.elsewhere HOME JOURNAL KEYS``.

Reads commands as JSON lines, ``{"territory", "do", "stream"}``, where ``do`` is one of
``acts``; answers each with its receipt's version or the name of its error.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from api.installation import Installation, opened
from api.settings import Settings
from store.embedded import Addresses
from store.log import Ask
from store.pools import Db
from store.receipts import Receipt
from tests.store import acts
from tests.store.processes import state

ROOT = Path(__file__).parents[2]


class Elsewhere:
    """The process as its starter sees it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process, self.pid = process, process.pid

    async def ask(self, territory: str, do: str, stream: UUID) -> str:
        """What it answers: a version, or the name of an error."""
        self.send(territory, do, stream)
        return await self.answer()

    def send(self, territory: str, do: str, stream: UUID) -> None:
        assert self._process.stdin is not None
        line = json.dumps({"territory": territory, "do": do, "stream": str(stream)})
        self._process.stdin.write(f"{line}\n".encode())

    async def answer(self) -> str:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), timeout=20)
        return line.decode().strip()

    def stopped(self) -> bool:
        """Whether it is stopped (SIGSTOP), as the kernel says."""
        return state(self.pid) == "T"


@asynccontextmanager
async def elsewhere(home: Path, where: Addresses) -> AsyncIterator[Elsewhere]:
    """Start it; kill it at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(home), where.journal, where.keys, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield Elsewhere(process)
    finally:
        process.kill()
        await process.wait()


def stopping(ask: Ask[Any]) -> Ask[Any]:
    """The command that stops its own process once, between the head lock and COMMIT."""
    times = iter([signal.SIGSTOP])

    async def stop(_db: Db, _receipt: Receipt) -> None:
        for signum in times:
            os.kill(os.getpid(), signum)

    return replace(ask, also=stop)


async def _answer(installation: Installation, said: dict[str, str]) -> None:
    print(await _done(installation, said), flush=True)  # noqa: T201 - the answer


async def _done(installation: Installation, said: dict[str, str]) -> str:
    name, _, stops = said["do"].partition(" ")
    ask = getattr(acts, name)(UUID(said["stream"]))
    log = installation.log(said["territory"])
    try:
        receipt: Receipt = await log.command(stopping(ask) if stops else ask)
    except Exception as error:  # noqa: BLE001 - its name is the answer
        return type(error).__name__
    return str(receipt.version)


async def main(home: str, journal: str, keys: str) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    where = Addresses(journal, journal, keys, keys)
    async with (
        opened(Settings(home=Path(home)), where) as installation,
        asyncio.TaskGroup() as tasks,
    ):
        while line := await asyncio.to_thread(sys.stdin.readline):
            tasks.create_task(_answer(installation, json.loads(line)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
