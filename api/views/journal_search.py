"""What is sought in the journal, and the rows that are found, whoever asks and however long."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeAlias

from asyncpg import Record
from pydantic import BaseModel, ConfigDict

from api.sight import Sight
from api.views.names import ensure_may_seek
from domain.case_reading import hidden_kinds
from domain.local_time import start_of
from domain.policies import reads_journal_of, reads_whole_journal
from domain.values import CaseId, Code, PartnerId
from projections import journal
from projections.journal_search import Bounds, Reader, Search, Sought, Statement, told_by
from store import reading

KnownAt: TypeAlias = int | datetime
"""A position of the journal, or an instant that stands for one."""

_DAY = timedelta(days=1)


class Filter(BaseModel):
    """What to look for; what is not said is anything.

    ``since`` and ``until``: days on which it was recorded, both included, and
    ``occurred_since``, ``occurred_until`` on which it occurred. ``partner``: the service
    that acted. ``kind``: a whole kind of fact ("Referral.Accepted") or its family
    ("Referral"). ``theme``: of the referral that the fact is about. ``source``: where it
    came from, without a rule's version. ``actor``: "system", or who asks.
    """

    model_config = ConfigDict(frozen=True)

    since: date | None = None
    until: date | None = None
    occurred_since: date | None = None
    occurred_until: date | None = None
    partner: PartnerId | None = None
    function: Code | None = None
    role: Code | None = None
    kind: str | None = None
    case: CaseId | None = None
    theme: Code | None = None
    ground: Code | None = None
    source: Code | None = None
    actor: str | None = None

    def sought(self) -> Sought:
        whole = self.kind is not None and "." in self.kind
        return Sought(
            partner=self.partner, function=self.function, role=self.role,
            kind=self.kind if whole else None, family=None if whole else self.kind,
            case=self.case, ground=self.ground, source=self.source, actor=self.actor,
            theme=self.theme, first=self.occurred_since, last=self.occurred_until,
        )  # fmt: skip


class Span(NamedTuple):
    """The position at which the journal is read, and between which its lines are sought."""

    known: int
    bounds: Bounds


async def span_of(sight: Sight, sought: Filter, known_at: KnownAt | None = None) -> Span:
    """Where to look: later than the head is the head."""
    position = known_at if isinstance(known_at, int) else None
    instant = known_at if isinstance(known_at, datetime) else None
    rows = await sight.fetch(
        journal.statements["bounds"], position, instant,
        sought.since and start_of(sought.since),
        sought.until and start_of(sought.until + _DAY),
        sought.occurred_since and start_of(sought.occurred_since),
    )  # fmt: skip
    await sight.db.execute(journal.statements["custom_plans"])
    known, reached, low, high = rows[0] if rows else (0, 0, 0, 0)
    return Span(known, Bounds(low, high, reached))


async def rows_of(
    sight: Sight, sought: Filter, span: Span, most: int, before: int | None = None
) -> Sequence[Record]:
    """The newest rows that the reader may see, before a position.

    Raises ``ActsOfAnother`` where they may not seek that actor's.
    """
    await ensure_may_seek(sight, sought.actor)
    search = await search_of(sight, sought, span, most, before)
    if reads_whole_journal(sight.asker):
        return await _run(sight, search.of_all())
    rows = await _run(sight, search.near())
    return rows if len(rows) == most else await _run(sight, search.own())


async def search_of(
    sight: Sight, sought: Filter, span: Span, most: int, before: int | None = None
) -> Search:
    """The search, with what the log beyond the read model says itself."""
    low, high, reached = span.bounds
    bounds = Bounds(low, high if before is None else min(high, before - 1), reached)
    reader = Reader(reads_journal_of(sight.asker), hidden_kinds(sight.asker))
    search = Search(reader, sought.sought(), bounds, most)
    if high <= reached or (sought.function is None and sought.theme is None):
        return search
    territory, kinds = sight.asker.territory, journal.FOLLOWER.kinds
    rows = await reading.between(sight.db, territory, reached, high, kinds)
    return search._replace(tail=told_by([reading.shut(row) for row in rows]))


async def _run(sight: Sight, statement: Statement) -> Sequence[Record]:
    return await sight.fetch(statement.text, *statement.arguments)
