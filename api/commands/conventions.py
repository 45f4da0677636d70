"""The convention of a territory: what its signatories promised, kept word for word."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import Field

from api.commands.asks import Ask, Day
from api.desk import Desk
from domain.convention import Convention
from domain.values import Line, TerritoryId, Text
from store.receipts import Receipt
from store.refusals import FromTheFuture

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


class NewAmendment(Ask):
    """An amendment (avenant): its number, the means that it adds, and when it was signed.

    ``conference``: which yearly evaluation led to it, where one did.
    """

    number: Annotated[int, Field(title="Numéro", ge=1, le=1_000)]
    means: tuple[Text, ...] = Field(title="Moyens ajoutés", min_length=1, max_length=100)
    signed_on: Annotated[Day, Field(title="Signé le")]
    conference: Annotated[Line | None, Field(title="Conférence dont il est issu")] = None


class Renewing(Ask):
    until: Annotated[Day, Field(title="Jusqu’au")]


class Denouncing(Ask):
    """Which party leaves the convention, when it said so, and from when it counts."""

    party: Annotated[Line, Field(title="Signataire qui dénonce")]
    on: Annotated[Day, Field(title="Le")]
    effect: Annotated[Day, Field(title="Avec effet au")]


async def sign(desk: Desk, ask: NewConvention) -> Receipt:
    """Record the territory's convention; raises ``Exists`` where it has one."""
    return await desk.begin(Convention, convention_stream(desk.territory), **dict(ask))


async def amend(desk: Desk, ask: NewAmendment) -> Receipt:
    """Record a signed amendment; not before it was signed."""
    _ensure_past(desk, ask.signed_on)
    return await _change(desk, Convention.amend, ask)


async def renew(desk: Desk, ask: Renewing) -> Receipt:
    return await _change(desk, Convention.renew, ask)


async def denounce(desk: Desk, ask: Denouncing) -> Receipt:
    """Record that a party leaves the convention; not before it said so."""
    _ensure_past(desk, ask.on)
    return await _change(desk, Convention.denounce, ask)


async def _change(desk: Desk, verb: Callable[..., None], ask: Ask) -> Receipt:
    return await desk.change(Convention, convention_stream(desk.territory), verb, **dict(ask))


def _ensure_past(desk: Desk, day: date) -> None:
    if day > desk.today:
        raise FromTheFuture
