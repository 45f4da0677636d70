"""The troupe: the partners of Aubelune and those who work there, under invented names."""

from collections.abc import Iterator, Mapping, Sequence

from api.demo.cast import SOURCE, AgentPart, Cast, Part, PartnerPart, parts
from api.demo.year.chance import Chance
from api.demo.year.words import words
from domain.geography import Quartier
from domain.values import Code, TerritoryId

AUBELUNE: TerritoryId = "99002"
SHOWN = (
    "circo-1", "ccas-1", "pmi-1", "epicerie-1", "ccas-9", "ville-1", "ville-2", "ville-3",
    "ville-4", "ville-5", "ville-6", "ville-7",
)  # fmt: skip
"""Those whom the command line proposes: one of each role, and two busy services."""


class Post(Part):
    function: Code
    roles: tuple[Code, ...]


class Staffed(PartnerPart):
    """A partner with its posts; ``sends``: its part of all referrals, in hundredths."""

    staff: tuple[Post, ...]
    sends: int


class Place(Part):
    """Aubelune as ``territoire-99002.json`` holds it."""

    code: TerritoryId
    name: str
    geography_version: Code
    quartiers: tuple[Quartier, ...]
    partners: tuple[Staffed, ...]


def place() -> Place:
    return Place.model_validate(parts(f"territoire-{AUBELUNE}.json"))


def troupe(here: Place, chance: Chance) -> Cast:
    """Everybody of the place, named by chance."""
    partners = tuple(
        PartnerPart(**each.model_dump(exclude={"staff", "sends"})) for each in here.partners
    )
    return Cast(
        code=here.code, name=here.name, geography_version=here.geography_version,
        quartiers=here.quartiers, partners=partners, agents=tuple(_agents(here, chance)),
        shown=SHOWN,
    )  # fmt: skip


def _agents(here: Place, chance: Chance) -> Iterator[AgentPart]:
    taken: set[str] = set()
    for partner in here.partners:
        for n, post in enumerate(partner.staff, start=1):
            key = f"{partner.key}-{n}"
            yield AgentPart(
                key=key, name=_unlike(taken, chance.of("agent", key)), function=post.function,
                partner=f"{SOURCE}/{partner.key}", roles=post.roles,
            )  # fmt: skip


def _unlike(taken: set[str], chance: Chance) -> str:
    """A name that no colleague has."""
    said = words()
    given = [*said.given["female"], *said.given["female"], *said.given["male"]]
    while True:
        family = chance.choice(said.family)
        if family not in taken:
            taken.add(family)
            return f"{chance.choice(given)} {family}"


def offering(here: Place) -> Mapping[Code, Sequence[str]]:
    """The keys of the partners that offer something on each theme."""
    found: dict[Code, list[str]] = {}
    for partner in here.partners:
        for service in partner.services:
            for theme in service.themes:
                if partner.key not in found.setdefault(theme, []):
                    found[theme].append(partner.key)
    return found
