"""An agent (professionnel·le): somebody who works for a partner, in given roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import codes
from domain.aggregate import Aggregate, Refusal, Subject, event
from domain.periods import Period, ensure_period
from domain.values import AgentId, Code, Line, PartnerId, Personal


class AgentDisabled(Refusal):
    """Ce compte est désactivé."""


class RoleAlreadyGranted(Refusal):
    """Ce rôle est déjà attribué à cette personne."""


class RoleNotGranted(Refusal):
    """Ce rôle n’est pas attribué à cette personne."""


class MandateForEmployer(Refusal):
    """Ce compte agit déjà pour son propre service : aucun mandat n’est nécessaire."""

    field = "on_behalf_of"


class AlreadyMandated(Refusal):
    """Un mandat de ce partenaire couvre déjà une partie de cette période."""

    field = "first"


class NotMandated(Refusal):
    """Ce compte n’a aucun mandat de ce partenaire."""


class OneselfNotOther(Refusal):
    """Indiquez une autre personne que celle qui s’absente ou qui passe la main."""


class AlreadyAbsent(Refusal):
    """Cette absence est déjà déclarée à l’identique."""


class NotAbsent(Refusal):
    """Aucune absence n’est déclarée pour ce compte."""


class NothingToHandOver(Refusal):
    """Aucune orientation ouverte n’est confiée à ce compte."""


@dataclass(frozen=True)
class Absence:
    """When an agent is away, and who sees to their referrals meanwhile."""

    period: Period
    deputy: AgentId


class Agent(Subject):
    class Enrolled(Aggregate.Created):
        name: Personal[Line]
        function: Code
        partner: PartnerId

    class RoleGranted(Aggregate.Event):
        role: Code

        def apply(self, it: "Agent") -> None:
            it.roles |= {self.role}

    class RoleRevoked(Aggregate.Event):
        role: Code

        def apply(self, it: "Agent") -> None:
            it.roles -= {self.role}

    class Mandated(Aggregate.Event):
        on_behalf_of: PartnerId
        first: date
        last: date

        def apply(self, it: "Agent") -> None:
            periods = it.mandates.get(self.on_behalf_of, ())
            period = Period(self.first, self.last)
            it.mandates = {**it.mandates, self.on_behalf_of: (*periods, period)}
            it.served |= {self.on_behalf_of}

    class MandateEnded(Aggregate.Event):
        on_behalf_of: PartnerId

        def apply(self, it: "Agent") -> None:
            it.mandates = {
                partner: periods
                for partner, periods in it.mandates.items()
                if partner != self.on_behalf_of
            }

    class Absent(Aggregate.Event):
        first: date
        last: date
        deputy: AgentId

        def apply(self, it: "Agent") -> None:
            it.absence = Absence(Period(self.first, self.last), self.deputy)

    class Returned(Aggregate.Event):
        def apply(self, it: "Agent") -> None:
            it.absence = None

    class PortfolioHandedOver(Aggregate.Event):
        to: AgentId
        referrals: int

    class Disabled(Aggregate.Event):
        def apply(self, it: "Agent") -> None:
            it.disabled = True

    @event(Enrolled)
    def __init__(
        self,
        id: AgentId,  # noqa: A002 - the library passes the stream's id by this name
        name: Personal[Line],
        function: Code,
        partner: PartnerId,
    ) -> None:
        self.partner = partner
        self.roles: frozenset[str] = frozenset()
        self.mandates: Mapping[PartnerId, tuple[Period, ...]] = {}
        self.served = frozenset({partner})
        self.absence: Absence | None = None
        self.disabled = False

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.FUNCTIONS.ensure(function=facts["function"])

    def grant_role(self, *, role: str) -> None:
        self._ensure_enabled()
        codes.ROLES.ensure(role=role)
        if role in self.roles:
            raise RoleAlreadyGranted
        self.trigger_event(self.RoleGranted, role=role)

    def revoke_role(self, *, role: str) -> None:
        self._ensure_enabled()
        if role not in self.roles:
            raise RoleNotGranted
        self.trigger_event(self.RoleRevoked, role=role)

    def mandate(self, *, on_behalf_of: PartnerId, first: date, last: date) -> None:
        """Another partner than the employer lets them act in its name, for a time."""
        self._ensure_enabled()
        if on_behalf_of == self.partner:
            raise MandateForEmployer
        period = ensure_period(first, last)
        if any(period.meets(other) for other in self.mandates.get(on_behalf_of, ())):
            raise AlreadyMandated
        self.trigger_event(self.Mandated, on_behalf_of=on_behalf_of, first=first, last=last)

    def end_mandate(self, *, on_behalf_of: PartnerId) -> None:
        """At once, and what was planned with it; a disabled account loses it all the same."""
        if on_behalf_of not in self.mandates:
            raise NotMandated
        self.trigger_event(self.MandateEnded, on_behalf_of=on_behalf_of)

    def be_absent(self, *, first: date, last: date, deputy: AgentId) -> None:
        """Said again with other days or another deputy, it replaces what was said."""
        self._ensure_enabled()
        self._ensure_other(deputy)
        if Absence(ensure_period(first, last), deputy) == self.absence:
            raise AlreadyAbsent
        self.trigger_event(self.Absent, first=first, last=last, deputy=deputy)

    def come_back(self) -> None:
        self._ensure_enabled()
        if self.absence is None:
            raise NotAbsent
        self.trigger_event(self.Returned)

    def hand_over(self, *, to: AgentId, referrals: int) -> None:
        """``referrals``: how many were reassigned, by the caller. Also after a departure."""
        self._ensure_other(to)
        if referrals < 1:
            raise NothingToHandOver
        self.trigger_event(self.PortfolioHandedOver, to=to, referrals=referrals)

    def disable(self) -> None:
        self._ensure_enabled()
        self.trigger_event(self.Disabled)

    def _ensure_enabled(self) -> None:
        if self.disabled:
            raise AgentDisabled

    def _ensure_other(self, agent: AgentId) -> None:
        if agent == self.id:
            raise OneselfNotOther


def acts_for(it: Agent, partner: PartnerId, day: date) -> bool:
    """Whether that agent works for that partner on that day, or has its mandate."""
    if it.disabled:
        return False
    periods = it.mandates.get(partner, ())
    return it.partner == partner or any(period.covers(day) for period in periods)
