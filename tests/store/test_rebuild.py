"""A read model is built beside the live one, and swapped in between two appends."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

import store.rebuild
from api.installation import Installation
from projections import PROJECTIONS
from store.log import Log
from store.rebuild import Rebuild, outdated, rebuild
from store.refusals import OtherCode
from store.uuid7 import uuid7
from tests.store.acts import events, join, joined
from tests.store.batches import until
from tests.store.conftest import Databases, territory

[DIRECTORY] = [each for each in PROJECTIONS if each.name == "directory"]


@pytest.fixture
async def here(apart: Installation) -> Log:
    """A journal in databases of its own: a swap is for all territories."""
    return await territory(apart)


async def partners(it: Installation) -> int:
    count: int = await it.readers.fetchval("select count(*) from directory.partners")
    return count


async def test_a_rebuild_is_a_new_generation_with_the_same_rows(
    apart: Installation, here: Log
) -> None:
    for _ in range(5):
        await joined(here)
    told: list[int] = []
    [one] = await rebuild(apart.rebuilders, [DIRECTORY], told.append)
    [two] = await rebuild(apart.rebuilders, [DIRECTORY])
    assert (one + 1, [5], 5) == (two, told, await partners(apart))
    await joined(here)
    assert await partners(apart) == 6, "the swapped tables are written and read"


async def test_it_folds_in_batches_over_all_territories(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.rebuild, "_BATCH", 2)
    other = await territory(apart)
    for log in (here, here, here, other):
        await joined(log)
    told: list[int] = []
    await rebuild(apart.rebuilders, [DIRECTORY], told.append)
    assert ([1, 1, 2], 4) == (sorted(told), await partners(apart))


async def test_what_a_broken_rebuild_left_is_in_nobodys_way(
    apart: Installation, here: Log, databases: Databases
) -> None:
    await joined(here)
    name = await apart.readers.fetchval("select current_database()")
    async with databases.administering(name) as admin:
        await admin.execute("create schema directory_next authorization maillage_rebuilder")
        await admin.execute("create table directory_next.leftover (a int)")
    await rebuild(apart.rebuilders, [DIRECTORY])
    assert await partners(apart) == 1


async def test_two_rebuilds_of_one_read_model_wait_for_each_other(
    apart: Installation, here: Log
) -> None:
    await joined(here)
    [one], [two] = await asyncio.gather(
        *(rebuild(apart.rebuilders, [DIRECTORY]) for _ in range(2))
    )
    assert abs(one - two) == 1
    assert await partners(apart) == 1


async def test_a_swap_that_cannot_get_its_lock_tries_again_and_loses_nothing(
    apart: Installation, here: Log, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, swap = list[int](), Rebuild.swap

    async def counted(self: Rebuild, reached: dict[str, int]) -> list[int]:
        tries.append(sum(reached.values()))
        return await swap(self, reached)

    monkeypatch.setattr(Rebuild, "swap", counted)
    monkeypatch.setattr(store.rebuild, "_PATIENCE", "20ms")
    name = await apart.readers.fetchval("select current_database()")
    async with databases.administering(name) as admin, admin.transaction():
        await admin.execute(
            "select pg_advisory_xact_lock_shared(hashtext('maillage.projections'))"
        )
        task = asyncio.create_task(rebuild(apart.rebuilders, [DIRECTORY]))
        for seen in range(3):
            await until(lambda: tries and tries[-1] == seen)  # noqa: B023 - awaited here
            await joined(here)
    await task
    assert await partners(apart) == 3


async def test_a_swap_that_a_reader_stops_after_the_tail_applies_it_again(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries, swap = list[int](), Rebuild.swap

    async def late(self: Rebuild, reached: dict[str, int]) -> list[int]:
        await joined(here)
        tries.append(1)
        return await swap(self, reached)

    monkeypatch.setattr(Rebuild, "swap", late)
    monkeypatch.setattr(store.rebuild, "_PATIENCE", "20ms")
    async with apart.readers.acquire() as reader, reader.transaction():
        await reader.fetch("select from directory.partners")
        task = asyncio.create_task(rebuild(apart.rebuilders, [DIRECTORY]))
        await until(lambda: len(tries) == 2)
    await task
    assert await partners(apart) == len(tries) == len(await events(here))


async def test_a_swap_that_never_gets_its_lock_gives_up_and_leaves_the_live_model(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> list[int]:
        raise asyncpg.LockNotAvailableError

    await joined(here)
    monkeypatch.setattr(Rebuild, "swap", refused)
    monkeypatch.setattr(store.rebuild, "_TRIES", 3)
    with pytest.raises(TimeoutError, match="directory"):
        await rebuild(apart.rebuilders, [DIRECTORY])
    assert await partners(apart) == 1


async def test_code_that_is_not_registered_is_outdated(apart: Installation) -> None:
    newer = replace(DIRECTORY, code_sha="newer")
    async with apart.readers.acquire() as db:
        assert await outdated(db, list(PROJECTIONS)) == []
        assert await outdated(db, [newer]) == [newer]


async def test_the_swap_of_newer_code_stops_the_appends_of_the_older(
    apart: Installation, here: Log
) -> None:
    await joined(here)
    await rebuild(apart.rebuilders, [replace(DIRECTORY, code_sha="newer")])
    with pytest.raises(OtherCode):
        await here.command(join(uuid7()))
    assert await apart.faults() == ["other-code"]
    assert await apart.bring_up_to_date() == ["directory"]
    await joined(here)
