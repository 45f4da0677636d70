"""Importing action sheets from a table: one row a sheet, with at most one indicator.

A number that is new is drafted; one that is known is revised, handed over, or given its
indicator, as far as the row says otherwise than the journal. A row that says what is
known adds nothing; what an indicator started from never changes. Adoptions, measures and
partners are not of a table: they are decided or told by those whom they concern.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal
from uuid import uuid5

from pydantic import Field, model_validator

from api.commands.action_sheets import Drafting, numbered
from api.commands.asks import Among, Day, Number
from api.commands.csv_rows import Choices
from api.commands.deadlines import ensure_partner
from api.commands.importing import Import, Step
from api.desk import Desk
from api.views.directory import search
from domain import codes, rights
from domain.action_sheet import ActionSheet
from domain.action_sheet_life import SheetInError, SheetState
from domain.action_sheet_measures import Indicator
from domain.aggregate import Refusal
from domain.codes import Entry
from domain.values import Code, Line, SheetId, Text
from store.receipts import Receipt

_WHY = "Repris d’un tableau de fiches."
_MOST_PARTNERS = 10_000


class OtherUnit(Refusal):
    """Un indicateur garde l’unité dans laquelle il est défini."""

    field = "unit"


class SheetRow(Drafting):
    """A row: a sheet, perhaps its first indicator, perhaps why it is revised."""

    indicator: Annotated[Line | None, Field(title="Indicateur")] = None
    unit: Annotated[Code | None, Among(codes.UNITS), Field(title="Unité")] = None
    baseline: Annotated[Number | None, Field(title="Valeur de départ")] = None
    target: Annotated[Number | None, Field(title="Cible")] = None
    due: Annotated[Day | None, Field(title="À atteindre le")] = None
    source: Annotated[Line | None, Field(title="Source")] = None
    why: Annotated[Text | None, Field(title="Pourquoi cette révision")] = None

    @model_validator(mode="after")
    def _measured(self) -> "SheetRow":
        """Figures are those of an indicator, in a unit."""
        figures = (self.unit, self.baseline, self.target, self.due, self.source)
        if self.indicator is None and any(each is not None for each in figures):
            raise ValueError("dites ce que mesure l’indicateur, ou laissez ses colonnes vides")
        return self


@dataclass(frozen=True)
class _Doing:
    """One verb of a row on its sheet."""

    verb: Callable[..., None]
    said: Mapping[str, Any]


async def _step(desk: Desk, row: SheetRow) -> Step:
    """What a row adds to its sheet: several verbs, tried on a copy before any is written."""
    await ensure_partner(desk, row.lead, "lead")
    sheet = numbered(desk.territory, row)
    it = await desk.log.load(ActionSheet, sheet)
    facts = {"number": row.number, "content": row.content, "lead": row.lead}
    new = it is None
    if it is None:
        it = ActionSheet(id=sheet, number=row.number, content=row.content, lead=row.lead)
        rights.decide(ActionSheet, desk.asker, it)
    doings = _tried(desk, deepcopy(it), row)
    if not new and not doings:
        return Step("unchanged", sheet)
    outcome: Literal["recorded", "corrected"] = "recorded" if new else "corrected"
    return Step(outcome, sheet, _run(sheet, facts if new else None, doings))


def _tried(desk: Desk, it: ActionSheet, row: SheetRow) -> list[_Doing]:
    """The verbs that bring the sheet to what the row says; raises what they would."""
    if it.state is SheetState.IN_ERROR:
        raise SheetInError
    found: list[_Doing] = []

    def do(verb: Callable[..., None], **said: Any) -> None:
        rights.decide(verb, desk.asker, it)
        verb(it, **said)
        found.append(_Doing(verb, said))

    if it.content != row.content:
        do(ActionSheet.revise, content=row.content, why=row.why or _WHY)
    if it.lead != row.lead:
        do(ActionSheet.hand_over, to=row.lead)
    if row.indicator is not None:
        _measure(it, row, do)
    return found


def _measure(it: ActionSheet, row: SheetRow, do: Callable[..., None]) -> None:
    numbers = {each.name: number for number, each in it.indicators.items()}
    number = numbers.get(row.indicator or "")
    if number is None:
        do(
            ActionSheet.define_indicator, name=row.indicator, unit=row.unit,
            baseline=row.baseline, target=row.target, due=row.due, source=row.source,
        )  # fmt: skip
        return
    known: Indicator = it.indicators[number]
    if row.unit != known.unit:
        raise OtherUnit
    if (row.target, row.due) != (known.target, known.due):
        do(
            ActionSheet.revise_target, indicator=number, target=row.target, due=row.due,
            why=row.why or _WHY,
        )  # fmt: skip


def _run(
    sheet: SheetId, facts: Mapping[str, Any] | None, doings: Sequence[_Doing]
) -> Callable[[Desk], Any]:
    async def run(desk: Desk) -> Receipt:
        """Each verb is a command of its own, done once however often the row comes."""
        receipt: Receipt | None = None
        if facts is not None:
            receipt = await desk.begin(ActionSheet, sheet, **facts)
        for number, each in enumerate(doings):
            there = desk if receipt is None else _next(desk, number)
            receipt = await there.change(ActionSheet, sheet, each.verb, **each.said)
        assert receipt is not None
        return receipt

    return run


def _next(desk: Desk, number: int) -> Desk:
    assert desk.command_id is not None
    named = uuid5(desk.command_id, str(number))
    return replace(desk, command_id=named, request=None, expected=None)


async def _choices(desk: Desk) -> Choices:
    """Partners by their names."""
    async with desk.look("directory") as sight:
        found = (await search(sight, "", None, _MOST_PARTNERS)).partners
    there = {str(row["partner"]): row["name"] for row in found}
    return {"lead": {value: Entry(value, name) for value, name in there.items()}}


IMPORT = Import("sheets", "Importer des fiches actions", SheetRow, _step, _choices)
