"""A draw of referrals that anybody may make again: same seed, same position, same draw."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from api.sight import Sight
from api.views.inbox import names_of
from api.views.journal import Line, told
from api.views.journal_search import Filter, KnownAt, search_of, span_of
from api.views.names import ensure_may_seek
from domain.case_reading import hidden_kinds
from domain.local_time import day_of
from domain.policies import decide_drawing
from domain.referral import Referral
from domain.values import Code
from projections import journal

MOST_DRAWN = 200
_SENT = "Referral.Sent"


class Drawn(NamedTuple):
    """One referral of the draw: between whom, about what, and its lines in their order."""

    referral: UUID
    sent_on: date
    sender: str | None
    addressee: str | None
    themes: Sequence[Code]
    lines: Sequence[Line]


class Sample(NamedTuple):
    """A draw, among so many referrals that were sent and known at that position."""

    seed: str
    position: int
    among: int
    referrals: Sequence[Drawn]


async def sample_of(
    sight: Sight, sought: Filter, seed: str, count: int, known_at: KnownAt | None = None
) -> Sample:
    """So many of the referrals sent, in the order of SHA-256 of "seed/referral".

    Raises ``NotAllowed`` for who does not read the whole journal: the draw would be another.
    """
    decide_drawing(sight.asker)
    await ensure_may_seek(sight, sought.actor)
    sent = sought.model_copy(update={"kind": _SENT})
    span = await span_of(sight, sent, known_at)
    search = await search_of(sight, sent, span, count)
    statement = search.drawn(seed)
    rows = await sight.fetch(statement.text, *statement.arguments)
    streams = [row["stream_id"] for row in rows]
    history = await sight.fetch(
        journal.statements["of_streams"], streams, span.known, hidden_kinds(sight.asker),
        sight.asker.partner,
    )  # fmt: skip
    lines = defaultdict[UUID, list[Line]](list)
    for line in await told(sight, history):
        lines[line.fact.at.stream_id].append(line)
    among = rows[0]["among"] if rows else 0
    drawn = [await _drawn(sight, lines[stream]) for stream in streams]
    return Sample(seed, span.known, among, drawn)


async def _drawn(sight: Sight, lines: Sequence[Line]) -> Drawn:
    at, sent = lines[0].fact
    assert isinstance(sent, Referral.Sent)
    names = await names_of(sight, (sent.sender, sent.addressee))
    return Drawn(
        at.stream_id, day_of(at.occurred_at), names.get(sent.sender),
        names.get(sent.addressee), sent.themes, lines,
    )  # fmt: skip
