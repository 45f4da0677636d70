"""The territory's own time: which day a moment falls on, and when a day begins."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_NOON = time(12)


def day_of(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


def start_of(day: date) -> datetime:
    """The instant at which that day begins."""
    return datetime.combine(day, time(0), PARIS).astimezone(UTC)


def some_time_on(day: date) -> datetime:
    """A moment of that day, for what is only known by its day."""
    return datetime.combine(day, _NOON, PARIS)
