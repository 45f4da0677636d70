"""A period (période): the days, both included, of a mandate, an absence or a mission."""

from datetime import date, timedelta
from typing import NamedTuple

from domain.aggregate import Refusal

LONGEST = timedelta(days=365)


class PeriodReversed(Refusal):
    """La fin d’une période ne peut pas précéder son début."""

    def __init__(self, field: str = "last") -> None:
        super().__init__(field)
        self.field = field


class PeriodTooLong(Refusal):
    """Une période dure un an au plus ; au-delà, elle se déclare de nouveau."""

    field = "last"


class Period(NamedTuple):
    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meets(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


def ensure_period(first: date, last: date) -> Period:
    """The period from ``first`` to ``last``; refuses one that is reversed or over a year."""
    if last < first:
        raise PeriodReversed
    if last - first > LONGEST:
        raise PeriodTooLong
    return Period(first, last)
