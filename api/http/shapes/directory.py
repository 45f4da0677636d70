"""Partners and what everyone may know of them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from api.http.shapes.shape import Page, Shape
from domain.values import Code


class Fiche(Shape):
    """Un partenaire, tel que l’annuaire le décrit."""

    partner: UUID
    version: int
    name: str
    kind: Code
    networks: list[Code]
    presentation: str | None
    address: str | None
    address_more: str | None
    postcode: str | None
    city: str | None
    phone: str | None
    website: str | None
    capacity: Code | None
    capacity_since: datetime | None = Field(description="Depuis quand elle est déclarée telle.")
    charter: str | None
    charter_on: date | None
    gone: bool


class FichePage(Page):
    items: list[Fiche]


class Offered(Shape):
    service: str
    name: str
    themes: list[Code]
    publics: list[Code]
    presentation: str | None
    fees: Code | None
    reception: list[Code]


class Closed(Shape):
    """Jours de fermeture, premier et dernier compris."""

    first: date
    last: date


class Declared(Shape):
    """Une capacité d’accueil déclarée, et quand."""

    capacity: Code
    said_at: datetime


class FullFiche(Fiche):
    """Un partenaire, ses services et ses fermetures."""

    services: list[Offered]
    closures: list[Closed]
    capacities: list[Declared] = Field(description="Le dernier déclaré d’abord.")
