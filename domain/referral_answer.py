"""From sent to answered: seen, questions, the answer, its confirmation, the person told."""

from datetime import date
from typing import Any, ClassVar

from domain import codes
from domain import referral_life as life
from domain.deadlines import DeadlineMissing
from domain.referral_life import State
from domain.referral_standing import Fact, Standing
from domain.values import (
    AgentId,
    CaseId,
    Code,
    Deadline,
    Medium,
    PartnerId,
    Party,
    Personal,
    PersonId,
    Text,
)


class Answer(Fact):
    """The addressee's word, perhaps reported by the sender after a call."""

    leads_to: ClassVar[State]

    tells_person: Party
    told_by: PartnerId | None
    medium: Medium | None

    def apply(self, it: Standing) -> None:
        it.stand(self.leads_to)
        it.tells_person, it.awaits_confirmation = self.tells_person, self.told_by is not None


class Answering(Standing):
    class Seen(Fact):
        def apply(self, it: Standing) -> None:
            it.seen = True
            if it.state is State.SENT:
                it.state = State.SEEN

    class Assigned(Fact):
        agent: AgentId

    class InformationRequested(Fact):
        question: Personal[Text]
        asked_on: date
        whose_turn: Party
        deadline: Deadline

        def apply(self, it: Standing) -> None:
            it.asked_on, it.stopped = self.asked_on, it.left_of_deadline
            if it.state is State.UNANSWERED:
                it.state = State.SEEN
            it.hand_turn(self.whose_turn, self.deadline)

    class InformationProvided(Fact):
        answer: Personal[Text]
        whose_turn: Party
        deadline: Deadline | None

        def apply(self, it: Standing) -> None:
            it.asked_on = it.stopped = None
            it.hand_turn(self.whose_turn, self.deadline)

    class Accepted(Answer):
        class_version: ClassVar[int] = 2
        leads_to = State.ACCEPTED

        case: CaseId
        person: PersonId | None
        addressee: PartnerId
        sharing_ground: Code

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Whose request it was is said since version 2."""
            state["person"] = None

    class Waitlisted(Answer):
        leads_to = State.WAITLISTED

        expected: date | None

    class Declined(Answer):
        leads_to = State.DECLINED

        reason: Code
        sentence: Personal[Text]
        alternative: Code
        alternative_partner: PartnerId | None

    class AnswerConfirmed(Fact):
        def apply(self, it: Standing) -> None:
            it.awaits_confirmation = False

    class AnswerContested(Fact):
        sentence: Personal[Text] | None
        whose_turn: Party
        deadline: Deadline

        def apply(self, it: Standing) -> None:
            it.tells_person = None
            it.stand(State.SEEN)
            it.hand_turn(self.whose_turn, self.deadline)

    class PersonToldOfAnswer(Fact):
        transition: ClassVar[bool] = False

        how: Code

        def apply(self, it: Standing) -> None:
            it.tells_person = None

    def see(self, *, by: PartnerId) -> None:
        self._ensure_addressee(by)
        self._ensure_open()
        if self.seen:
            raise life.AlreadySeen
        self.trigger_event(self.Seen, by=by)

    def assign(self, *, by: PartnerId, agent: AgentId) -> None:
        self._ensure_addressee(by)
        self._ensure_open()
        self.trigger_event(self.Assigned, by=by, agent=agent)

    def request_information(
        self, *, by: PartnerId, question: str, asked_on: date, deadline: Deadline
    ) -> None:
        """Stops the addressee's clock and starts the sender's, which is ``deadline``."""
        self._ensure_addressee(by)
        self._ensure_open()
        if self.asked_on is not None:
            raise life.AlreadyAsked
        self.trigger_event(
            self.InformationRequested,
            by=by,
            question=question,
            asked_on=asked_on,
            whose_turn="sender",
            deadline=deadline,
        )

    def provide_information(
        self, *, by: PartnerId, answer: str, deadline: Deadline | None = None
    ) -> None:
        """``deadline``: the addressee's new one, if its answer is still awaited.

        What else had stopped (the end of a hold) goes on as it was.
        """
        self._ensure_sender(by)
        self._ensure_open()
        if self.asked_on is None:
            raise life.NothingAsked
        if (deadline is not None) != self.awaits_answer:
            raise DeadlineMissing
        self.trigger_event(
            self.InformationProvided,
            by=by,
            answer=answer,
            whose_turn=self.usual_turn(),
            deadline=deadline or self.stopped,
        )

    def accept(
        self,
        *,
        by: PartnerId,
        tells_person: Party = "sender",
        told_by: PartnerId | None = None,
        medium: Medium | None = None,
    ) -> None:
        self._ensure_answers(by, told_by, medium)
        self.trigger_event(
            self.Accepted,
            by=by,
            tells_person=tells_person,
            told_by=told_by,
            medium=medium,
            case=self.case,
            person=self.person,
            addressee=self.addressee,
            sharing_ground=self.sharing_ground,
        )

    def waitlist(
        self,
        *,
        by: PartnerId,
        expected: date | None = None,
        tells_person: Party = "sender",
        told_by: PartnerId | None = None,
        medium: Medium | None = None,
    ) -> None:
        self._ensure_answers(by, told_by, medium)
        self.trigger_event(
            self.Waitlisted,
            by=by,
            expected=expected,
            tells_person=tells_person,
            told_by=told_by,
            medium=medium,
        )

    def decline(
        self,
        *,
        by: PartnerId,
        reason: str,
        sentence: str,
        alternative: str,
        alternative_partner: PartnerId | None = None,
        tells_person: Party = "sender",
        told_by: PartnerId | None = None,
        medium: Medium | None = None,
    ) -> None:
        self._ensure_answers(by, told_by, medium)
        codes.DECLINE_REASONS.ensure(reason=reason)
        codes.ALTERNATIVES.ensure(alternative=alternative)
        if (alternative == "other-partner") != (alternative_partner is not None):
            raise life.AlternativeMissing
        self.trigger_event(
            self.Declined,
            by=by,
            reason=reason,
            sentence=sentence,
            alternative=alternative,
            alternative_partner=alternative_partner,
            tells_person=tells_person,
            told_by=told_by,
            medium=medium,
        )

    def confirm_answer(self, *, by: PartnerId) -> None:
        self._ensure_reported(by)
        self.trigger_event(self.AnswerConfirmed, by=by)

    def contest_answer(
        self, *, by: PartnerId, deadline: Deadline, sentence: str | None = None
    ) -> None:
        """Puts the referral back to awaiting its answer, by a new ``deadline``."""
        self._ensure_reported(by)
        self.trigger_event(
            self.AnswerContested,
            by=by,
            sentence=sentence,
            whose_turn="addressee",
            deadline=deadline,
        )

    def tell_person(self, *, by: PartnerId, how: str) -> None:
        self._ensure_party(by)
        if self.tells_person is None:
            raise life.NobodyToTell
        codes.TELLING.ensure(how=how)
        self.trigger_event(self.PersonToldOfAnswer, by=by, how=how)

    def _ensure_reported(self, by: PartnerId) -> None:
        self._ensure_addressee(by)
        self._ensure_open()
        if not self.awaits_confirmation:
            raise life.NothingReported
