"""The action sheets under their priorities: who carries them, how far their figures are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.forums import forums_in
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain import codes
from domain.action_sheet_life import SheetState
from domain.local_time import day_of
from projections import action_sheets
from projections.progress import Correction, Indicator, Measure
from store.facts import Fact
from store.reading import shut
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands. ``names`` are those of the partners that it speaks of."""

    row: Mapping[str, Any]
    partners: Sequence[UUID]
    indicators: Sequence[Indicator]
    names: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def state(self) -> SheetState:
        return SheetState(self.row["state"])

    def late(self, today: date) -> dict[int, str]:
        """Why a measure is missing, by indicator; of an action that runs."""
        if self.state is not SheetState.ADOPTED:
            return {}
        since = self.row["adopted_on"] or day_of(self.row["since"])
        found = {each.number: each.late(since, today) for each in self.indicators}
        return {number: why for number, why in found.items() if why is not None}


@dataclass(frozen=True)
class Sought:
    """What a list of sheets is narrowed to; nothing is everything but what was an error."""

    priority: str | None = None
    state: SheetState | None = None
    partner: UUID | None = None
    late: bool = False

    def among(self, sheets: Iterable[Sheet], today: date) -> Iterator[Sheet]:
        for sheet in sheets:
            if self._holds(sheet, today):
                yield sheet

    def _holds(self, sheet: Sheet, today: date) -> bool:
        if self.state is None and sheet.state is SheetState.IN_ERROR:
            return False
        if self.state not in (None, sheet.state):
            return False
        if self.priority not in (None, sheet.row["priority"]):
            return False
        if self.partner not in (None, sheet.row["lead"], *sheet.partners):
            return False
        return not self.late or bool(sheet.late(today))


class SheetView(NamedTuple):
    """A sheet, and its history: facts, the functions of who acted."""

    sheet: Sheet
    history: Sequence[Fact]
    functions: Mapping[str, str]


async def sheets_in(sight: Sight) -> list[Sheet]:
    """Every sheet of the territory by number, those entered in error among them."""
    return await _whole(sight, await sight.fetch(action_sheets.statements["sheets"]))


async def sheet_in(sight: Sight, sheet: UUID) -> Sheet:
    """One sheet; raises ``Unknown``."""
    rows = await sight.fetch(action_sheets.statements["sheet"], sheet)
    if not rows:
        raise Unknown
    return (await _whole(sight, rows))[0]


async def sheet_view(sight: Sight, sheet: UUID) -> SheetView:
    """One sheet with its history; raises ``Unknown``."""
    found = await sheet_in(sight, sheet)
    history = [shut(row) for row in await sight.fetch(_sql["facts"], sheet)]
    names = await names_of(sight, partners_in(history) | set(found.names))
    names |= {row["forum"]: row["name"] for row in await forums_in(sight)}
    functions = await functions_of(sight, history)
    return SheetView(
        Sheet(found.row, found.partners, found.indicators, names), history, functions
    )


def sheet_as_told(it: Sheet, today: date) -> dict[str, Any]:
    """A sheet as software is told of it."""
    late = it.late(today)
    return {
        **it.row, "partners": it.partners,
        "indicators": [
            {
                **asdict(each), "measures": [_told(measure) for measure in each.measures],
                "reached": each.reached, "progress": each.progress,
                "late": late.get(each.number),
            }
            for each in it.indicators
        ],
    }  # fmt: skip


def by_priority(sheets: Iterable[Sheet]) -> dict[str, list[Sheet]]:
    """Sheets under each priority of the list, in its order; empty ones too."""
    found: dict[str, list[Sheet]] = {priority: [] for priority in codes.PRIORITIES}
    for sheet in sheets:
        found.setdefault(sheet.row["priority"], []).append(sheet)
    return found


async def _whole(sight: Sight, rows: Sequence[Record]) -> list[Sheet]:
    them = [row["sheet"] for row in rows]
    partners = _grouped(await sight.fetch(action_sheets.statements["partners_of"], them))
    indicators = _grouped(await sight.fetch(action_sheets.statements["indicators_of"], them))
    measures = _grouped(await sight.fetch(action_sheets.statements["measures_of"], them))
    of = {one: [row["partner"] for row in partners[one]] for one in them}
    everyone = {row["lead"] for row in rows} | {one for each in of.values() for one in each}
    names = await names_of(sight, everyone)
    return [
        Sheet(
            dict(row), of[row["sheet"]],
            [_indicator(each, measures[row["sheet"]]) for each in indicators[row["sheet"]]],
            names,
        )
        for row in rows
    ]  # fmt: skip


def _told(measure: Measure) -> dict[str, Any]:
    return {**vars(measure), "was": [each._asdict() for each in measure.was]}


def _grouped(rows: Iterable[Record]) -> Mapping[UUID, list[Record]]:
    found: dict[UUID, list[Record]] = defaultdict(list)
    for row in rows:
        found[row["sheet"]].append(row)
    return found


def _indicator(row: Record, measures: Iterable[Record]) -> Indicator:
    return Indicator(
        row["indicator"], row["name"], row["unit"], row["baseline"], row["target"],
        row["due"], row["source"],
        tuple(
            Measure(
                each["version"], each["on_day"], each["value"], each["source"],
                tuple(map(Correction, each["was"], each["reasons"])),
            )
            for each in measures
            if each["indicator"] == row["indicator"]
        ),
    )  # fmt: skip
