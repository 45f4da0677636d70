"""Closed loops: so many callers, each asking again as soon as it is answered."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

Act = Callable[[], Awaitable[object]]


class Timed(NamedTuple):
    """Acts per second, and the median and 99th percentile of their time in milliseconds.

    ``peak``: the most memory that the process held, in MB, where it was one of its own.
    """

    rate: float
    p50: float
    p99: float
    peak: float = 0.0


class NothingLeft(Exception):
    """An act has no more to do: its caller leaves."""


class Spent(NamedTuple):
    """The time of each act, in seconds, and of all together.

    ``acts``: how many there were, where not each has a time of its own.
    """

    each: list[float]
    total: float
    acts: int | None = None
    peak: float = 0.0

    @property
    def timed(self) -> Timed:
        ordered = sorted(self.each)
        if not ordered:
            raise ValueError("nothing was done: nothing to say of it")
        p50, p99 = (ordered[int(len(ordered) * part)] * 1_000 for part in (0.5, 0.99))
        return Timed((self.acts or len(ordered)) / self.total, p50, p99, self.peak)


class Laps:
    """The time of each batch of events, and how many events there were."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self._each: list[float] = []
        self._events = 0

    def take(self, events: int) -> None:
        before, self._last = self._last, time.perf_counter()
        self._each.append(self._last - before)
        self._events += events

    @property
    def spent(self) -> Spent:
        return Spent(self._each, time.perf_counter() - self._begun, self._events)


async def drive(acts: Sequence[Act], seconds: float) -> Spent:
    """Call each act again and again, all at once, for that long or until ``NothingLeft``."""
    each: list[float] = []
    begun = time.perf_counter()

    async def loop(act: Act) -> None:
        now = time.perf_counter()
        while now < begun + seconds:
            try:
                await act()
            except NothingLeft:
                return
            before, now = now, time.perf_counter()
            each.append(now - before)

    await asyncio.gather(*(loop(act) for act in acts))
    return Spent(each, time.perf_counter() - begun)


async def drive_threads(act: Callable[[], object], threads: int, seconds: float) -> Spent:
    """The same with threads, for what is not asynchronous."""
    each: list[float] = []
    begun = time.perf_counter()

    def loop() -> None:
        now = time.perf_counter()
        while now < begun + seconds:
            act()
            before, now = now, time.perf_counter()
            each.append(now - before)

    here = asyncio.get_running_loop()
    with ThreadPoolExecutor(threads) as pool:
        await asyncio.gather(*(here.run_in_executor(pool, loop) for _ in range(threads)))
    return Spent(each, time.perf_counter() - begun)
