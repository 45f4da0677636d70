"""Follow-ups that wait for somebody: of one service, of the whole cell; sessions to come."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.inbox import names_of
from domain.watch_session_life import NOMINATIVE
from domain.watch_session_reading import ANIMATOR, reads_session
from projections import watch_sessions
from projections.sentences import sentence
from store.reading import shut
from store.statements import Statements

_sql = Statements(__file__)
MOST = 200
NEXT = 3


class Cell(NamedTuple):
    """Where the cell is between two sessions; ``since``: what changed on the board."""

    to_come: Sequence[Record]
    still_open: Sequence[Record]
    last: Record | None
    since: Sequence[str]
    names: Mapping[UUID, str]


async def asked_of(sight: Sight, partner: UUID) -> list[Record]:
    """What that service has to answer, or has accepted and not yet done; by due day."""
    if not reads_session(sight.asker):
        return []
    return await sight.fetch(watch_sessions.statements["of_responsible"], partner, MOST)


async def cell_of(sight: Sight) -> Cell:
    """Sessions to come, follow-ups still open, and what changed since the last session.

    Of a nominative item only the animator and the responsible itself are told that a
    follow-up is open; the others are told of it by the session, or not at all.
    """
    if not reads_session(sight.asker):
        return Cell((), (), None, (), {})
    to_come = await sight.fetch(watch_sessions.statements["to_come"], NEXT)
    rows = await sight.fetch(watch_sessions.statements["still_open"], MOST)
    told = [row for row in rows if _is_told(sight, row)]
    held = await sight.fetch(watch_sessions.statements["last_held"])
    since = await _since(sight, held[0]["held_position"]) if held else ()
    names = await names_of(sight, {row["responsible"] for row in told})
    return Cell(to_come, told, held[0] if held else None, since, names)


def _is_told(sight: Sight, row: Record) -> bool:
    asker = sight.asker
    mine = asker.partner == row["responsible"]
    return row["regime"] != NOMINATIVE or asker.role == ANIMATOR or mine


async def _since(sight: Sight, position: int) -> list[str]:
    """Facts about alerts that this reader may read, in sentences; none says who or what."""
    rows = await sight.fetch(_sql["since"], position, MOST)
    mine = await sight.alerts_within_reach({row["stream_id"] for row in rows})
    facts = [shut(row) for row in rows if row["stream_id"] in mine]
    partners = {at.organisation for at, _ in facts if at.organisation is not None}
    names = await names_of(sight, partners)
    return [sentence(fact, names) for fact in facts]
