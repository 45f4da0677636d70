"""Needs as they are read: observations, and the demands that met no service."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.inbox import names_of
from domain import codes
from domain.observed import QUANTITATIVE
from domain.small_cells import hidden_below, without_small
from projections import needs
from store.refusals import Unknown

COMMUNE = ""
"""Where a quartier stands: the whole commune."""


@dataclass(frozen=True)
class Sought:
    """Which observations are sought; None is any, ``quartier`` "" the whole commune."""

    theme: str | None = None
    quartier: str | None = None
    year: int | None = None
    kind: str | None = None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day of the year sought."""
        if self.year is None:
            return None, None
        return date(self.year, 1, 1), date(self.year, 12, 31)


class Observations(NamedTuple):
    """Observations of one page, the latest period first, and the key of the next one."""

    items: list[dict[str, Any]]
    next: str | None


class Unmet(NamedTuple):
    """The demands on a theme that met no service; None is hidden, for it is small.

    ``quartiers`` is empty for a sensitive theme: it is told for the commune only.
    """

    theme: str
    refused: int | None
    asked: int | None
    reasons: Mapping[str, int | None]
    quartiers: Mapping[str, int | None]


async def observations_in(
    sight: Sight, sought: Sought, after: str | None, most: int
) -> Observations:
    """What is observed, as last corrected; what was withdrawn is not among it."""
    last, observation = _key(after)
    rows = await sight.fetch(
        needs.statements["observations"], sought.theme, sought.quartier, *sought.days,
        sought.kind, last, observation, most,
    )  # fmt: skip
    more = f"{rows[-1]['last']}/{rows[-1]['observation']}" if len(rows) == most else None
    return Observations(await _told(sight, rows), more)


async def observation_of(sight: Sight, observation: UUID) -> dict[str, Any]:
    """One observation; raises ``Unknown``, also for one that was withdrawn."""
    rows = await sight.fetch(needs.statements["observation"], observation)
    if not rows:
        raise Unknown
    return (await _told(sight, rows))[0]


async def years_of(sight: Sight) -> list[int]:
    """The years of which something is known, the latest first."""
    return [row["year"] for row in await sight.fetch(needs.statements["periods"])]


async def unmet_in(sight: Sight, year: int) -> list[Unmet]:
    """Demands refused that year for want of a service, by theme, the most refused first.

    Always of one whole year: no two answers overlap, from which a small count could be
    worked out. A demand on two themes counts on each.
    """
    days = Sought(year=year).days
    places = _counted(await sight.fetch(needs.statements["unmet"], *days), "quartier")
    reasons = _counted(await sight.fetch(needs.statements["unmet_reasons"], *days), "reason")
    rows = await sight.fetch(needs.statements["asked_for"], *days)
    asked = {row["theme"]: row["asked"] for row in rows}
    ordered = sorted(reasons, key=lambda theme: (-sum(reasons[theme].values()), theme))
    return [
        _unmet(theme, reasons[theme], places[theme], asked.get(theme, 0)) for theme in ordered
    ]


LATEST = 4
"""Periods of an indicator that are read at once: a year of quarters."""


class Line(NamedTuple):
    """One indicator of one period from one source: what it says of each quartier."""

    first: dict[str, Any]
    cells: Mapping[str, dict[str, Any]]


class Indicator(NamedTuple):
    """One indicator in one unit: its lines, the latest period first, the older ones apart."""

    name: str
    unit: str
    quartiers: Sequence[str]
    latest: Sequence[Line]
    older: Sequence[Line]


class Theme(NamedTuple):
    """What is observed on a theme: figures, by quartier, and words beside them."""

    theme: str
    indicators: Sequence[Indicator]
    words: Sequence[dict[str, Any]]


def by_theme(items: Sequence[Mapping[str, Any]]) -> list[Theme]:
    """Observations by theme, in the order in which they come; the commune before quartiers."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in items:
        groups[each["theme"]].append(dict(each))
    return [_theme(theme, them) for theme, them in groups.items()]


def _theme(theme: str, items: Sequence[dict[str, Any]]) -> Theme:
    figures: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for each in items:
        if each["kind"] == QUANTITATIVE:
            figures[each["indicator"], each["unit"]].append(each)
    words = [each for each in items if each["kind"] != QUANTITATIVE]
    return Theme(theme, [_indicator(*key, told) for key, told in figures.items()], words)


def _indicator(name: str, unit: str, figures: Sequence[dict[str, Any]]) -> Indicator:
    lines: dict[tuple[Any, ...], dict[str, dict[str, Any]]] = defaultdict(dict)
    for each in figures:
        key = tuple(each[name] for name in ("first", "last", "source"))
        lines[key][each["quartier"] or COMMUNE] = each
    quartiers = sorted({each["quartier"] or COMMUNE for each in figures})
    told = [Line(next(iter(cells.values())), cells) for cells in lines.values()]
    return Indicator(name, unit, quartiers, told[:LATEST], told[LATEST:])


def _unmet(
    theme: str, reasons: Mapping[str, int], places: Mapping[str, int], asked: int
) -> Unmet:
    """A small total says nothing of its parts either."""
    refused = hidden_below(sum(reasons.values()))
    if refused is None:
        return Unmet(theme, None, hidden_below(asked), {}, {})
    told = {} if theme in codes.SENSITIVE_THEMES else without_small(places)
    return Unmet(theme, refused, hidden_below(asked), without_small(reasons), told)


def _counted(rows: Sequence[Record], by: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        found[row["theme"]][row[by]] = row["refused"]
    return found


async def _told(sight: Sight, rows: Sequence[Record]) -> list[dict[str, Any]]:
    names = await names_of(sight, {row["partner"] for row in rows})
    return [dict(row) | {"partner_name": names.get(row["partner"], "")} for row in rows]


def _key(after: str | None) -> tuple[date | None, UUID | None]:
    day, _, observation = (after or "").partition("/")
    try:
        return date.fromisoformat(day), UUID(observation)
    except ValueError:
        return None, None
