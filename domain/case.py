"""A case (situation): what the partners of a territory do together for a household."""

from collections.abc import Mapping
from typing import Any, ClassVar

from domain import case_life as life
from domain import codes
from domain.aggregate import Aggregate, event
from domain.case_coordination import Coordination
from domain.case_life import State
from domain.case_notes import CaseNotes
from domain.case_protection import Protection
from domain.case_standing import CaseStanding, Fact
from domain.case_support import CaseSupport
from domain.endings import NotEnded
from domain.values import CaseId, CoarseFacts, Code, Line, PartnerId, Public


class Case(CaseSupport, Coordination, CaseNotes, Protection):
    class Opened(Aggregate.Created):
        opener: PartnerId
        coarse: CoarseFacts

    class Transferred(Fact):
        """Another territory takes it over, perhaps a service there; nothing is sent by this."""

        territory: Public[Line]
        service: Public[Line] | None
        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.stand(State.TRANSFERRED)

    class Closed(Fact):
        outcome: Code

        def apply(self, it: CaseStanding) -> None:
            it.stand(State.CLOSED)

    class Reopened(Fact):
        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.stand(State.OPEN)

    class EnteredInError(Fact):
        transition: ClassVar[bool] = False

        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.stand(State.IN_ERROR)

    @event(Opened)
    def __init__(
        self,
        id: CaseId,  # noqa: A002 - the library passes the stream's id by this name
        opener: PartnerId,
        coarse: CoarseFacts,
    ) -> None:
        self.begin(opener)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.ensure_coarse(facts["coarse"])

    def transfer(
        self, *, by: PartnerId, territory: str, reason: str, service: str | None = None
    ) -> None:
        """``territory``, ``service``: public names of who follows the household elsewhere."""
        self._ensure_shared(by)
        self._ensure_lead(by)
        codes.TRANSFERS.ensure(reason=reason)
        self.trigger_event(
            self.Transferred, by=by, territory=territory, service=service, reason=reason
        )

    def close(self, *, by: PartnerId, outcome: str) -> None:
        self._ensure_shared(by)
        self._ensure_lead(by)
        codes.CASE_OUTCOMES.ensure(outcome=outcome)
        self.trigger_event(self.Closed, by=by, outcome=outcome)

    def reopen(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_involved(by)
        if self.state is State.OPEN:
            raise NotEnded
        codes.CASE_REOPENINGS.ensure(reason=reason)
        self.trigger_event(self.Reopened, by=by, reason=reason)

    def enter_in_error(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_involved(by)
        self._ensure_lead(by)
        if self.state is State.IN_ERROR:
            raise life.CaseClosed
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.EnteredInError, by=by, reason=reason)
