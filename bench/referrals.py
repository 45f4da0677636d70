"""Load, decide, append: a real referral with sealed text and all its read models."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial

from api.installation import opened
from bench.histories import TERRITORY, History, histories, kept, step
from bench.library import THREADS, Referrals, kept_by_library
from bench.place import Place
from bench.scenes import Scale, Sides
from bench.timing import NothingLeft, Spent, drive, drive_threads
from domain.referral import Referral
from store.log import Ask, Log

_TEMPLATE, _JOURNAL, _LIBRARY = "referrals", "referrals_now", "library"


@asynccontextmanager
async def hot(place: Place, _: Scale) -> AsyncIterator[Sides]:
    """32 callers on one referral."""
    [one] = await kept(place, _TEMPLATE, 1)
    async with _library(place) as library:
        yield {
            "ours": partial(_ours, place, lambda: itertools.repeat(one)),
            "eventsourcing": partial(_theirs_alone, library, one),
        }


@asynccontextmanager
async def cold(place: Place, scale: Scale) -> AsyncIterator[Sides]:
    """32 in flight over all referrals, none of them seen before by that process."""
    all_of_them = await kept(place, _TEMPLATE, scale.referrals)
    async with _library(place) as library:
        library.keep(all_of_them)
        left = itertools.cycle(all_of_them)
        yield {
            "ours": partial(_ours, place, lambda: iter(all_of_them)),
            "eventsourcing": partial(_theirs, library, left),
        }


async def _ours(place: Place, left: Callable[[], Iterator[History]], seconds: float) -> Spent:
    """In a copy of the journal as it was kept, with no state and no key in memory."""
    where = await place.copy(_JOURNAL, _TEMPLATE)
    async with opened(place.settings, where) as installation:
        act = partial(_act, installation.log(TERRITORY), left())
        return await drive([act] * THREADS, seconds)


async def _act(log: Log, left: Iterator[History]) -> None:
    history = next(left, None)
    if history is None:
        raise NothingLeft
    await log.command(Ask(Referral, history.referral, step, history.parties.why()))


async def _theirs(library: Referrals, left: Iterator[History], seconds: float) -> Spent:
    return await drive_threads(lambda: library.step(next(left).referral), THREADS, seconds)


async def _theirs_alone(library: Referrals, one: History, seconds: float) -> Spent:
    """On a new referral each time: its length is what makes it slow."""
    [fresh] = histories(1, one.parties)
    library.keep([fresh])
    return await drive_threads(lambda: library.step(fresh.referral), THREADS, seconds)


@asynccontextmanager
async def _library(place: Place) -> AsyncIterator[Referrals]:
    await place.run(f"create database {_LIBRARY}")
    with kept_by_library(place, _LIBRARY) as library:
        yield library
    await place.run(f"drop database {_LIBRARY} with (force)")
    for name in (_JOURNAL, _TEMPLATE):
        await place.drop(name)
