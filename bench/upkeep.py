"""What an operator waits for: rebuilding the read models, verifying the log."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from api.installation import Installation, opened
from bench.histories import TERRITORY, kept
from bench.place import Place
from bench.scenes import Scale, Sides
from bench.timing import Spent
from store.rebuild import rebuild
from store.verify import verify

_TEMPLATE = "referrals"


class Laps:
    """The time of each batch of events, and how many events there were, read so often."""

    def __init__(self, often: int = 1) -> None:
        self._often = often
        self._begun = self._last = time.perf_counter()
        self._each: list[float] = []
        self._events = 0

    def take(self, events: int) -> None:
        before, self._last = self._last, time.perf_counter()
        self._each.append(self._last - before)
        self._events += events

    @property
    def spent(self) -> Spent:
        return Spent(self._each, time.perf_counter() - self._begun, self._events // self._often)


@asynccontextmanager
async def upkeep(place: Place, scale: Scale) -> AsyncIterator[Sides]:
    """Over the referrals of the other lines. The times are those of batches of 2,000."""
    await kept(place, _TEMPLATE, scale.referrals)
    async with opened(place.settings, place.addresses(_TEMPLATE)) as installation:
        yield {
            "rebuild": partial(_rebuild, installation),
            "verify": partial(_verify, installation),
        }
    await place.drop(_TEMPLATE)


async def _rebuild(installation: Installation, _: float) -> Spent:
    """Each read model folds the whole log; an event counts once."""
    laps = Laps(len(installation.projections))
    for projection in installation.projections:
        await rebuild(installation.rebuilders, projection, laps.take)
    return laps.spent


async def _verify(installation: Installation, _: float) -> Spent:
    laps = Laps()
    async with (
        installation.readers.acquire() as db,
        db.transaction(isolation="repeatable_read"),
    ):
        verdict = await verify(db, TERRITORY, laps.take)
    assert not verdict.faults
    return laps.spent
