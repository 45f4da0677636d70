"""Colleagues to choose from: by function, told apart by a number, never by name."""

from collections import Counter
from collections.abc import Mapping

from api.pages.visit import Visit
from domain import codes
from domain.codes import Entry
from projections import directory
from projections.wording import label


async def colleagues(visit: Visit) -> Mapping[str, Entry]:
    """The agents of the visitor's service, themselves included."""
    asker = visit.desk.asker
    rows = await visit.desk.installation.readers.fetch(
        directory.statements["agents"], asker.territory
    )
    found: dict[str, Entry] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        if row["partner"] == asker.partner:
            function = label(codes.FUNCTIONS, row["function"])
            seen[function] += 1
            number = f" (n° {seen[function]})" if seen[function] > 1 else ""
            me = " — vous" if row["agent"] == asker.agent else ""
            found[str(row["agent"])] = Entry(str(row["agent"]), function + number + me)
    return found
