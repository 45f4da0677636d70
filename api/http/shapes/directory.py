"""Partners and what everyone may know of them."""

from datetime import date
from uuid import UUID

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


class FullFiche(Fiche):
    """Un partenaire, ses services et ses fermetures."""

    services: list[Offered]
    closures: list[Closed]
