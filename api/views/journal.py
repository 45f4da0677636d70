"""Lines of the journal: every fact as one sentence, with service and function.

What each reader gets is the policy's; whose cases the lines are about is put on record.
No line says who a person is; who acted is only named under an audit mission.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.inbox import names_of
from api.views.journal_search import Filter, KnownAt, rows_of, span_of
from api.views.names import named_in
from domain.case_reading import hidden_kinds
from domain.policies import SYSTEM, reads_journal_of, reads_whole_journal
from domain.values import Code, Withheld
from projections import action_sheets, directory, forums, journal, resources
from projections.sentences import sentence
from store.facts import Fact, Header
from store.reading import shut

_TITLES: Mapping[str, str] = {
    "ActionSheet": action_sheets.statements["titles"],
    "Forum": forums.statements["titles"],
    "Resource": resources.statements["titles"],
}
"""By family: what its streams are called."""


class Line(NamedTuple):
    """One fact as a line: its sentence, and the service and function of who did it.

    ``actor`` is "system", the reader, or who is named; another agent is not told apart.
    ``name`` is theirs, where an audit mission lets this reader know it.
    """

    fact: Fact
    sentence: str
    service: str | None
    function: Code | None
    actor: str | None
    name: str | Withheld | None


class Found(NamedTuple):
    """Lines, the newest first, and the position at which the journal was read."""

    lines: Sequence[Line]
    position: int


class Openable(NamedTuple):
    """The cases and the alerts that a reader may open."""

    cases: Collection[UUID]
    alerts: Collection[UUID]


async def lines_of(
    sight: Sight, sought: Filter, most: int, before: int | None = None,
    known_at: KnownAt | None = None,
) -> Found:  # fmt: skip
    """The newest lines before a position, as known at another or at an instant."""
    span = await span_of(sight, sought, known_at)
    rows = await rows_of(sight, sought, span, most, before)
    return Found(await told(sight, rows), span.known)


async def changes_after(sight: Sight, position: int, most: int) -> list[Line]:
    """The oldest lines after a position: a feed to follow."""
    asker = sight.asker
    rows = await sight.fetch(
        journal.statements["after"], reads_whole_journal(asker), reads_journal_of(asker),
        position, most, hidden_kinds(asker),
    )  # fmt: skip
    return await told(sight, rows)


async def told(sight: Sight, rows: Sequence[Record]) -> list[Line]:
    """The rows as lines; the look at their cases is recorded first. No row, no look."""
    if not rows:
        return []
    facts = [shut(row) for row in rows]
    named = await named_in(sight, facts)
    cases = {row["case_id"] for row in rows if row["case_id"] is not None}
    await sight.noted(*cases, purpose=named.purpose)
    await named.open()
    names = await names_of(sight, partners_in(facts)) | await titles_of(sight, facts)
    functions = await functions_of(sight, facts)
    own = {SYSTEM, str(sight.asker.agent)}
    return [
        Line(
            fact, sentence(fact, names), service_of(fact.at, names),
            functions.get(fact.at.actor),
            fact.at.actor if fact.at.actor in own or named.of(fact.at) is not None else None,
            named.of(fact.at),
        )
        for fact in facts
    ]  # fmt: skip


async def openable(sight: Sight, lines: Iterable[Line]) -> Openable:
    """The dossiers of these lines that their reader may open."""
    there = {line.fact.at.case_id for line in lines if line.fact.at.case_id is not None}
    alerts = await sight.alerts_within_reach(there)
    return Openable(await sight.within_reach(there) - alerts, alerts)


def partners_in(facts: Iterable[Fact]) -> set[UUID]:
    """Every partner that the facts may name; ids that are none cost nothing."""
    found: set[UUID] = set()
    for at, event in facts:
        said = vars(event).values()
        several = chain.from_iterable(value for value in said if isinstance(value, tuple))
        header = (at.organisation, at.on_behalf_of, at.told_by, at.stream_id)
        values = (*header, *said, *several)
        found.update(value for value in values if isinstance(value, UUID))
    return found


async def titles_of(sight: Sight, facts: Iterable[Fact]) -> dict[UUID, str]:
    """What the sheets, forums and resources of these facts are called."""
    streams: dict[str, set[UUID]] = defaultdict(set)
    for at, _ in facts:
        streams[at.kind.partition(".")[0]].add(at.stream_id)
    titles: dict[UUID, str] = {}
    for family in streams.keys() & _TITLES.keys():
        rows = await sight.fetch(_TITLES[family], list(streams[family]))
        titles |= {row["stream"]: row["title"] for row in rows}
    return titles


def service_of(at: Header, names: Mapping[UUID, str]) -> str | None:
    """The service of who did it, and the one in whose name, under a mandate."""
    employer = names.get(at.organisation) if at.organisation else None
    if employer is None or at.on_behalf_of is None:
        return employer
    return f"{employer}, au nom de {names.get(at.on_behalf_of, 'un partenaire')}"


async def functions_of(sight: Sight, facts: Iterable[Fact]) -> Mapping[str, Code]:
    """The function of each agent who acted."""
    actors = list({fact.at.actor for fact in facts})
    rows = await sight.fetch(directory.statements["functions"], actors)
    return {str(row["agent"]): row["function"] for row in rows}
