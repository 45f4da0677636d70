"""A partner in the directory: what it offers, its room, its closures, its leaving."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Ask, Day
from api.desk import Desk
from domain import codes
from domain.partner import Offer, Partner
from domain.values import Code, Line, PartnerId
from projections import inbox
from store.receipts import Receipt
from store.refusals import FromTheFuture


class Offering(Ask):
    """A service: its reference in the partner's own list, its name, themes and publics."""

    service: Annotated[Line, Field(title="Référence du service", description="La vôtre.")]
    name: Annotated[Line, Field(title="Nom du service")]
    themes: tuple[Annotated[Code, Among(codes.THEMES)], ...] = Field(
        title="Thèmes", min_length=1, max_length=10
    )
    publics: tuple[Annotated[Code, Among(codes.PUBLICS)], ...] = Field(
        (), title="Publics", max_length=20
    )


class Withdrawing(Ask):
    service: Annotated[Line, Field(title="Référence du service")]


class Declaring(Ask):
    capacity: Annotated[Code, Among(codes.CAPACITIES), Field(title="Capacité d’accueil")]


class Closing(Ask):
    """The days, both included, on which the partner does not work."""

    first: Annotated[Day, Field(title="Premier jour de fermeture")]
    last: Annotated[Day, Field(title="Dernier jour de fermeture")]


class Accepting(Ask):
    """The version of the charter that was signed, and the day."""

    version: Annotated[Line, Field(title="Version de la charte")]
    on: Annotated[Day, Field(title="Signée le")]


async def offer_service(desk: Desk, partner: PartnerId, ask: Offering) -> Receipt:
    offer = Offer(ask.name, ask.themes, ask.publics)
    return await desk.change(
        Partner, partner, Partner.offer_service, service=ask.service, offer=offer
    )


async def withdraw_service(desk: Desk, partner: PartnerId, ask: Withdrawing) -> Receipt:
    return await desk.change(Partner, partner, Partner.withdraw_service, service=ask.service)


async def declare_capacity(desk: Desk, partner: PartnerId, ask: Declaring) -> Receipt:
    return await desk.change(Partner, partner, Partner.declare_capacity, capacity=ask.capacity)


async def close_between(desk: Desk, partner: PartnerId, ask: Closing) -> Receipt:
    return await desk.change(Partner, partner, Partner.close_between, **dict(ask))


async def accept_charter(desk: Desk, partner: PartnerId, ask: Accepting) -> Receipt:
    """Record that the partner signed the charter; not before it did."""
    if ask.on > desk.today:
        raise FromTheFuture
    return await desk.change(Partner, partner, Partner.accept_charter, **dict(ask))


async def leave(desk: Desk, partner: PartnerId, _: Ask | None = None) -> Receipt:
    """Take the partner out of the network, once nothing open waits for it or from it."""
    async with desk.look("departure") as sight:
        counted = [
            await sight.fetch(inbox.statements[which], partner)
            for which in ("open_towards", "open_from")
        ]
    waiting = sum(rows[0]["count"] for rows in counted)
    return await desk.change(Partner, partner, Partner.leave, open_referrals=waiting)
