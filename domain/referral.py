"""A referral (orientation): one partner asks another to take up a person's request."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain import codes
from domain import referral_life as life
from domain.aggregate import Aggregate, event
from domain.referral_answer import Answering
from domain.referral_life import AWAITING, CLOSABLE, REDIRECTABLE, WITHDRAWABLE, State
from domain.referral_standing import Fact, Standing
from domain.referral_support import Step, Supporting
from domain.values import (
    CaseId,
    CoarseFacts,
    Code,
    Deadline,
    PartnerId,
    Party,
    Personal,
    PersonId,
    ReferralId,
    Text,
)


class ByTheClock(Aggregate.Event):
    """What the clock did, by which version of which rule."""

    due: date
    whose_turn: Party
    rule: Code
    version: int


class Referral(Answering, Supporting):
    class Sent(Aggregate.Created):
        case: CaseId
        person: PersonId
        sender: PartnerId
        addressee: PartnerId
        kind: Code
        urgency: Code
        themes: tuple[Code, ...]
        request: Personal[Text] | None
        reason: Personal[Text]
        informed: Code
        agreement: Code
        sharing_ground: Code
        coarse: CoarseFacts
        sent_on: date
        deadline: Deadline | None
        follows: ReferralId | None

    class Notified(Aggregate.Event):
        channel: Code

    class NotificationRefused(Aggregate.Event):
        channel: Code
        reason: Code

    class Redirected(Step):
        leads_to = State.REDIRECTED

        to: PartnerId
        new_referral: ReferralId

    class Withdrawn(Step):
        leads_to = State.WITHDRAWN

        reason: Code

    class Closed(Step):
        leads_to = State.CLOSED

        reason: Code

    class EnteredInError(Fact):
        transition: ClassVar[bool] = False

        reason: Code

        def apply(self, it: Standing) -> None:
            it.tells_person = None
            it.stand(State.IN_ERROR)

    class Reminded(ByTheClock):
        def apply(self, it: Standing) -> None:
            it.reminded |= {self.due}

    class LeftUnanswered(ByTheClock):
        def apply(self, it: Standing) -> None:
            it.stand(State.UNANSWERED)

    @event(Sent)
    def __init__(
        self,
        id: ReferralId,  # noqa: A002 - the library passes the stream's id by this name
        case: CaseId,
        person: PersonId,
        sender: PartnerId,
        addressee: PartnerId,
        kind: Code,
        urgency: Code,
        themes: tuple[Code, ...],
        request: Personal[Text] | None,
        reason: Personal[Text],
        informed: Code,
        agreement: Code,
        sharing_ground: Code,
        coarse: CoarseFacts,
        sent_on: date,
        deadline: Deadline | None,
        follows: ReferralId | None = None,
    ) -> None:
        self.begin(case, person, sender, addressee, sharing_ground, deadline)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        if facts["sender"] == facts["addressee"]:
            raise life.NotToOneself
        codes.KINDS.ensure(kind=facts["kind"])
        codes.URGENCIES.ensure(urgency=facts["urgency"])
        codes.THEMES.ensure_each(themes=facts["themes"])
        codes.INFORMED.ensure(informed=facts["informed"])
        codes.AGREEMENTS.ensure(agreement=facts["agreement"])
        codes.SHARING_GROUNDS.ensure(sharing_ground=facts["sharing_ground"])
        codes.ensure_coarse(facts["coarse"])
        if codes.expects_answer(facts["kind"]) != (facts["deadline"] is not None):
            raise life.DeadlineMissing

    @property
    def case_id(self) -> UUID:
        return self.case

    @property
    def subject(self) -> UUID:
        return self.case

    def notify(self, *, channel: str) -> None:
        self._ensure_open()
        self.trigger_event(self.Notified, channel=channel)

    def refuse_notification(self, *, channel: str, reason: str) -> None:
        self._ensure_open()
        self.trigger_event(self.NotificationRefused, channel=channel, reason=reason)

    def redirect(self, *, by: PartnerId, to: PartnerId, new_referral: ReferralId) -> None:
        self._ensure_sender(by)
        self._ensure_in(REDIRECTABLE)
        if to in (self.sender, self.addressee):
            raise life.NotElsewhere
        self.trigger_event(self.Redirected, by=by, to=to, new_referral=new_referral)

    def withdraw(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_sender(by)
        self._ensure_in(WITHDRAWABLE)
        codes.WITHDRAWALS.ensure(reason=reason)
        self.trigger_event(self.Withdrawn, by=by, reason=reason)

    def close(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_sender(by)
        self._ensure_in(CLOSABLE if self.expects_answer else CLOSABLE | AWAITING)
        codes.CLOSURES.ensure(reason=reason)
        self.trigger_event(self.Closed, by=by, reason=reason)

    def enter_in_error(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_sender(by)
        if self.state is State.IN_ERROR:
            raise life.AlreadyEnded
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.EnteredInError, by=by, reason=reason)

    def remind(self, *, due: date) -> None:
        """``due``: the day on which the deadline says that this reminder falls."""
        self._ensure_open()
        deadline = self.deadline
        if deadline is None or due not in deadline.reminders or due in self.reminded:
            raise life.AlreadyReminded
        self._record_by_the_clock(self.Reminded, due, deadline, self.whose_turn)

    def leave_unanswered(self, *, today: date) -> None:
        """Silence is recorded, not an end: the turn passes to the sender."""
        self._ensure_in(AWAITING)
        deadline = self.deadline
        if deadline is None or deadline.lapses_on is None or today < deadline.lapses_on:
            raise life.NotYetDue
        self._record_by_the_clock(self.LeftUnanswered, deadline.due, deadline, "sender")

    def _record_by_the_clock(
        self, fact: type[ByTheClock], due: date, deadline: Deadline, whose_turn: Party | None
    ) -> None:
        self.trigger_event(
            fact,
            due=due,
            whose_turn=whose_turn,
            rule=deadline.rule,
            version=deadline.version,
        )
