"""The catalogue of what partners lend to the project, last published first."""

from typing import Any, NamedTuple
from uuid import UUID

from api.sight import Sight
from domain import codes
from domain.policies import Asker
from domain.values import Code
from projections import resources
from store.refusals import Unknown

_END = 2**62
_OUTSIDE = frozenset({"elected"})
"""Roles that only read what is kept for everyone."""


class Sought(NamedTuple):
    """What of the catalogue: of that kind, about that year, lent by that partner."""

    kind: Code | None = None
    year: int | None = None
    provider: UUID | None = None


class Found(NamedTuple):
    """Resources of one page, and the position after which the next one begins."""

    resources: list[dict[str, Any]]
    next: int | None


async def catalogue(sight: Sight, sought: Sought, before: int | None, most: int) -> Found:
    """What is lent now, as this reader may have it."""
    rows = await sight.fetch(
        resources.statements["catalogue"], before or _END, sought.kind, sought.year,
        sought.provider, most,
    )  # fmt: skip
    found = [_given(dict(row), sight.asker) for row in rows]
    return Found(found, rows[-1]["published"] if len(rows) == most else None)


async def resource_of(sight: Sight, resource: UUID) -> dict[str, Any]:
    """One resource, withdrawn or not; raises ``Unknown``."""
    rows = await sight.fetch(resources.statements["resource"], resource)
    if not rows:
        raise Unknown
    return _given(dict(rows[0]), sight.asker)


def _given(row: dict[str, Any], asker: Asker) -> dict[str, Any]:
    """The notice is everybody's; its address is given to whom it is kept for.

    ``withheld``: whether there is one that this reader is not given.
    """
    kept = not codes.RESOURCE_READERS[row["readers"]].marks.get("open")
    withheld = kept and asker.role in _OUTSIDE and row["link"] is not None
    return row | {"withheld": withheld} | ({"link": None} if withheld else {})
