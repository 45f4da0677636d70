"""Moments as callers write them: an instant with its offset, a day, a position.

A day is all of it: it ends with its last microsecond in Europe/Paris.
"""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator, WithJsonSchema

from domain.local_time import start_of

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_POSITION = re.compile(r"[0-9]{1,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLUS = re.compile(r"(?<=T\d\d:\d\d)(.*) (?=\d\d:?\d\d$)")
"""Where a plus sign was sent as it is, which in a query string is a space."""


def instant(said: str) -> datetime:
    """The instant that was written; the end of the day, where a day was."""
    try:
        if _DAY.fullmatch(said):
            return _end_of(date.fromisoformat(said))
        when = datetime.fromisoformat(_PLUS.sub(r"\1+", said))
    except ValueError:
        raise ValueError("jour (AAAA-MM-JJ) ou instant avec son décalage attendu") from None
    if when.tzinfo is None:
        raise ValueError("un instant s’écrit avec son décalage, par exemple +01:00")
    _ensure_sensible(when)
    return when


def known(said: str) -> datetime | int:
    """A position of the journal, or an instant."""
    return int(said) if _POSITION.fullmatch(said) else instant(said)


def _end_of(day: date) -> datetime:
    _ensure_sensible(day)
    return start_of(day + timedelta(days=1)) - timedelta(microseconds=1)


def _ensure_sensible(when: date) -> None:
    if not _FIRST_YEAR <= when.year <= _LAST_YEAR:
        raise ValueError("date hors limites")


_DATE = (
    r"20\d{2}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)"
    r"|02-(0[1-9]|1\d|2[0-8]))"
)
_TIME = r"T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|\+0[0-9]:00)"
"""Not every moment that is taken is described; every one that is described is taken."""


def _moment(read: Any, told: str, position: str = "") -> tuple[Any, ...]:
    said = f"{told} Un jour (AAAA-MM-JJ, jusqu’à sa fin à Paris) ou un instant avec décalage."
    shape = {"type": "string", "pattern": f"^({_DATE}({_TIME})?{position})$"}
    return BeforeValidator(read), WithJsonSchema(shape), Query(description=said)


At = Annotated[datetime, *_moment(instant, "Ne garder que ce qui avait eu lieu.")]
"""What had occurred by then."""

KnownAt = Annotated[
    datetime | int, *_moment(known, "Ce qui était connu. Une position, ou :", r"|\d{1,18}")
]
"""What was known by then."""
