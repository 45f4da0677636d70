"""A year of the demonstration: how fast it is played, and what is read of it when long.

The long journal is the year that was played and copies of all in it that has ended: what
waits, and what the watch cell has before it, is the same in both.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

from api.access import Access
from api.demo.year.plan import cast_of_year
from api.demo.year.play import play_year
from api.demo.year.told import Told
from api.demo.year.troupe import AUBELUNE
from api.installation import Installation, opened
from bench.multiplied import multiplied
from bench.pages import read
from bench.place import Place
from bench.scenes import Scale, Sides
from bench.timing import Spent
from domain.policies import Asker
from store.rebuild import rebuild
from store.statements import Statements

_sql = Statements(__file__)
WANTED = 2_000
"""Events a second, end to end."""
PAGES = {"watch board": ("/veille", "ville-1"), "inbox": ("/a-traiter", "ccas-1")}
"""What is read, and the key of the agent who reads it."""
_EMPTY, _PLAYED, _SHORT, _LONG = "year_empty", "year_now", "year_short", "year_long"
_TOLD, _SINCE = Told(1, 365, 0.6), timedelta(days=420)
_LIFE = timedelta(hours=2)


@asynccontextmanager
async def playing(place: Place, _: Scale) -> AsyncIterator[Sides]:
    """So many days of the year at scale 1, each time in an empty journal."""
    where = await place.create(_EMPTY)
    async with opened(place.settings, where) as installation:
        await installation.bring_up_to_date()
    yield {"ours": partial(_play, place), "wanted": _wanted}
    for name in (_EMPTY, _PLAYED):
        await place.drop(name)


@asynccontextmanager
async def reading(place: Place, scale: Scale) -> AsyncIterator[Sides]:
    """One reader of each page, one worker process."""
    tokens = await _grown(place, scale.events)
    yield {
        f"{what}, {length}": partial(read, place, database, path, tokens[who])
        for what, (path, who) in PAGES.items()
        for length, database in (("short", _SHORT), ("long", _LONG))
    }
    for name in (_SHORT, _LONG):
        await place.drop(name)


async def _play(place: Place, seconds: float) -> Spent:
    """A month of it for each second."""
    where = await place.copy(_PLAYED, _EMPTY)
    async with opened(place.settings, where) as installation:
        begun = datetime.now(UTC)
        today = begun.date()
        await _told(installation, Told(1, round(30 * seconds), 1.0), today)
        total = (datetime.now(UTC) - begun).total_seconds()
        head = await installation.head(AUBELUNE)
        assert head is not None
    return Spent([total], total, head["position"])


async def _wanted(_: float) -> Spent:
    """The target as a side of its own."""
    return Spent([1 / WANTED], 1.0, WANTED)


async def _told(installation: Installation, told: Told, today: date) -> None:
    async def noting(*_: object) -> None:
        """Nothing beside the facts."""

    def shown(*_: object) -> partial[None]:
        return partial(_nothing)

    await play_year(installation, told.extent(today), None, noting, shown)


def _nothing(*_: object) -> None:
    """Nobody watches."""


async def _grown(place: Place, events: int) -> dict[str, str]:
    """The two journals; a token of each reader, by the key of the agent."""
    where = await place.create(_SHORT)
    async with opened(place.settings, where) as installation:
        await installation.bring_up_to_date()
        await _told(installation, _TOLD, (datetime.now(UTC) - _SINCE).date())
        tokens = {who: await _token(installation, who) for _, who in PAGES.values()}
        apart = await _open(installation)
    where = await place.copy(_LONG, _SHORT)
    until = datetime.now(UTC) - timedelta(days=60)
    await multiplied(where, AUBELUNE, events, until, apart)
    async with opened(place.settings, where) as installation:
        await rebuild(installation.rebuilders, installation.projections)
    for name in (_SHORT, _LONG):
        await place.run("vacuum analyze", database=name)
    return tokens


async def _open(installation: Installation) -> Collection[UUID]:
    """Cases, alerts and sessions of which something is still open."""
    rows = await installation.readers.fetch(_sql["open"], AUBELUNE)
    return {row["id"] for row in rows}


async def _token(installation: Installation, who: str) -> str:
    [part] = [each for each in cast_of_year(_TOLD.seed).agents if each.key == who]
    access = Access(installation.readers, installation.writers)
    asker = Asker(part.agent(AUBELUNE), part.works_for(AUBELUNE), part.roles[0], AUBELUNE)
    return await access.grant(asker, "bench", _LIFE)
