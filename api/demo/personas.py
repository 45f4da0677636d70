"""The personas: who one may be in the demonstration, each with a token that works."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from api.access import Access
from api.demo.cast import Cast, cast_of
from api.demo.prepare import CLICHY, MIREFONTAINE, telling_in
from api.demo.year.plan import cast_of_year
from api.installation import Installation
from domain import codes
from domain.policies import Asker
from domain.values import Code
from projections import directory

LIFE = timedelta(days=7)


class Persona(NamedTuple):
    """A fictitious agent: what they do, for which service, and a token of theirs."""

    name: str
    function: str
    service: str
    role: Code
    token: str


class Company(NamedTuple):
    """The personas of a territory, and how many facts its journal holds."""

    territory: str
    name: str
    facts: int
    personas: Sequence[Persona]


async def companies(installation: Installation) -> list[Company]:
    """Those one may be, with tokens made for this run; they end after seven days."""
    casts = [cast_of(MIREFONTAINE), cast_of(CLICHY)]
    telling = await telling_in(installation)
    if telling is not None:
        casts.append(cast_of_year(telling.told.seed))
    return [await _company(installation, each) for each in casts]


async def _company(installation: Installation, cast: Cast) -> Company:
    access = Access(installation.readers, installation.writers)
    services = [part.works_for(cast.code) for part in cast.personas]
    rows = await installation.readers.fetch(directory.statements["names"], cast.code, services)
    names = {row["partner"]: row["name"] for row in rows}
    personas = []
    for part in cast.personas:
        partner, role = part.works_for(cast.code), part.roles[0]
        asker = Asker(part.agent(cast.code), partner, role, cast.code)
        token = await access.grant(asker, "démonstration", LIFE)
        function = codes.FUNCTIONS[part.function].label
        personas.append(Persona(part.name, function, names[partner], role, token))
    head = await installation.head(cast.code)
    return Company(cast.code, cast.name, head["position"] if head else 0, personas)
