"""The conference of the year: its commands, and what they find by themselves.

What it cites is read here, never typed: a figure of the journal is computed at the frozen
position, the seal from the leaves, the report's digest from its words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from api.commands.asks import Deed
from api.commands.conference_asks import (
    Finding,
    Freezing,
    Holding,
    NewConference,
    Recommending,
    Restating,
)
from api.commands.deadlines import UnknownPartner
from api.commands.verbs import known
from api.desk import Desk
from api.views.conference import conference_of
from api.views.conference_report import report_in
from api.views.figures import Reading, read_figures
from domain import codes
from domain import conference_life as life
from domain.aggregate import Refusal
from domain.attendance import Present
from domain.conference import Conference, conference_stream
from domain.conference_evidence import Figure
from domain.partner import Partner
from domain.values import PartnerId, Reference, TerritoryId
from projections import conference
from store.receipts import Receipt
from store.tree import PositionMissing, root_at

_PARTS = 3


class NotAFigure(Refusal):
    """Un chiffre venu d’ailleurs s’écrit : intitulé ; valeur ; source."""

    field = "elsewhere"


class ReadAgain(Refusal):
    """Ce chiffre est lu dans le journal : laissez sa valeur vide, il sera relu."""

    field = "value"


class ValueMissing(Refusal):
    """Ce chiffre vient d’ailleurs : dites la valeur qui est connue à présent."""

    field = "value"


class UnknownProposal(Refusal):
    """Aucune conférence n’a fait cette proposition d’avenant."""

    field = "proposal"


def year_of(territory: TerritoryId, ask: NewConference) -> UUID:
    return conference_stream(territory, ask.held_on.year)


async def convene(desk: Desk, stream: UUID, ask: NewConference) -> Receipt:
    """Convene the conference of a year; raises ``Exists`` where the year has one."""
    return await desk.begin(Conference, stream, year=ask.held_on.year, **dict(ask))


async def frozen(desk: Desk, _: Conference, ask: Freezing) -> Mapping[str, Any]:
    """The position, and the root of the tree of the leaves up to it."""
    head = await _head(desk)
    position = ask.position or head
    async with desk.installation.readers.acquire() as db:
        try:
            seal = await root_at(db, desk.territory, position)
        except PositionMissing:
            raise life.BeyondHead from None
    return {"position": position, "seal": seal.hex(), "head": head}


async def find(desk: Desk, stream: UUID, ask: Finding) -> Receipt:
    it: Conference = await known(desk, Conference, stream)
    if it.frozen is None:
        raise life.EvidenceNotFrozen
    figures = [*await _ours(desk, it.year, it.frozen, ask.readings)]
    figures += [_told(line, it.frozen) for line in ask.elsewhere]
    return await desk.change(
        Conference, stream, Conference.record_finding, text=ask.text, principle=ask.principle,
        priority=ask.priority, figures=tuple(figures), answers=ask.answers,
    )  # fmt: skip


async def restate(desk: Desk, stream: UUID, ask: Restating) -> Receipt:
    """Say what a published figure is now known to be: of the journal, it is read again."""
    it: Conference = await known(desk, Conference, stream)
    read = it.known.get((ask.finding, ask.figure))
    value, head = ask.value, await _head(desk)
    if read is not None and read.figure.reading is not None:
        if value is not None:
            raise ReadAgain
        value = await _again(desk, read.figure, head)
    if read is not None and value is None:
        raise ValueMissing
    return await desk.change(
        Conference, stream, Conference.restate_finding, finding=ask.finding, figure=ask.figure,
        value=value or "", position=head, reason=ask.reason, head=head,
    )  # fmt: skip


async def hold(desk: Desk, stream: UUID, ask: Holding) -> Receipt:
    colleges = tuple(Present(college, getattr(ask, college)) for college in codes.COLLEGES)
    partners = tuple(dict.fromkeys(ask.partners))
    for partner in partners:
        await _ensure_known(desk, partner, "partners")
    return await desk.change(
        Conference, stream, Conference.hold, colleges=colleges, partners=partners,
        today=desk.today,
    )  # fmt: skip


async def recommend(desk: Desk, stream: UUID, ask: Recommending) -> Receipt:
    if ask.addressed_to is not None:
        await _ensure_known(desk, ask.addressed_to, "addressed_to")
    return await desk.change(
        Conference, stream, Conference.adopt_recommendation, text=ask.text, theme=ask.theme,
        addressed_to=ask.addressed_to, findings=ask.findings, wished_for=ask.wished_for,
    )  # fmt: skip


async def conclude(desk: Desk, stream: UUID, _: Deed) -> Receipt:
    """Conclude on the report as it now reads; ``Stale`` if the conference goes on meanwhile."""
    async with desk.look("conference") as sight:
        view = await conference_of(sight, stream)
        report = await report_in(sight, view)
    seat = desk if desk.expected is not None else replace(desk, expected=view.version)
    return await seat.change(Conference, stream, Conference.conclude, report=report.digest)


async def proposal_of(desk: Desk, said: str) -> Reference:
    """The proposal of a conference, ``2026/1``: its year and its number."""
    year, _, number = said.partition("/")
    stream = conference_stream(desk.territory, int(year))
    it = await desk.log.load(Conference, stream)
    if it is None or not 1 <= int(number) <= it.proposals:
        raise UnknownProposal
    return Reference("proposal", stream, int(number))


async def _ours(
    desk: Desk, year: int, position: int, readings: Iterable[str]
) -> Sequence[Figure]:
    """Figures of the journal, since the conference before and up to a frozen position."""
    async with desk.installation.readers.acquire() as db:
        after: int = await db.fetchval(
            conference.statements["frozen_before"], desk.territory, year
        )
    read = await _read(desk, after, position, position)
    source = f"/projet/conference/chiffres?apres={after}&position={position}"
    return [
        Figure(read[code].label, read[code].value, source, position, code, after)
        for code in dict.fromkeys(readings)
    ]


async def _again(desk: Desk, figure: Figure, head: int) -> str:
    assert figure.reading is not None
    read = await _read(desk, figure.after, figure.position, head)
    return read[figure.reading].value


async def _read(desk: Desk, after: int, position: int, at: int) -> Mapping[str, Reading]:
    await desk.installation.follow(desk.territory)
    async with desk.installation.readers.acquire() as db:
        return await read_figures(db, desk.territory, after, position, at)


def _told(line: str, position: int) -> Figure:
    """A figure of another source: « intitulé ; valeur ; source »."""
    said = [part.strip() for part in line.split(";")]
    if len(said) != _PARTS or not all(said):
        raise NotAFigure
    return Figure(said[0], said[1], said[2], position)


async def _head(desk: Desk) -> int:
    head = await desk.installation.head(desk.territory)
    return int(head["position"]) if head is not None else 0


async def _ensure_known(desk: Desk, partner: PartnerId, field: str) -> None:
    if await desk.log.load(Partner, partner) is None:
        raise UnknownPartner(field)
