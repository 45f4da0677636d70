"""Durable appends: so many writers, one inline projection, against rows inserted one by one."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from bench import pgbench
from bench.latest import LATEST
from bench.library import THREADS, Recording, kept_by_library
from bench.place import Place
from bench.scenes import Scale, Scene, Sides
from bench.timing import Spent, drive_threads
from bench.writers import TERRITORY, writing
from store.log import statements as log_statements
from store.pools import pool
from store.rebuild import rebuild
from store.uuid7 import uuid7


def alone(writers: int) -> Scene:
    """Ours and pgbench's, with as many writers."""

    @asynccontextmanager
    async def scene(place: Place, _: Scale) -> AsyncIterator[Sides]:
        url = await _journal(place, "append")
        await pgbench.prepare(place, "rows")
        async with writing(url) as write:
            yield {
                "ours": partial(write, writers),
                "pgbench": partial(pgbench.insert, place, "rows", writers),
            }
        await _drop(place)

    return scene


@asynccontextmanager
async def crowd(place: Place, _: Scale) -> AsyncIterator[Sides]:
    """32 writers: ours in one process and in two, pgbench's, the library's recorder."""
    url = await _journal(place, "append")
    await pgbench.prepare(place, "rows")
    await place.run("create database recorded")
    async with writing(url) as write:
        with kept_by_library(place, "recorded") as library:
            yield {
                "ours": partial(write, THREADS),
                "two processes": partial(_in_two, url, THREADS),
                "pgbench": partial(pgbench.insert, place, "rows", THREADS),
                "eventsourcing": partial(_threads, Recording(library).record),
            }
    await place.run("drop database recorded with (force)")
    await _drop(place)


async def _threads(act: Callable[[], object], seconds: float) -> Spent:
    return await drive_threads(act, THREADS, seconds)


async def _in_two(url: str, writers: int, seconds: float) -> Spent:
    """As many writers in two processes, that start together once both are ready."""
    command = (sys.executable, "-m", "bench.writers", url, str(writers // 2), str(seconds))
    pipe = asyncio.subprocess.PIPE
    both = [
        await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=2**26)
        for _ in range(2)
    ]
    for process in both:
        assert process.stdout is not None
        await process.stdout.readline()
    told = await asyncio.gather(*(process.communicate(b"\n") for process in both))
    spent = [Spent(**json.loads(said)) for said, _ in told]
    return Spent([time for one in spent for time in one.each], max(one.total for one in spent))


async def _journal(place: Place, database: str) -> str:
    """The address of an empty journal with the one projection."""
    where = await place.create(database)
    async with await pool(where.journal, "maillage_rebuilder", ("maillage",)) as rebuilders:
        await rebuild(rebuilders, [LATEST])
    async with await pool(where.journal, "maillage_writer", ("maillage",)) as writers:
        await writers.execute(log_statements["create_territory"], TERRITORY, uuid7(), True)
    return where.journal


async def _drop(place: Place) -> None:
    await place.drop("append")
    await place.run("drop database rows with (force)")
