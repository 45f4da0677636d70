"""How a territory of the demonstration begins: convention, directory, services, agents."""

import asyncio
from contextlib import suppress
from dataclasses import replace

from api.commands.agents import NewAgent, enrol
from api.commands.conventions import NewConvention, sign
from api.commands.directory import import_directory
from api.commands.territories import (
    NewGeography,
    NewTerritory,
    adopt_geography,
    create_territory,
)
from api.demo.calendar import Days
from api.demo.cast import SOURCE, AgentPart, Cast, PartnerPart, content, named
from api.desk import Desk
from api.installation import Installation
from domain.partner import Description, Offer, Partner, partner_id
from domain.policies import CASEWORK, SYSTEM, Asker
from store.refusals import Exists


def administrator(installation: Installation, territory: str, source: str = "demo") -> Desk:
    return Desk(installation, Asker(SYSTEM, None, "administrator", territory), source)


async def open_clichy(desk: Desk, cast: Cast) -> None:
    """The real directory and the text of the convention; the services marked fictitious."""
    await begin(desk, cast)
    with suppress(Exists):
        await sign(desk, NewConvention.model_validate_json(content("convention-93014.json")))
    importing = replace(desk, source="import")
    for file in ("structures-93.json", "structures-fictives-93014.json"):
        await import_directory(importing, content(file))
    await _enrol_all(desk, cast)


async def open_invented(desk: Desk, cast: Cast, days: Days) -> None:
    """An invented commune, with everybody who is in its stories."""
    await begin(desk, cast)
    once = replace(desk, command_id=named(desk.territory, "geography"))
    geography = NewGeography(version=cast.geography_version, quartiers=cast.quartiers)
    await adopt_geography(once, geography)
    await asyncio.gather(*(_join(desk, part, cast.city, days) for part in cast.partners))
    await _enrol_all(desk, cast)
    await asyncio.gather(*(_declare(desk, cast, part) for part in cast.partners))


async def begin(desk: Desk, cast: Cast) -> None:
    """The territory, with nothing in it."""
    await create_territory(desk, NewTerritory(name=cast.name, fictitious=True))


async def _join(desk: Desk, part: PartnerPart, city: str, days: Days) -> None:
    partner = partner_id(desk.territory, SOURCE, part.key)
    said = Description(
        name=part.name, kind=part.kind, presentation=part.presentation, address=part.address,
        postcode=desk.territory, city=city, phone=part.phone,
    )  # fmt: skip
    await _once(desk, part, "join").begin(
        Partner, partner, source=SOURCE, reference=part.key, description=said
    )
    for n, offered in enumerate(part.services):
        offer = Offer(offered.name, offered.themes, offered.publics)
        offering = _once(desk, part, f"service/{n}")
        service = f"{part.key}-{n + 1}"
        await offering.change(
            Partner, partner, Partner.offer_service, service=service, offer=offer
        )
    if part.closes is not None:
        first, last = (days(-n) for n in part.closes)
        closing = _once(desk, part, "closure")
        await closing.change(Partner, partner, Partner.close_between, first=first, last=last)


async def _declare(desk: Desk, cast: Cast, part: PartnerPart) -> None:
    """Only the partner says whether it has room."""
    partner = partner_id(desk.territory, SOURCE, part.key)
    at_work = (agent for agent in cast.agents if agent.works_for(cast.code) == partner)
    who = next((agent for agent in at_work if agent.roles[0] in CASEWORK), None)
    if who is None:
        return
    asker = Asker(who.agent(cast.code), partner, who.roles[0], cast.code)
    declaring = replace(_once(desk, part, "capacity"), asker=asker)
    await declaring.change(Partner, partner, Partner.declare_capacity, capacity=part.capacity)


async def _enrol_all(desk: Desk, cast: Cast) -> None:
    await asyncio.gather(*(_enrol(desk, cast, part) for part in cast.agents))


async def _enrol(desk: Desk, cast: Cast, part: AgentPart) -> None:
    agent = part.agent(cast.code)
    ask = NewAgent(
        name=part.name, function=part.function, partner=part.works_for(cast.code),
        roles=part.roles,
    )  # fmt: skip
    await enrol(replace(desk, correlation=agent), agent, ask)


def _once(desk: Desk, part: PartnerPart, what: str) -> Desk:
    """The desk of a command that is written once, however often it is asked for."""
    return replace(desk, command_id=named(desk.territory, f"{part.key}/{what}"))
