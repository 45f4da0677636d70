"""The convention of a territory: what its signatories promised, kept word for word."""

from uuid import UUID, uuid5

from pydantic import Field

from api.commands.asks import Ask
from api.desk import Desk
from domain.convention import Convention
from domain.values import Line, TerritoryId, Text
from store.receipts import Receipt

_CONVENTIONS = UUID("c0a9d0c5-6f0b-5a5e-8a0e-3a0f1d2b4c61")


def convention_stream(territory: TerritoryId) -> UUID:
    """The stream of a territory's convention; amendments and renewals go on in it."""
    return uuid5(_CONVENTIONS, territory)


class NewConvention(Ask):
    """The parts of a signed convention. A representative's name is not one of them."""

    parties: tuple[Line, ...] = Field(min_length=2)
    deliberations: tuple[Line, ...] = ()
    term: Line
    priorities: tuple[Text, ...] = Field(min_length=1)
    principles: tuple[Text, ...] = Field(min_length=1)
    means: tuple[Text, ...] = Field(min_length=1)


async def sign(desk: Desk, ask: NewConvention) -> Receipt:
    """Record the territory's convention; raises ``Exists`` where it has one."""
    return await desk.begin(Convention, convention_stream(desk.territory), **dict(ask))
