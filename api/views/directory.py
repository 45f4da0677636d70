"""The directory: partners by name, keyset by (name, partner)."""

from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from projections import directory
from store.refusals import Unknown

_FIRST = ("", UUID(int=0))


class Found(NamedTuple):
    """Partners of one page, and the key of the next one."""

    partners: list[Record]
    next: str | None


async def search(sight: Sight, words: str, after: str | None, most: int) -> Found:
    """Partners of whom every word says something; those who left are not among them."""
    name, partner = _key(after)
    asked = " ".join(words.replace("\x00", " ").split())
    rows = await sight.fetch(directory.statements["search"], asked, name, partner, most)
    last = f"{rows[-1]['partner']}/{rows[-1]['name']}" if len(rows) == most else None
    return Found(rows, last)


async def fiche_of(sight: Sight, partner: UUID) -> dict[str, Any]:
    """One partner with its services, closures and declared capacities; raises ``Unknown``."""
    rows = await sight.fetch(directory.statements["fiche"], partner)
    if not rows:
        raise Unknown
    services = await sight.fetch(directory.statements["services_of"], partner)
    closures = await sight.fetch(directory.statements["closures_of"], partner)
    told = await sight.fetch(directory.statements["capacities_of"], partner)
    return dict(rows[0]) | {"services": services, "closures": closures, "capacities": told}


def _key(after: str | None) -> tuple[str, UUID]:
    if after is None:
        return _FIRST
    partner, _, name = after.partition("/")
    try:
        return name.replace("\x00", ""), UUID(partner)
    except ValueError:
        return _FIRST
