"""A territory begins: the head of its journal, then its first fact."""

from dataclasses import replace
from uuid import UUID, uuid4, uuid5

from api.commands.asks import Ask
from api.desk import Desk
from domain.territory import Territory, territory_stream
from domain.values import Line
from store.log import statements
from store.receipts import Receipt
from store.refusals import Exists

_COMMANDS = UUID("2f6a4b63-0f0e-5d5a-9a53-6f1f3b9d8c02")


class NewTerritory(Ask):
    """The commune's name; fictitious is said once, and for ever."""

    name: Line
    fictitious: bool


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
