"""A partner in the directory: what it offers, its room, its closures, its leaving."""

from dataclasses import replace
from typing import Annotated, NamedTuple

from pydantic import Field, StringConstraints

from api.commands.asks import Among, Ask, Day, Deed
from api.commands.verbs import known
from api.desk import Desk
from domain import codes
from domain.partner import Description, Offer, Partner, partner_id
from domain.values import Code, Line, PartnerId, TerritoryId, Text
from projections import commitments, inbox, watch_board
from store.receipts import Receipt
from store.refusals import FromTheFuture

ENTERED: Code = "entered"
"""The source of a fiche that was typed in, not imported."""

_WebAddress = Annotated[Line, StringConstraints(pattern=r"^https?://\S+$")]


class Describing(Ask):
    """What everyone may know of a partner. A contact person's name is not of it."""

    name: Annotated[Line, Field(title="Nom du service")]
    kind: Annotated[Code, Among(codes.PARTNER_KINDS), Field(title="Métier")]
    presentation: Annotated[
        Text | None,
        Field(
            title="Présentation",
            description="Ce que fait le service, pour qui. Jamais le nom d’une personne.",
        ),
    ] = None
    address: Annotated[Line | None, Field(title="Numéro et rue")] = None
    address_more: Annotated[Line | None, Field(title="Complément d’adresse")] = None
    postcode: Annotated[Line | None, Field(title="Code postal")] = None
    city: Annotated[Line | None, Field(title="Ville")] = None
    phone: Annotated[Line | None, Field(title="Téléphone", description="Celui du service.")] = (
        None
    )
    website: Annotated[
        _WebAddress | None, Field(title="Site", description="En https:// ou http://.")
    ] = None


class Joining(Describing):
    """A partner that joins the network."""

    reference: Annotated[
        Line,
        Field(
            title="Référence",
            description="Son SIRET, ou un identifiant à vous ; une fiche par référence.",
        ),
    ]


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


class Declaring(Deed):
    capacity: Annotated[Code, Among(codes.CAPACITIES), Field(title="Capacité d’accueil")]


class Closing(Ask):
    """The days, both included, on which the partner does not work."""

    first: Annotated[Day, Field(title="Premier jour de fermeture")]
    last: Annotated[Day, Field(title="Dernier jour de fermeture")]


class Accepting(Ask):
    """The version of the charter that was signed, and the day."""

    charter: Annotated[Line, Field(title="Version de la charte")]
    on: Annotated[Day, Field(title="Signée le")]


def entered_as(territory: TerritoryId, ask: Joining) -> PartnerId:
    """The same reference is the same partner."""
    return partner_id(territory, ENTERED, ask.reference)


async def join(desk: Desk, partner: PartnerId, ask: Joining) -> Receipt:
    """Enter one partner in the directory; raises ``Exists`` where it is there."""
    description = Description(**ask.model_dump(exclude={"reference"}))
    return await desk.begin(
        Partner, partner, source=ENTERED, reference=ask.reference, description=description
    )


async def describe(desk: Desk, partner: PartnerId, ask: Describing) -> Receipt:
    """Say it anew; what an import knows beside (networks, place on the map) stays."""
    it: Partner = await known(desk, Partner, partner)
    description = replace(it.description, **ask.model_dump())
    return await desk.change(Partner, partner, Partner.describe, description=description)


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
    return await desk.change(
        Partner, partner, Partner.accept_charter, version=ask.charter, on=ask.on
    )


class Waiting(NamedTuple):
    """What waits because of a partner: referrals received and sent, alerts, commitments."""

    received: int
    sent: int
    alerts: int
    commitments: int


async def waiting_for(desk: Desk, partner: PartnerId) -> Waiting:
    """What is still open to or from that partner."""
    async with desk.look("departure") as sight:
        towards = await sight.fetch(inbox.statements["open_towards"], partner)
        sent = await sight.fetch(inbox.statements["open_from"], partner)
        alerts = await sight.fetch(watch_board.statements["open_for"], partner)
        promised = await sight.fetch(commitments.statements["open_of"], partner)
    counted = (towards, sent, alerts, promised)
    return Waiting(*(rows[0]["count"] for rows in counted))


async def leave(desk: Desk, partner: PartnerId, _: Ask | None = None) -> Receipt:
    """Take the partner out of the network, once nothing open waits for it or from it."""
    waiting = await waiting_for(desk, partner)
    return await desk.change(Partner, partner, Partner.leave, still_open=sum(waiting))
