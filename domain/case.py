"""A case (situation): what the partners of a territory do together for a household."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from domain import codes
from domain.aggregate import Aggregate, Refusal, Subject, event
from domain.values import CaseId, CoarseFacts, Code, PartnerId, Personal, PersonId, Text


class NotInvolved(Refusal):
    """Votre service n’est pas partie à cette situation."""


class AlreadyInvolved(Refusal):
    """Ce partenaire est déjà partie à cette situation."""


class AlreadyInCase(Refusal):
    """Cette personne fait déjà partie de cette situation."""


class CaseClosed(Refusal):
    """Cette situation est close."""


class Case(Subject):
    class Opened(Aggregate.Created):
        opener: PartnerId
        coarse: CoarseFacts

    class PersonAdded(Aggregate.Event):
        by: PartnerId
        person: PersonId

        def apply(self, it: "Case") -> None:
            it.persons |= {self.person}

    class PartnerInvolved(Aggregate.Event):
        partner: PartnerId
        sharing_ground: Code

        def apply(self, it: "Case") -> None:
            it.partners |= {self.partner}

    class NoteAdded(Aggregate.Event):
        transition: ClassVar[bool] = False

        by: PartnerId
        text: Personal[Text]
        audience: Code

    class Closed(Aggregate.Event):
        by: PartnerId
        outcome: Code

        def apply(self, it: "Case") -> None:
            it.closed = True

    class EnteredInError(Aggregate.Event):
        transition: ClassVar[bool] = False

        by: PartnerId
        reason: Code

        def apply(self, it: "Case") -> None:
            it.closed = True

    @event(Opened)
    def __init__(
        self,
        id: CaseId,  # noqa: A002 - the library passes the stream's id by this name
        opener: PartnerId,
        coarse: CoarseFacts,
    ) -> None:
        self.opener = opener
        self.partners = frozenset({opener})
        self.persons: frozenset[PersonId] = frozenset()
        self.closed = False

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.ensure_coarse(facts["coarse"])

    @property
    def case_id(self) -> UUID:
        return self.id

    def add_person(self, *, by: PartnerId, person: PersonId) -> None:
        self._ensure_shared(by)
        if person in self.persons:
            raise AlreadyInCase
        self.trigger_event(self.PersonAdded, by=by, person=person)

    def involve_partner(self, *, partner: PartnerId, sharing_ground: str) -> None:
        self._ensure_open()
        if partner in self.partners:
            raise AlreadyInvolved
        codes.SHARING_GROUNDS.ensure(sharing_ground=sharing_ground)
        self.trigger_event(self.PartnerInvolved, partner=partner, sharing_ground=sharing_ground)

    def add_note(self, *, by: PartnerId, text: str, audience: str = "my-service") -> None:
        self._ensure_shared(by)
        codes.AUDIENCES.ensure(audience=audience)
        self.trigger_event(self.NoteAdded, by=by, text=text, audience=audience)

    def close(self, *, by: PartnerId, outcome: str) -> None:
        self._ensure_shared(by)
        codes.CASE_OUTCOMES.ensure(outcome=outcome)
        self.trigger_event(self.Closed, by=by, outcome=outcome)

    def enter_in_error(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_shared(by)
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.EnteredInError, by=by, reason=reason)

    def _ensure_open(self) -> None:
        if self.closed:
            raise CaseClosed

    def _ensure_shared(self, by: PartnerId) -> None:
        self._ensure_open()
        if by not in self.partners:
            raise NotInvolved
