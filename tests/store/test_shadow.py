"""A rebuild: one pass, two batches in memory, tables that are cheap until they are read."""

import asyncio
import gc
from typing import Any

import pytest
from asyncpg import Connection, Pool, Record

import store.rebuild
from api.installation import Installation
from projections import PROJECTIONS
from store.facts import Fact
from store.log import Log
from store.pools import Db
from store.rebuild import Rebuild, rebuild
from store.shadow import Shadow
from store.waves import Projection, Waves
from tests.store.acts import joined
from tests.store.conftest import Databases, territory

TABLES = """
select c.relname, c.relkind, c.relpersistence, c.reloptions,
    replace(pg_get_indexdef(c.oid), $1 || '.', '')
from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'i')
order by c.relname
"""


@pytest.fixture
async def here(apart: Installation) -> Log:
    """A journal in databases of its own: a swap is for all territories."""
    return await territory(apart)


async def tables(db: Any, schema: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await db.fetch(TABLES, schema)]


async def as_said(admin: Connection, projection: Projection) -> list[tuple[Any, ...]]:
    """The tables and indexes that the projection's own statement makes."""
    async with admin.transaction():
        await admin.execute("create schema said; set local search_path = said, maillage")
        await admin.execute(projection.statements["schema"])
        found = await tables(admin, "said")
        await admin.execute("drop schema said cascade")
    return found


async def a_table_of(db: Db | Pool, projection: Projection) -> str:
    """One of its tables, by name."""
    return str(await db.fetchval(
        "select min(format('%I.%I', schemaname, tablename)) from pg_tables"
        " where schemaname = $1", projection.name,
    ))  # fmt: skip


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.name)
async def test_a_rebuilt_table_is_as_its_own_statement_says(
    apart: Installation, here: Log, databases: Databases, projection: Projection
) -> None:
    await joined(here)
    await rebuild(apart.rebuilders, [projection])
    name = await apart.readers.fetchval("select current_database()")
    async with databases.administering(name) as admin:
        assert await as_said(admin, projection) == await tables(admin, projection.name)


async def test_a_shadow_has_no_log_and_no_secondary_index_until_it_is_finished(
    apart: Installation,
) -> None:
    added = 0
    for projection in PROJECTIONS:
        shadow = Shadow(projection)
        async with apart.rebuilders.acquire() as db:
            await shadow.lay(db)
            laid = await tables(db, shadow.schema)
            await shadow.finish(db)
            finished = await tables(db, shadow.schema)
            await db.execute("reset search_path")
        assert {b"u"} == {kept for _, _, kept, *_ in laid}
        assert {b"p"} == {kept for _, _, kept, *_ in finished}
        assert len(laid) <= len(finished)
        added += len(finished) - len(laid)
    assert added


async def test_all_read_models_are_built_in_one_pass_and_swapped_in_together(
    apart: Installation, here: Log
) -> None:
    for _ in range(3):
        await joined(here)
    told: list[int] = []
    before = await rebuild(apart.rebuilders, PROJECTIONS)
    after = await rebuild(apart.rebuilders, PROJECTIONS, told.append)

    assert [n + 1 for n in before] == after
    assert [3] == told


async def test_a_reader_that_crosses_the_swap_reads_on_and_the_swap_tries_again(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has one read model and asks for another, that the swap has: the swap gives way."""
    tries, swap = list[int](), Rebuild.swap

    async def counted(self: Rebuild, reached: dict[str, int]) -> list[int]:
        tries.append(1)
        return await swap(self, reached)

    async def waiting() -> bool:
        blocked = (
            "select exists (select from pg_locks where not granted and mode like '%Excl%')"
        )
        return bool(await apart.writers.fetchval(blocked))

    await joined(here)
    monkeypatch.setattr(Rebuild, "swap", counted)
    first = await a_table_of(apart.readers, PROJECTIONS[0])
    async with apart.readers.acquire() as reader, reader.transaction():
        await reader.fetch(f"select from {await a_table_of(reader, PROJECTIONS[-1])}")
        task = asyncio.create_task(rebuild(apart.rebuilders, PROJECTIONS))
        while not await waiting():  # noqa: ASYNC110 - only the database knows
            await asyncio.sleep(0.01)
        await reader.fetch(f"select from {first}")
    await task
    assert 2 <= len(tries)


async def test_a_rebuild_holds_two_batches_of_facts_however_long_the_log_is(
    apart: Installation, here: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.rebuild, "_BATCH", 4)
    for length in (20, 60):
        while (await here_at(apart)) < length:
            await joined(here)
        held: list[int] = []
        gc.collect()
        gc.freeze()  # what other tests left is not what a rebuild holds
        try:
            await rebuild(apart.rebuilders, PROJECTIONS, lambda _: held.append(in_memory()))  # noqa: B023
        finally:
            gc.unfreeze()
        assert length / 4 == len(held)
        assert 0 < max(held) <= 2 * 4


async def here_at(installation: Installation) -> int:
    [head] = await installation.heads()
    position: int = head["position"]
    return position


def in_memory() -> int:
    """Rows of the log, facts, or changes that are alive just now: the most of the three."""
    alive = gc.get_objects()
    rows = sum(isinstance(each, Record) and "data" in each for each in alive)
    facts = sum(isinstance(each, Fact) for each in alive)
    waves = [wave for each in alive if isinstance(each, Waves) for wave in each._waves]
    return max(rows, facts, sum(len(rows) for wave in waves for rows in wave.values()))
