"""kill -9 between a fact and what follows from it: nothing lost, nothing done twice."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from api import worker
from api.desk import Desk
from api.installation import Installation, opened
from api.settings import Settings
from api.worker import round_of
from domain.alert import Alert
from domain.watch_session import WatchSession
from store.embedded import Addresses
from tests.api.following import under_another_name
from tests.api.sessions import animating, convened, followed, pledged, put, raised
from tests.conftest import TERRITORY
from tests.store.elsewhere import ROOT

KILLS = 8


@dataclass
class Worker:
    """A worker in a process of its own, started and killed at will."""

    process: asyncio.subprocess.Process

    async def start(self, how: str = "go") -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{how}\n".encode())
        pid = int((await self._line()).split()[1])
        assert await self._line() == "open"
        return pid

    async def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        while not (await self._line()).startswith("gone"):
            pass

    async def _line(self) -> str:
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), 30)
        assert line, "the worker has failed: see errors beside it"
        return line.decode().strip()


@pytest.fixture
async def victim(home: Settings, where: Addresses, tmp_path: Path) -> AsyncIterator[Worker]:
    with (tmp_path / "errors").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.api.following", str(home.home), where.journal,
            where.keys, TERRITORY, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors,
            start_new_session=True,
        )  # fmt: skip
    yield Worker(process)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.communicate()


async def consequences(desk: Desk) -> Counter[str]:
    """How many facts of each kind the journal holds."""
    rows = await desk.installation.readers.fetch(
        "select kind, count(*) from events where territory = $1 group by kind", TERRITORY
    )
    return Counter({row["kind"]: row["count"] for row in rows})


async def told_again(desk: Desk) -> None:
    """All facts, told to the processes once more."""
    await desk.installation.writers.execute(worker._sql["advance"], TERRITORY, "processes", 0)
    await followed(desk)


async def promises(desk: Desk, victim: Worker, how: str) -> int:
    """Items and promises, while the worker that follows them is killed time and again."""
    chance = random.Random(11)
    session = await convened(desk)
    for number in range(1, KILLS + 1):
        pid = await victim.start(how)
        alert = await raised(desk)
        await put(desk, session, alert)
        await pledged(desk, session, alert, number)
        await asyncio.sleep(chance.uniform(0, 0.2))
        await victim.kill(pid)
    await followed(desk)
    return KILLS


def ensure_each_once(facts: Counter[str], promised: int) -> None:
    for kind in (
        "WatchSession.FollowUpAccepted", "Commitment.Undertaken", "WatchSession.FollowUpLedTo",
        "WatchSession.ItemAdded", "Alert.PutOnAgenda",
    ):  # fmt: skip
        assert facts[kind] == promised, (kind, facts)


async def test_a_killed_worker_loses_no_promise_and_makes_none_twice(
    administrator: Desk, victim: Worker
) -> None:
    promised = await promises(administrator, victim, "go")

    ensure_each_once(await consequences(administrator), promised)


async def test_a_worker_that_notes_a_fact_before_it_has_acted_is_noticed(
    administrator: Desk, victim: Worker
) -> None:
    promised = await promises(administrator, victim, "hasty")

    with pytest.raises(AssertionError):
        ensure_each_once(await consequences(administrator), promised)


async def test_what_is_told_twice_is_done_once(administrator: Desk) -> None:
    session, alert = await convened(administrator), await raised(administrator)
    await put(administrator, session, alert)
    await pledged(administrator, session, alert, 1)
    await followed(administrator)
    before = await consequences(administrator)
    ensure_each_once(before, 1)
    for _ in range(2):
        await told_again(administrator)

    assert before == await consequences(administrator)


async def test_a_worker_that_names_anew_what_follows_is_noticed(
    administrator: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, alert = await convened(administrator), await raised(administrator)
    await put(administrator, session, alert)
    await pledged(administrator, session, alert, 1)
    monkeypatch.setattr(worker, "_carry_out", under_another_name)
    await followed(administrator)
    await told_again(administrator)

    with pytest.raises(AssertionError):
        ensure_each_once(await consequences(administrator), 1)


async def test_what_two_workers_follow_is_done_once(
    administrator: Desk, installation: Installation, home: Settings, where: Addresses
) -> None:
    session = await convened(administrator)
    async with opened(home, where) as other:
        for number in range(1, 6):
            alert = await raised(administrator)
            await put(administrator, session, alert)
            await pledged(administrator, session, alert, number)
            await asyncio.gather(
                *(round_of(each, TERRITORY) for each in (installation, other, installation))
            )
        await followed(administrator)

    ensure_each_once(await consequences(administrator), 5)


async def test_a_removed_item_gives_its_alert_back_and_an_alert_that_leaves_takes_it_off(
    administrator: Desk,
) -> None:
    session = await convened(administrator)
    one, other = await raised(administrator), await raised(administrator)
    for alert in (one, other):
        await put(administrator, session, alert)
    await followed(administrator)
    animator = animating(administrator)
    await animator.change(
        WatchSession, session, WatchSession.remove_item, alert=one, reason="not-reached"
    )
    await animator.change(
        Alert, other, Alert.resolve, by=animator.partner, outcome="taken-up",
        conclusion="Réglée depuis.",
    )  # fmt: skip
    await followed(administrator)

    assert await _session_of(administrator, one) is None
    it = await administrator.log.load(WatchSession, session)
    assert it is not None
    assert it.items == {}


async def test_a_cancelled_session_gives_all_its_alerts_back(administrator: Desk) -> None:
    session = await convened(administrator)
    alerts = [await raised(administrator) for _ in range(3)]
    for alert in alerts:
        await put(administrator, session, alert)
    await followed(administrator)
    assert {session} == {await _session_of(administrator, alert) for alert in alerts}
    await animating(administrator).change(
        WatchSession, session, WatchSession.cancel, reason="too-few"
    )
    await followed(administrator)

    assert {None} == {await _session_of(administrator, alert) for alert in alerts}


async def _session_of(desk: Desk, alert: UUID) -> UUID | None:
    it = await desk.log.load(Alert, alert)
    assert it is not None
    return it.session
