"""A read model that follows the log loses nothing and doubles nothing, whatever happens."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

import store.follow
from api.installation import Installation
from domain.agent import Agent
from domain.values import AgentId, PartnerId
from projections import FOLLOWERS
from store.embedded import Addresses
from store.follow import build, follow, unfollowed
from store.log import Log
from store.uuid7 import uuid7
from tests.store.acts import begins, join, joined, note, open_case, question, refer, register
from tests.store.conftest import Databases, territory

JOURNAL = FOLLOWERS[0]
TABLES = ("lines", "line_themes", "acting", "spoken_of")
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
async def here(apart: Installation) -> Log:
    """A journal in databases of its own: a swap is for all territories."""
    return await territory(apart)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.follow, "_BATCH", 3)


def enrol(stream: UUID) -> Any:
    def make() -> Agent:
        partner = PartnerId(uuid4())
        return Agent(id=AgentId(stream), name="Ana", function="reception", partner=partner)

    return begins(Agent, stream, make)


async def lived(log: Log) -> None:
    """Seven facts: a person, a case with a note, a referral with a question, two others."""
    case, referral = uuid7(), uuid7()
    for ask in (
        register(uuid7()), open_case(case), note(case), refer(referral, case),
        question(referral), enrol(uuid7()), join(uuid7()),
    ):  # fmt: skip
        await log.command(ask)


async def kept(it: Installation, log: Log) -> Rows:
    """What the read model holds of that territory."""
    return {
        table: [
            tuple(row)
            for row in await it.readers.fetch(
                f"select * from journal.{table} where territory = $1 order by 1, 2, 3",
                log.territory,
            )
        ]
        for table in TABLES
    }


async def ensure_whole(it: Installation, log: Log) -> None:
    """One line for each fact, and all as a fresh rebuild would have it."""
    head = await it.head(log.territory)
    assert head is not None
    followed = await kept(it, log)
    assert list(range(1, head["position"] + 1)) == [row[1] for row in followed["lines"]]
    await build(it.rebuilders, JOURNAL)
    assert followed == await kept(it, log)


async def test_following_in_batches_is_the_same_as_building_anew(
    apart: Installation, here: Log
) -> None:
    for _ in range(3):
        await lived(here)
        assert await follow(apart.writers, JOURNAL, here.territory) == 7
    assert await follow(apart.writers, JOURNAL, here.territory) == 0
    await ensure_whole(apart, here)


async def test_a_referrals_facts_bear_its_themes_and_an_agents_their_function(
    apart: Installation, here: Log
) -> None:
    await lived(here)
    agent, partner = uuid7(), uuid7()
    await here.command(enrol(agent))
    ask = join(partner)
    await here.command(replace(ask, why=replace(ask.why, actor=str(agent))))
    await follow(apart.writers, JOURNAL, here.territory)
    rows = await kept(apart, here)

    assert {4, 5} == {row[2] for row in rows["line_themes"]}
    assert {"reception"} == {row[8] for row in rows["lines"] if row[6] == str(agent)}


async def test_two_that_follow_at_once_take_each_fact_once(
    apart: Installation, here: Log
) -> None:
    for _ in range(4):
        await lived(here)
    each = await asyncio.gather(
        *(follow(apart.writers, JOURNAL, here.territory) for _ in range(4))
    )
    assert sum(each) == 28
    await ensure_whole(apart, here)


async def test_a_batch_that_breaks_leaves_nothing_and_is_taken_again(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lived(here)
    take, broken = store.follow._take, 0

    async def breaking(*arguments: Any) -> None:
        nonlocal broken
        await take(*arguments)
        broken += 1
        if broken in (2, 3):
            raise asyncpg.ConnectionDoesNotExistError

    monkeypatch.setattr(store.follow, "_take", breaking)
    for _ in range(2):
        with pytest.raises(asyncpg.ConnectionDoesNotExistError):
            await follow(apart.writers, JOURNAL, here.territory)
        assert 3 == len((await kept(apart, here))["lines"])
    assert 4 == await follow(apart.writers, JOURNAL, here.territory)
    await ensure_whole(apart, here)


@asynccontextmanager
async def following(
    home: Path, log: Log, where: Addresses
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another process that follows, killed at the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.follower", str(home), log.territory, *where,
        stdout=asyncio.subprocess.PIPE, env=os.environ,
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def test_processes_killed_while_they_follow_lose_and_double_nothing(
    apart: Installation, here: Log, databases: Databases, tmp_path: Path
) -> None:
    name = await apart.readers.fetchval("select current_database()")
    where = databases.where((name, name.replace("journal", "keys")))
    for _ in range(3):
        async with following(tmp_path, here, where), following(tmp_path, here, where):
            await asyncio.gather(*(lived(here) for _ in range(4)))
    await follow(apart.writers, JOURNAL, here.territory)
    await ensure_whole(apart, here)


async def test_a_rebuild_while_others_append_and_follow_is_swapped_in_whole(
    apart: Installation, here: Log
) -> None:
    async def live() -> None:
        for _ in range(5):
            await lived(here)
            await follow(apart.writers, JOURNAL, here.territory)

    await asyncio.gather(live(), build(apart.rebuilders, JOURNAL))
    await follow(apart.writers, JOURNAL, here.territory)
    await ensure_whole(apart, here)


async def test_appends_go_on_whatever_code_keeps_a_read_model_that_follows(
    apart: Installation, here: Log
) -> None:
    await joined(here)
    newer = replace(JOURNAL, code_sha="newer")
    await build(apart.rebuilders, newer)
    await joined(here)

    assert 0 == await follow(apart.writers, JOURNAL, here.territory), "it is not ours to keep"
    assert 1 == await follow(apart.writers, newer, here.territory)
    async with apart.readers.acquire() as db:
        assert [JOURNAL] == await unfollowed(db, [JOURNAL])
    assert ["other-code"] == await apart.faults()
    assert ["journal"] == await apart.bring_up_to_date()
    assert [] == await apart.faults()


async def test_a_swap_that_a_reader_holds_up_is_tried_again(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    await joined(here)
    tries, swap = [], store.follow._swap

    async def counted(*arguments: Any) -> int:
        tries.append(1)
        return await swap(*arguments)

    monkeypatch.setattr(store.follow, "_swap", counted)
    monkeypatch.setattr(store.follow, "_PATIENCE", "20ms")
    async with apart.readers.acquire() as reader, reader.transaction():
        await reader.fetch("select from journal.lines")
        task = asyncio.create_task(build(apart.rebuilders, JOURNAL))
        while len(tries) < 2:
            await joined(here)
    await task
    await follow(apart.writers, JOURNAL, here.territory)
    await ensure_whole(apart, here)


async def test_a_swap_that_never_gets_its_lock_leaves_the_live_model(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> int:
        raise asyncpg.LockNotAvailableError

    await joined(here)
    monkeypatch.setattr(store.follow, "_swap", refused)
    monkeypatch.setattr(store.follow, "_TRIES", 2)
    with pytest.raises(TimeoutError, match="journal"):
        await build(apart.rebuilders, JOURNAL)
    monkeypatch.undo()
    assert 1 == await follow(apart.writers, JOURNAL, here.territory)
    await ensure_whole(apart, here)
