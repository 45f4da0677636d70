"""One alert, as its reader may see it: where it stands, what was said, what happened."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain.alert import Alert
from domain.reporter import Reporter
from domain.values import Withheld
from projections import watch_board
from store.facts import Fact
from store.refusals import Unknown

Row = Record | Mapping[str, Any]


class Told(NamedTuple):
    """Who told it, as far as the reader may know: ``Withheld`` where it is masked."""

    by: UUID
    name: str | Withheld | None
    contact: str | Withheld | None
    words: str | Withheld | None

    @property
    def masked(self) -> bool:
        return Withheld.SEALED in (self.name, self.contact, self.words)


class AlertView(NamedTuple):
    """``case``: the one it is tied to, if the reader may open it too; ``alert`` says no more.

    ``duplicates``: the alerts that are followed here.
    """

    alert: Row
    raised: Alert.Raised
    reporter: Told | None
    history: Sequence[Fact]
    duplicates: Sequence[Record]
    case: UUID | None
    names: Mapping[UUID, str]
    functions: Mapping[str, str]


async def alert_in_sight(sight: Sight, alert: UUID) -> AlertView:
    """What of the alert is for this reader; raises ``Unknown`` or ``MayNotRead``."""
    row = await alert_row(sight, alert)
    history = await sight.history(alert)
    [shown] = await with_their_cases(sight, [row])
    others = await sight.fetch(watch_board.statements["duplicates_of"], alert)
    return AlertView(
        alert=shown,
        raised=next(each.event for each in history if isinstance(each.event, Alert.Raised)),
        reporter=next(_told(history), None),
        history=history,
        duplicates=await _open_to(sight, others),
        case=shown["about_case"],
        names=await names_of(sight, partners_in(history)),
        functions=await functions_of(sight, history),
    )


async def alert_row(sight: Sight, alert: UUID) -> Record:
    """Where it stands; the look is on record. Raises ``Unknown`` or ``MayNotRead``."""
    rows = await sight.fetch(watch_board.statements["alert"], alert)
    if not rows:
        raise Unknown
    await sight.at_cases(alert)
    return rows[0]


async def with_their_cases(sight: Sight, rows: Sequence[Row]) -> list[Row]:
    """The rows, each with the case it is tied to if this reader may open that too."""
    reach = await sight.within_reach({row["about_case"] for row in rows} - {None})
    return [row if row["about_case"] in reach else {**row, "about_case": None} for row in rows]


async def alerts_of_case(sight: Sight, case: UUID) -> list[Record]:
    """The alerts tied to a case that this reader may open too."""
    return await _open_to(sight, await sight.fetch(watch_board.statements["of_case"], case))


async def _open_to(sight: Sight, rows: Sequence[Record]) -> list[Record]:
    reach = await sight.within_reach(row["alert"] for row in rows)
    return [row for row in rows if row["alert"] in reach]


def _told(history: Sequence[Fact]) -> Iterator[Told]:
    for _, event in history:
        if isinstance(event, Reporter.Heard):
            heard: Any = event
            yield Told(heard.by, heard.name, heard.contact, heard.words)
