"""How a case stands among its partners, and the guards that its verbs share."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain import case_life as life
from domain.aggregate import Aggregate, Subject
from domain.case_life import State
from domain.values import AgentId, Code, PartnerId, PersonId


class Fact(Aggregate.Event):
    """What a partner did; its agent stands in the fact's header."""

    by: PartnerId


class Candidate(NamedTuple):
    """A professional who coordinates, or is proposed to, and the service that employs them."""

    partner: PartnerId
    agent: AgentId


@dataclass(frozen=True)
class Proposal:
    """A coordinator proposed, and what the law asks for before the maire decides."""

    candidate: Candidate
    agreed: bool = False
    consulted_on: date | None = None


class CaseStanding(Subject):
    def begin(self, opener: PartnerId) -> None:
        self.opener = self.lead = opener
        self.partners = frozenset({opener})
        self.persons: frozenset[PersonId] = frozenset()
        self.goals: frozenset[int] = frozenset()
        self.notes: dict[int, PartnerId] = {}
        self.stand(State.OPEN)

    def stand(self, state: State) -> None:
        """Whatever ends a case ends its coordination; a new one begins anew."""
        self.state = state
        self.told: frozenset[Code] = frozenset()
        self.proposal: Proposal | None = None
        self.coordinator: Candidate | None = None

    @property
    def case_id(self) -> UUID:
        return self.id

    def _ensure_open(self) -> None:
        if self.state is not State.OPEN:
            raise life.CaseClosed

    def _ensure_involved(self, by: PartnerId) -> None:
        if by not in self.partners:
            raise life.NotInvolved

    def _ensure_shared(self, by: PartnerId) -> None:
        self._ensure_open()
        self._ensure_involved(by)

    def _ensure_lead(self, by: PartnerId) -> None:
        if by != self.lead:
            raise life.NotLead

    def _ensure_among(self, partner: PartnerId) -> None:
        if partner not in self.partners:
            raise life.PartnerNotInvolved
