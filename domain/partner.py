"""A partner (partenaire): a service that one addresses, and what it offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid5

from domain import codes
from domain.aggregate import Aggregate, Refusal, event
from domain.values import Closure, Code, Line, PartnerId, Public, TerritoryId, Text
from domain.working_days import ensure_covered

PARTNERS = UUID("5b0cf9a5-6a54-5f1c-9d0b-8d6b0f4b7a11")

LONGEST_CLOSURE = timedelta(days=366)


def partner_id(territory: TerritoryId, source: str, reference: str) -> PartnerId:
    """The same record of the same source is the same partner, however often it is read."""
    return PartnerId(uuid5(PARTNERS, f"{territory}/{source}/{reference}"))


class PartnerLeft(Refusal):
    """Ce partenaire a quitté le réseau."""


class NothingNew(Refusal):
    """Rien n’a changé dans cette fiche."""


class AlreadyOffered(Refusal):
    """Ce service figure déjà à l’identique dans la fiche de ce partenaire."""


class NotOffered(Refusal):
    """Ce service ne figure pas dans la fiche de ce partenaire."""


class ClosureReversed(Refusal):
    """La fin d’une fermeture ne peut pas précéder son début."""


class ClosureTooLong(Refusal):
    """Une fermeture dure un an au plus ; au-delà, le partenaire quitte le réseau."""


class CharterAlreadyAccepted(Refusal):
    """Ce partenaire a déjà accepté cette version de la charte."""

    field = "charter"


class SomethingOpen(Refusal):
    """Une orientation, une alerte ou un engagement de ce partenaire est encore ouvert."""


@dataclass(frozen=True)
class Description:
    """What everyone may know of a partner; public for ever."""

    name: Public[Line]
    kind: Code
    networks: tuple[Code, ...] = ()
    presentation: Public[Text] | None = None
    address: Public[Line] | None = None
    address_more: Public[Line] | None = None
    postcode: Public[Line] | None = None
    city: Public[Line] | None = None
    insee: Public[Line] | None = None
    latitude: float | None = None
    longitude: float | None = None
    phone: Public[Line] | None = None
    website: Public[Line] | None = None


@dataclass(frozen=True)
class Offer:
    """A service that a partner offers, e.g. « Aide aux impayés de loyer »."""

    name: Public[Line]
    themes: tuple[Code, ...]
    publics: tuple[Code, ...] = ()
    presentation: Public[Text] | None = None
    fees: Code | None = None
    reception: tuple[Code, ...] = ()


class Partner(Aggregate):
    class Joined(Aggregate.Created):
        source: Code
        reference: Public[Line]
        description: Description

    class Described(Aggregate.Event):
        description: Description

        def apply(self, it: "Partner") -> None:
            it.description = self.description

    class ServiceOffered(Aggregate.Event):
        class_version: ClassVar[int] = 2

        service: Public[Line]
        offer: Offer

        def apply(self, it: "Partner") -> None:
            it.offers = {**it.offers, self.service: self.offer}

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["offer"] |= {"presentation": None, "fees": None, "reception": []}

    class ServiceWithdrawn(Aggregate.Event):
        service: Public[Line]

        def apply(self, it: "Partner") -> None:
            it.offers = {
                service: offer
                for service, offer in it.offers.items()
                if service != self.service
            }

    class CapacityDeclared(Aggregate.Event):
        capacity: Code

    class ClosedBetween(Aggregate.Event):
        first: date
        last: date

        def apply(self, it: "Partner") -> None:
            it.closures += (Closure(self.first, self.last),)

    class CharterAccepted(Aggregate.Event):
        version: Public[Line]
        on: date

        def apply(self, it: "Partner") -> None:
            it.charters |= {self.version}

    class Left(Aggregate.Event):
        def apply(self, it: "Partner") -> None:
            it.left = True

    @event(Joined)
    def __init__(
        self,
        id: PartnerId,  # noqa: A002 - the library passes the stream's id by this name
        source: Code,
        reference: Public[Line],
        description: Description,
    ) -> None:
        self.description = description
        self.offers: dict[str, Offer] = {}
        self.closures: tuple[Closure, ...] = ()
        self.charters: frozenset[str] = frozenset()
        self.left = False

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        _ensure_described(facts["description"])

    def describe(self, *, description: Description) -> None:
        self._ensure_here()
        _ensure_described(description)
        if description == self.description:
            raise NothingNew
        self.trigger_event(self.Described, description=description)

    def offer_service(self, *, service: str, offer: Offer) -> None:
        self._ensure_here()
        codes.THEMES.ensure_each(themes=offer.themes)
        codes.PUBLICS.ensure_each(publics=offer.publics)
        codes.RECEPTION_MODES.ensure_each(reception=offer.reception)
        if offer.fees is not None:
            codes.FEES.ensure(fees=offer.fees)
        if self.offers.get(service) == offer:
            raise AlreadyOffered
        self.trigger_event(self.ServiceOffered, service=service, offer=offer)

    def withdraw_service(self, *, service: str) -> None:
        self._ensure_here()
        if service not in self.offers:
            raise NotOffered
        self.trigger_event(self.ServiceWithdrawn, service=service)

    def declare_capacity(self, *, capacity: str) -> None:
        self._ensure_here()
        codes.CAPACITIES.ensure(capacity=capacity)
        self.trigger_event(self.CapacityDeclared, capacity=capacity)

    def close_between(self, *, first: date, last: date) -> None:
        self._ensure_here()
        if last < first:
            raise ClosureReversed
        if last - first > LONGEST_CLOSURE:
            raise ClosureTooLong
        ensure_covered(first, last)
        self.trigger_event(self.ClosedBetween, first=first, last=last)

    def accept_charter(self, *, version: str, on: date) -> None:
        """The network's charter, in that version, signed on that day."""
        self._ensure_here()
        if version in self.charters:
            raise CharterAlreadyAccepted
        self.trigger_event(self.CharterAccepted, version=version, on=on)

    def leave(self, *, still_open: int) -> None:
        """``still_open``: how many it still owes something, counted by the caller."""
        self._ensure_here()
        if still_open > 0:
            raise SomethingOpen
        self.trigger_event(self.Left)

    def _ensure_here(self) -> None:
        if self.left:
            raise PartnerLeft


def _ensure_described(description: Description) -> None:
    codes.PARTNER_KINDS.ensure(kind=description.kind)
    codes.NETWORKS.ensure_each(networks=description.networks)
