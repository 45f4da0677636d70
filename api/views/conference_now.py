"""What became of a conference: its figures read again, what it asked for, what came since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.commitments import Sought, commitments_of
from api.views.conference import ConferenceView, conference_of
from api.views.conference_report import Report, report_in
from api.views.conventions import convention_in
from api.views.figures import FEWEST, Reading, read_figures
from api.views.inbox import names_of
from domain.conference_evidence import Figure
from domain.convention import Convention
from domain.values import Code
from projections import conference
from projections.kinds import FAMILIES
from store.statements import Statements

_sql = Statements(__file__)
_MOST = 500
Period = tuple[int, int]
"""After which position, up to which one."""


@dataclass(frozen=True)
class ConferenceNow:
    """``read``: the journal's figures of each cited period, as known at ``position``.

    ``names`` are those of partners today; ``commitments``: by number of the recommendation
    that they serve, those that this reader is told of; ``amendments``: by number of the
    proposal that they take up.
    """

    view: ConferenceView
    position: int
    report: Report
    read: Mapping[Period, Mapping[Code, Reading]]
    names: Mapping[UUID, str]
    commitments: Mapping[int, Sequence[Record]]
    amendments: Mapping[int, Convention.Amended]

    def known(self, figure: Figure) -> str | None:
        """What is known now of a figure of the journal; None for one of another source."""
        if figure.reading is None:
            return None
        return self.read[figure.after, figure.position][figure.reading].value


@dataclass(frozen=True)
class Grown:
    """How much of a family of facts came since: its label, the count in words."""

    family: str
    label: str
    facts: str


@dataclass(frozen=True)
class Changed:
    """What came to the journal since the evidence of the last conference was frozen."""

    year: int
    since: date
    grown: Sequence[Grown]


async def conferences_in(sight: Sight) -> list[Record]:
    """Every conference of the territory, the latest first."""
    return await sight.fetch(conference.statements["conferences"])


async def conference_now(sight: Sight, stream: UUID) -> ConferenceNow:
    """Raises ``Unknown``."""
    view = await conference_of(sight, stream)
    position = await sight.position()
    territory = sight.asker.territory
    periods = {
        (figure.after, figure.position)
        for found in view.findings
        for figure in found.figures
        if figure.reading is not None
    }
    read = {
        (after, last): await read_figures(sight.db, territory, after, last, position)
        for after, last in periods
    }
    served = Sought(serves_kind="recommendation", serves=stream)
    promised = await commitments_of(sight, served, None, _MOST)
    commitments: dict[int, list[Record]] = defaultdict(list)
    for row in promised.rows:
        commitments[row["serves_part"]].append(row)
    names = {**await names_of(sight, view.partners), **promised.names}
    report = await report_in(sight, view)
    amendments = await _taken_up(sight, stream)
    return ConferenceNow(view, position, report, read, names, commitments, amendments)


async def changed_since(sight: Sight, conferences: Iterable[Record]) -> Changed | None:
    """Since the last that froze its evidence; a few facts are not counted one by one."""
    last = next((row for row in conferences if row["frozen"] is not None), None)
    if last is None:
        return None
    rows = await sight.fetch(_sql["changed_since"], last["frozen"])
    grown = [
        Grown(
            row["family"], FAMILIES.get(row["family"], row["family"]),
            str(row["facts"]) if row["facts"] >= FEWEST else f"moins de {FEWEST}",
        )
        for row in rows
    ]  # fmt: skip
    return Changed(last["year"], last["frozen_on"], grown)


async def _taken_up(sight: Sight, stream: UUID) -> Mapping[int, Convention.Amended]:
    convention = await convention_in(sight)
    return {
        each.proposal.part: each
        for each in (convention.amendments if convention is not None else ())
        if each.proposal is not None
        and each.proposal.stream == stream
        and each.proposal.part is not None
    }
