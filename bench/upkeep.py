"""What an operator waits for: rebuilding the read models, verifying the log."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from hashlib import sha256

from api.installation import Installation, opened
from bench import runner
from bench.apart import rebuilt
from bench.grown import grown
from bench.histories import TERRITORY, kept
from bench.library import kept_by_library
from bench.place import Place
from bench.scenes import Scale, Sides
from bench.timing import Laps, Spent
from store.statements import Statements
from store.verify import verify

_sql = Statements(__file__)
_LIBRARY, _MODEL = "library", "referrals"


@asynccontextmanager
async def upkeep(place: Place, scale: Scale) -> AsyncIterator[Sides]:
    """A log and one of a tenth of its length; the library's facts are those of referrals."""
    short, long = await grown(place, scale.referrals // 10, [scale.events // 10, scale.events])
    await place.run(f"create database {_LIBRARY}")
    with kept_by_library(place, _LIBRARY) as library:
        library.keep(await kept(place, _MODEL, scale.referrals))
    async with opened(place.settings, place.addresses(long.database)) as installation:
        yield {
            "ours": partial(rebuilt, place, long.database),
            "a tenth": partial(rebuilt, place, short.database),
            "eventsourcing": partial(runner.run, place, _LIBRARY),
            "verify": partial(_verify, installation),
            "plain": partial(_plain, installation, long.events),
        }
    await place.run(f"drop database {_LIBRARY} with (force)")
    for name in (short.database, long.database, _MODEL):
        await place.drop(name)


async def _verify(installation: Installation, _: float) -> Spent:
    """The whole log, in batches of 2,000."""
    laps = Laps()
    async with (
        installation.readers.acquire() as db,
        db.transaction(isolation="repeatable_read"),
    ):
        await db.execute("set local statement_timeout = 0")
        verdict = await verify(db, TERRITORY, laps.take)
    assert not verdict.faults
    return laps.spent


async def _plain(installation: Installation, events: int, _: float) -> Spent:
    """SHA-256 of the same bytes, as they come: every column of the log, and nothing else."""
    laps, whole = Laps(), sha256()

    async def hash_chunk(chunk: bytes) -> None:
        whole.update(chunk)
        laps.take(0)

    async with installation.readers.acquire() as db, db.transaction():
        await db.execute("set local statement_timeout = 0")
        await db.copy_from_query(_sql["all"], output=hash_chunk, format="binary")
    laps.take(events)
    return laps.spent
