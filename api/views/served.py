"""What a new commitment may serve: sheets, forums, recommendations, amendments."""

from textwrap import shorten

from asyncpg import Record

from api.sight import Sight
from api.views.conventions import convention_in
from api.views.forums import forums_in
from domain import codes
from domain.commitment_life import OWED
from domain.values import PartnerId, Reference
from projections import action_sheets, conference
from projections.wording import day, label, uncapitalised
from store.statements import Statements

_sql = Statements(__file__)
_MOST = 50
ENDED = frozenset({"outside", "concluded", "abandoned", "in-error"})


async def servable(sight: Sight) -> list[tuple[Reference, str]]:
    """The things that a form may offer, with what they are called."""
    return [
        *await _sheets(sight), *await _forums(sight), *await _recommended(sight),
        *await _amendments(sight),
    ]  # fmt: skip


async def owed_by(sight: Sight, partner: PartnerId | None) -> list[tuple[Reference, str]]:
    """The commitments that a partner has still to keep, but those that serve a dossier."""
    if partner is None:
        return []
    owed = [state.value for state in OWED]
    rows = await sight.fetch(_sql["owed_by"], partner, owed, _MOST)
    return [(Reference("commitment", row["commitment"]), _promised(row)) for row in rows]


def _promised(commitment: Record) -> str:
    due = f", pour le {day(commitment['due'])}" if commitment["due"] else ""
    kind = uncapitalised(label(codes.RESOURCE_KINDS, commitment["resource"]))
    return f"Engagement\u00a0: {kind}{due}"


async def _sheets(sight: Sight) -> list[tuple[Reference, str]]:
    rows = await sight.fetch(action_sheets.statements["sheets"])
    return [
        (Reference("sheet", row["sheet"]), _numbered(row)) for row in rows
        if row["state"] not in ENDED
    ]  # fmt: skip


def _numbered(sheet: Record) -> str:
    return f"Fiche n°\u00a0{sheet['number']}\u00a0: {sheet['title']}"


async def _forums(sight: Sight) -> list[tuple[Reference, str]]:
    return [
        (Reference("forum", row["forum"]), f"Instance\u00a0: {row['name']}")
        for row in await forums_in(sight)
        if row["dissolved_at"] is None
    ]


async def _recommended(sight: Sight) -> list[tuple[Reference, str]]:
    rows = await sight.fetch(conference.statements["recommendations"], _MOST)
    return [
        (
            Reference("recommendation", row["conference"], row["number"]),
            f"Recommandation {row['year']}/{row['number']}\u00a0: {shorten(row['text'], 80)}",
        )
        for row in rows
    ]


async def _amendments(sight: Sight) -> list[tuple[Reference, str]]:
    view = await convention_in(sight)
    return [
        (
            Reference("amendment", each.originator_id, each.number),
            f"Avenant n°\u00a0{each.number} à la convention",
        )
        for each in (view.amendments if view is not None else ())
    ]
