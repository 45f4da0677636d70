"""How much is told: the seed, the days and the scale of a year; its seasons."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from api.demo.calendar import Days, days_before
from api.demo.year.chance import Chance
from domain.working_days import is_working_day

WHOLE = 730
"""Days: two years, of which scale 1 gives the numbers in full."""
AUGUST, DECEMBER = 8, 12
_BUSY = {1: 1.45, 2: 1.3, 3: 1.05, 4: 0.9, 5: 0.85, 6: 0.95, 7: 0.7, 8: 0.4, 9: 1.1, 10: 1.1,
         11: 1.35, 12: 1.25}  # fmt: skip
"""How much is asked in each month: most in winter, little in summer."""


def chance_of(seed: int) -> Chance:
    """The root of all that is drawn for a seed."""
    return Chance(f"year/{seed}")


@dataclass(frozen=True)
class Extent:
    """``today`` is the day of the telling; the last day told is the working day before it."""

    seed: int
    days: int
    scale: float
    today: date

    @cached_property
    def chance(self) -> Chance:
        return chance_of(self.seed)

    @cached_property
    def day(self) -> Days:
        """The n-th working day before today."""
        return days_before(self.today)

    @cached_property
    def opening(self) -> int:
        """The working day, before today, on which the territory begins."""
        first = self.today - timedelta(days=self.days)
        span = (first + timedelta(days=n) for n in range(self.days))
        return max(2, sum(map(is_working_day, span)))

    @cached_property
    def months(self) -> float:
        return self.days / 30.4

    def many(self, whole: float, least: int = 1) -> int:
        """So many of what scale 1 has ``whole`` of in two years."""
        return max(least, round(whole * self.scale * self.days / WHOLE))

    def often(self, whole: float, least: int = 1) -> int:
        """The same of what has its own rhythm, whatever the scale: sessions, conferences."""
        return max(least, round(whole * self.days / WHOLE))

    def drawn(self, chance: Chance, first: int, last: int) -> int:
        """A working day from the first to the last one before today, busy months more often."""
        first, last = max(first, last), min(first, last)
        while True:
            n = chance.randint(last, first)
            if chance.random() * max(_BUSY.values()) < _BUSY[self.day(n).month]:
                return n

    def past(self, share: float) -> int:
        """The working day at that share of the time told."""
        return max(1, round(self.opening * (1 - share)))
