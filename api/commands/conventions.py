"""The convention of a territory: what its signatories promised, kept word for word."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import Field, StringConstraints

from api.commands.asks import Ask, Day
from api.commands.conferences import proposal_of
from api.desk import Desk
from domain.convention import Convention
from domain.values import Line, TerritoryId, Text
from store.receipts import Receipt
from store.refusals import FromTheFuture

_CONVENTIONS = UUID("c0a9d0c5-6f0b-5a5e-8a0e-3a0f1d2b4c61")

_Proposal = Annotated[Line, StringConstraints(pattern=r"^20\d\d/[1-9]\d{0,2}$")]


def convention_stream(territory: TerritoryId) -> UUID:
    """The stream of a territory's convention; amendments and renewals go on in it."""
    return uuid5(_CONVENTIONS, territory)


class NewConvention(Ask):
    """The parts of a signed convention. A representative's name is not one of them."""

    parties: tuple[Line, ...] = Field(title="Signataires", min_length=2, max_length=100)
    deliberations: tuple[Line, ...] = Field((), title="Délibérations", max_length=100)
    term: Annotated[Line, Field(title="Durée")]
    priorities: tuple[Text, ...] = Field(title="Priorités", min_length=1, max_length=100)
    principles: tuple[Text, ...] = Field(title="Principes", min_length=1, max_length=100)
    means: tuple[Text, ...] = Field(title="Moyens", min_length=1, max_length=100)


class NewAmendment(Ask):
    """An amendment (avenant): its number, the means that it adds, and when it was signed.

    ``conference``, ``proposal``: which yearly evaluation led to it, where one did.
    """

    number: Annotated[int, Field(title="Numéro", ge=1, le=1_000)]
    means: tuple[Text, ...] = Field(title="Moyens ajoutés", min_length=1, max_length=100)
    signed_on: Annotated[Day, Field(title="Signé le")]
    conference: Annotated[Line | None, Field(title="Conférence dont il est issu")] = None
    proposal: Annotated[
        _Proposal | None,
        Field(
            title="Proposition qu’il reprend",
            description="Année et numéro, comme 2026/1, si une conférence l’a proposé ici.",
        ),
    ] = None


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
    said = dict(ask)
    if ask.proposal is not None:
        said["proposal"] = await proposal_of(desk, ask.proposal)
    return await _change(desk, Convention.amend, said)


async def renew(desk: Desk, ask: Renewing) -> Receipt:
    return await _change(desk, Convention.renew, dict(ask))


async def denounce(desk: Desk, ask: Denouncing) -> Receipt:
    """Record that a party leaves the convention; not before it said so."""
    _ensure_past(desk, ask.on)
    return await _change(desk, Convention.denounce, dict(ask))


async def _change(desk: Desk, verb: Callable[..., None], said: Mapping[str, Any]) -> Receipt:
    return await desk.change(Convention, convention_stream(desk.territory), verb, **said)


def _ensure_past(desk: Desk, day: date) -> None:
    if day > desk.today:
        raise FromTheFuture
