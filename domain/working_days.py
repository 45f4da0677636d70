"""Working days (jours ouvrés): Monday to Friday, but public holidays and closures.

Public holidays: Code du travail, article L3133-1, as dated data up to a known year.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from domain.aggregate import Refusal
from domain.codes import PUBLIC_HOLIDAYS
from domain.values import Closure

HOLIDAYS = frozenset(date.fromisoformat(day) for day in PUBLIC_HOLIDAYS)
FIRST_DAY = date(min(HOLIDAYS).year, 1, 1)
FRIDAY = 5
LAST_DAY = date(max(HOLIDAYS).year, 12, 31)


class BeyondCalendar(Refusal):
    """Le calendrier des jours fériés ne couvre pas cette date."""


def ensure_covered(*days: date) -> None:
    if not all(FIRST_DAY <= day <= LAST_DAY for day in days):
        raise BeyondCalendar


def is_working_day(day: date, closures: Sequence[Closure] = ()) -> bool:
    ensure_covered(day)
    if day.isoweekday() > FRIDAY or day in HOLIDAYS:
        return False
    return not any(closure.first <= day <= closure.last for closure in closures)


def working_days_after(day: date, closures: Sequence[Closure] = ()) -> Iterator[date]:
    """Every working day after ``day``, until the calendar ends (``BeyondCalendar``)."""
    ensure_covered(day)
    while True:
        day += timedelta(days=1)
        if is_working_day(day, closures):
            yield day


def answer_due(sent_on: date, days: int, closures: Sequence[Closure] = ()) -> date:
    """The ``days``-th working day after ``sent_on``; the day of sending never counts."""
    return next(islice(working_days_after(sent_on, closures), days - 1, None))


def working_day_before(day: date, days: int) -> date:
    """The ``days``-th working day before ``day``."""
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(first: date, last: date, closures: Sequence[Closure] = ()) -> int:
    """How many working days come after ``first``, up to and including ``last``."""
    span = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, closures) for day in span)
