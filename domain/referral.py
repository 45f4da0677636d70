"""A referral (orientation): one partner asks another to take up a person's request."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain import codes
from domain import referral_life as life
from domain.aggregate import Aggregate, event
from domain.danger import DangerUnsaid
from domain.deadlines import AlreadyReminded, DeadlineMissing, NotYetDue
from domain.endings import AlreadyEnded
from domain.referral_afterwards import Afterwards
from domain.referral_answer import Answering
from domain.referral_life import AWAITING, CLOSABLE, REDIRECTABLE, WITHDRAWABLE, State
from domain.referral_standing import Fact, Standing
from domain.referral_support import Step, Supporting
from domain.somebody import SaidOfNobody, Unsaid
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


NAMING = ("case", "person", "reason", "informed", "agreement", "sharing_ground")
"""What a referral says as soon as it is about somebody; of nobody it says none of it."""


class Referral(Answering, Supporting, Afterwards):
    class Sent(Aggregate.Created):
        """``danger``: what was done about immediate danger before sending.

        Advice or contact details may be given without any name: then there is neither
        case nor person, and nothing personal.
        """

        class_version = 2

        case: CaseId | None
        person: PersonId | None
        sender: PartnerId
        addressee: PartnerId
        kind: Code
        urgency: Code
        themes: tuple[Code, ...]
        request: Personal[Text] | None
        reason: Personal[Text] | None
        informed: Code | None
        agreement: Code | None
        sharing_ground: Code | None
        danger: Code | None
        coarse: CoarseFacts
        sent_on: date
        deadline: Deadline | None
        follows: ReferralId | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["danger"] = None

    class Notified(Aggregate.Event):
        channel: Code

    class NotificationRefused(Aggregate.Event):
        channel: Code
        reason: Code

    class SenderChanged(Fact):
        """Another service follows the referral from its side; its turn and dues stay."""

        to: PartnerId
        reason: Code
        sharing_ground: Code
        case: CaseId
        person: PersonId | None

        def apply(self, it: Standing) -> None:
            it.sender = self.to

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
        case: CaseId | None,
        person: PersonId | None,
        sender: PartnerId,
        addressee: PartnerId,
        kind: Code,
        urgency: Code,
        themes: tuple[Code, ...],
        request: Personal[Text] | None,
        reason: Personal[Text] | None,
        informed: Code | None,
        agreement: Code | None,
        sharing_ground: Code | None,
        danger: Code | None,
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
        codes.ensure_coarse(facts["coarse"])
        _ensure_danger_said(facts["urgency"], facts["danger"])
        _ensure_of_somebody_or_nobody(facts)
        if codes.expects_answer(facts["kind"]) != (facts["deadline"] is not None):
            raise DeadlineMissing

    @property
    def case_id(self) -> UUID | None:
        return self.case

    @property
    def subject(self) -> UUID:
        return self.case or self.id

    def notify(self, *, channel: str) -> None:
        self._ensure_addressed()
        self._ensure_open()
        self.trigger_event(self.Notified, channel=channel)

    def refuse_notification(self, *, channel: str, reason: str) -> None:
        self._ensure_addressed()
        self._ensure_open()
        self.trigger_event(self.NotificationRefused, channel=channel, reason=reason)

    def redirect(self, *, by: PartnerId, to: PartnerId, new_referral: ReferralId) -> None:
        self._ensure_sender(by)
        self._ensure_in(REDIRECTABLE)
        if to in (self.sender, self.addressee):
            raise life.NotElsewhere
        self.trigger_event(self.Redirected, by=by, to=to, new_referral=new_referral)

    def change_sender(
        self, *, by: PartnerId, to: PartnerId, reason: str, sharing_ground: str
    ) -> None:
        """Hand the sender's side over, e.g. from one circonscription to another."""
        self._ensure_sender(by)
        self._ensure_open()
        if self.case is None:
            raise life.AboutNobody
        if to in (self.sender, self.addressee):
            raise life.NotAnotherSender
        codes.SENDER_CHANGES.ensure(reason=reason)
        codes.SHARING_GROUNDS.ensure(sharing_ground=sharing_ground)
        self.trigger_event(
            self.SenderChanged,
            by=by,
            to=to,
            reason=reason,
            sharing_ground=sharing_ground,
            case=self.case,
            person=self.person,
        )

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
            raise AlreadyEnded
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.EnteredInError, by=by, reason=reason)

    def remind(self, *, due: date) -> None:
        """``due``: the day on which the deadline says that this reminder falls."""
        self._ensure_open()
        deadline = self.deadline
        if deadline is None or due not in deadline.reminders or due in self.reminded:
            raise AlreadyReminded
        self._record_by_the_clock(self.Reminded, due, deadline, self.whose_turn)

    def leave_unanswered(self, *, today: date) -> None:
        """Silence is recorded, not an end: the turn passes to the sender."""
        self._ensure_in(AWAITING)
        deadline = self.deadline
        if deadline is None or deadline.lapses_on is None or today < deadline.lapses_on:
            raise NotYetDue
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


def _ensure_danger_said(urgency: str, danger: str | None) -> None:
    """Maillage is never the emergency route: what is urgent says what was done first."""
    if danger is not None:
        codes.DANGER_MEASURES.ensure(danger=danger)
    elif urgency == "urgent":
        raise DangerUnsaid


def _ensure_of_somebody_or_nobody(facts: Mapping[str, Any]) -> None:
    nobody = facts["case"] is None and facts["person"] is None
    if nobody and not codes.expects_answer(facts["kind"]):
        for field in (*NAMING, "request"):
            if facts[field] is not None:
                raise SaidOfNobody(field)
        return
    for field in NAMING:
        if facts[field] is None:
            raise Unsaid(field)
    codes.INFORMED.ensure(informed=facts["informed"])
    codes.AGREEMENTS.ensure(agreement=facts["agreement"])
    codes.SHARING_GROUNDS.ensure(sharing_ground=facts["sharing_ground"])
