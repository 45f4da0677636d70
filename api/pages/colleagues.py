"""Colleagues to choose from: by function, told apart by a number, never by name."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from asyncpg import Record

from api.pages.visit import Visit
from domain import codes
from domain.codes import Entry
from projections import directory
from projections.wording import label


async def colleagues(visit: Visit) -> Mapping[str, Entry]:
    """The agents of the visitor's service, themselves included."""
    asker = visit.desk.asker
    own = [row for row in await _agents(visit) if row["partner"] == asker.partner]
    return {
        agent: Entry(agent, said + (" — vous" if agent == str(asker.agent) else ""))
        for agent, said in _told_apart(own).items()
    }


async def agents_of(visit: Visit, partners: Collection[UUID]) -> Mapping[str, Entry]:
    """The agents of these services, each with the service that employs them."""
    rows = [row for row in await _agents(visit) if row["partner"] in partners]
    names = {str(row["agent"]): row["partner_name"] for row in rows}
    return {
        agent: Entry(agent, f"{said}, {names[agent]}")
        for agent, said in _told_apart(rows).items()
    }


async def employer_of(visit: Visit, agent: str) -> UUID | None:
    """The service that employs this agent; None for who is not in the directory."""
    rows = await _agents(visit)
    return next((row["partner"] for row in rows if str(row["agent"]) == agent), None)


async def _agents(visit: Visit) -> list[Record]:
    readers, territory = visit.desk.installation.readers, visit.desk.territory
    found: list[Record] = await readers.fetch(directory.statements["agents"], territory)
    return found


def _told_apart(rows: Iterable[Record]) -> Mapping[str, str]:
    """Functions by agent; whoever shares theirs in a service bears a number."""
    found: dict[str, str] = {}
    seen: Counter[tuple[UUID, str]] = Counter()
    for row in rows:
        function = label(codes.FUNCTIONS, row["function"])
        seen[row["partner"], function] += 1
        number = seen[row["partner"], function]
        found[str(row["agent"])] = function + (f" (n° {number})" if number > 1 else "")
    return found
