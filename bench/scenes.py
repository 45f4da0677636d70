"""What is measured: each scene sets its sides up, then runs them as often as asked."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple

from bench.place import Place
from bench.timing import Spent

Side = Callable[[float], Awaitable[Spent]]
"""One side of a comparison, run for about so many seconds."""

Sides = Mapping[str, Side]


class Scale(NamedTuple):
    """How long and how much: seconds of each run, rounds of them, referrals in the log.

    ``referrals`` are written by the app; ``events`` is the length of the longest log.
    """

    seconds: float
    rounds: int
    referrals: int
    events: int


FULL, QUICK = Scale(2.0, 5, 10_000, 1_000_000), Scale(1.0, 2, 1_000, 50_000)
Scene = Callable[[Place, Scale], AbstractAsyncContextManager[Sides]]
