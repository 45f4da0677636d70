"""A territory begins: the head of its journal, its first fact, then its geography."""

from dataclasses import replace
from uuid import UUID, uuid4, uuid5

from pydantic import Field

from api.commands.asks import Ask
from api.desk import Desk
from domain.geography import Quartier
from domain.territory import Territory, territory_stream
from domain.values import Code, Line
from store.log import statements
from store.receipts import Receipt
from store.refusals import Exists

_COMMANDS = UUID("2f6a4b63-0f0e-5d5a-9a53-6f1f3b9d8c02")


class NewTerritory(Ask):
    """The commune's name; fictitious is said once, and for ever."""

    name: Line
    fictitious: bool


class NewGeography(Ask):
    """The territory's quartiers, each with its code and its public name."""

    version: Code
    quartiers: tuple[Quartier, ...] = Field(min_length=1, max_length=500)


async def adopt_geography(desk: Desk, ask: NewGeography) -> Receipt:
    """Adopt a geography: from now on a quartier is recorded by its codes."""
    return await desk.change(
        Territory, territory_stream(desk.territory), Territory.adopt_geography,
        version=ask.version, quartiers=ask.quartiers,
    )  # fmt: skip


async def create_territory(desk: Desk, ask: NewTerritory) -> Receipt:
    """Create the desk's territory; once created, the same request gets the same answer.

    Raises ``Exists`` where it is there as real instead of fictitious, or the reverse.
    """
    territory, installation = desk.territory, desk.installation
    await installation.writers.execute(
        statements["create_territory"], territory, uuid4(), ask.fictitious
    )
    head = await installation.head(territory)
    if head is None or head["fictitious"] != ask.fictitious:
        raise Exists
    once = replace(desk, command_id=uuid5(_COMMANDS, territory))
    return await once.begin(
        Territory, territory_stream(territory),
        name=ask.name, fictitious=ask.fictitious, origin=str(head["origin"]),
    )  # fmt: skip
