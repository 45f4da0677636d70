"""The command in its environment, run in a shell that stays, or by itself."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from api.desk import Desk
from api.settings import Settings
from domain.agent import Agent
from domain.values import AgentId
from store.embedded import Addresses
from tests.api.conftest import CCAS

ROOT = Path(__file__).parents[3]
CANARY = "Zoé-Canari"


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Maillage:
    """The command, in the environment of an installation.

    Called, it runs in the session's shell, which has imported everything once; started,
    in a process of its own.
    """

    def __init__(
        self, shell: asyncio.subprocess.Process, settings: Settings, where: Addresses | None
    ) -> None:
        self._shell = shell
        self.environment = os.environ | {
            "MAILLAGE_HOME": str(settings.home), "NO_COLOR": "1", "PYTHONWARNINGS": "error",
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        if where is not None:
            names = ("ADMIN", "DATABASE", "ADMIN_KEYS", "KEYS")
            urls = zip(names, where, strict=True)
            self.environment |= {f"MAILLAGE_{name}_URL": url for name, url in urls}

    async def __call__(self, *arguments: str, **more: str) -> Ran:
        asked = {"arguments": arguments, "environment": self.environment | more}
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(json.dumps(asked).encode() + b"\n")
        return Ran(*json.loads(await self._shell.stdout.readline()))

    async def each(self, *lines: tuple[str, ...]) -> list[Ran]:
        return [await self(*line) for line in lines]

    def at(self, settings: Settings, where: Addresses | None) -> "Maillage":
        return Maillage(self._shell, settings, where)

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "api.cli", *arguments, env=self.environment,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def by_itself(self, *arguments: str) -> Ran:
        process = await self.start(*arguments)
        out, err = await process.communicate()
        assert process.returncode is not None
        return Ran(process.returncode, out.decode(), err.decode())


@pytest.fixture(scope="session")
async def shell() -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.api.cli.shell", env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**24,
    )  # fmt: skip
    yield process
    assert process.stdin is not None
    process.stdin.close()
    await process.wait()


@pytest.fixture
def maillage(shell: asyncio.subprocess.Process, home: Settings, where: Addresses) -> Maillage:
    return Maillage(shell, home, where)


class Served(NamedTuple):
    """A server process, and where it listens."""

    process: asyncio.subprocess.Process
    url: str


@pytest.fixture
async def served(maillage: Maillage) -> AsyncIterator[Served]:
    """``maillage serve`` on these databases; ended with the test, if it still runs."""
    process = await maillage.start("serve", "--port", "0", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    logs = asyncio.create_task(process.stderr.read())  # a full pipe would stop it
    try:
        yield Served(process, json.loads(await process.stdout.readuntil(b"}\n"))["url"])
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await logs


@pytest.fixture
def var() -> Iterator[Path]:
    """A folder that the embedded server can enter, as another user if need be."""
    folder = Path(tempfile.mkdtemp(prefix="maillage-var-"))
    yield folder / "var"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def camille(administrator: Desk) -> AgentId:
    """An agent of the CCAS."""
    agent = AgentId(uuid4())
    facts = {"name": "Camille Fictif", "function": "social-worker", "partner": CCAS}
    await administrator.begin(Agent, agent, **facts)
    await administrator.change(Agent, agent, Agent.grant_role, role="social-worker")
    return agent
