"""The days of a story, counted back from the day of its telling."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from domain.local_time import PARIS
from domain.working_days import answer_due, is_working_day

Days = Callable[[int], date]
"""The n-th working day before today; of 0 and below, today or the working days to come."""


def days_before(today: date) -> Days:
    past: list[date] = []

    def day(n: int) -> date:
        if n <= 0:
            return answer_due(today - timedelta(days=1), 1 - n)
        while len(past) < n:
            past.append(_working_day_before(past[-1] if past else today))
        return past[n - 1]

    return day


def told_on(begun: date, n: int) -> date:
    """The day of the telling, for a story that began on its n-th working day before."""
    return answer_due(begun, n)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That moment of the day, in the territory."""
    return datetime.combine(day, time(hour, minute), PARIS)


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


class GivenClock:
    """The clock of a territory while its story is played; then the real one again.

    ``no_earlier_than``: how far the story had come when it was interrupted.
    """

    def __init__(self) -> None:
        self.no_earlier_than: datetime | None = None
        self._now: datetime | None = None

    def __call__(self) -> datetime | None:
        return self._now

    def set(self, moment: datetime) -> None:
        reached = self.no_earlier_than
        self._now = moment if reached is None else max(moment, reached)

    def let_go(self) -> None:
        self._now = None
