"""How a referral stands between its two partners, and the guards that its verbs share."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from domain import referral_life as life
from domain.aggregate import Aggregate
from domain.endings import AlreadyEnded
from domain.referral_life import (
    ANSWERABLE,
    AWAITING,
    MEETABLE,
    OPEN,
    SUPPORT_ENDED,
    TURN,
    State,
)
from domain.values import CaseId, Code, Deadline, Medium, Moment, PartnerId, Party, PersonId


class Fact(Aggregate.Event):
    """What a partner did; its agent stands in the fact's header."""

    by: PartnerId


class Standing(Aggregate):
    def begin(
        self,
        case: CaseId | None,
        person: PersonId | None,
        sender: PartnerId,
        addressee: PartnerId,
        sharing_ground: Code | None,
        deadline: Deadline | None,
    ) -> None:
        self.case, self.person = case, person
        self.sender, self.addressee = sender, addressee
        self.sharing_ground = sharing_ground
        self.expects_answer = deadline is not None
        self.seen = False
        self.tells_person: Party | None = None
        self.stand(State.SENT, deadline)

    def stand(self, state: State, deadline: Deadline | None = None) -> None:
        self.state = state
        self.awaits_confirmation = False
        self.asked_on: date | None = None
        self.stopped: Deadline | None = None
        if state not in MEETABLE:
            self.meets_at: Moment | None = None
        self.hand_turn(self.usual_turn(), deadline)

    def hand_turn(self, whose_turn: Party | None, deadline: Deadline | None) -> None:
        self.whose_turn, self.deadline = whose_turn, deadline
        self.reminded: frozenset[date] = frozenset()

    @property
    def left_of_deadline(self) -> Deadline | None:
        """The deadline with the reminders that are still to come."""
        if self.deadline is None:
            return None
        left = tuple(day for day in self.deadline.reminders if day not in self.reminded)
        return replace(self.deadline, reminders=left)

    @property
    def awaits_answer(self) -> bool:
        return self.state in AWAITING and self.expects_answer

    def usual_turn(self) -> Party | None:
        """Who must act in this state while no question is pending."""
        if self.state in AWAITING and not self.expects_answer:
            return "sender"
        return TURN.get(self.state)

    def _ensure_sender(self, by: PartnerId) -> None:
        if by != self.sender:
            raise life.NotSender

    def _ensure_addressee(self, by: PartnerId) -> None:
        if by != self.addressee:
            raise life.NotAddressee
        self._ensure_addressed()

    def _ensure_addressed(self) -> None:
        """Whose advice or contact details were given to the person is asked for nothing."""
        if not self.expects_answer:
            raise life.NoAnswerExpected

    def _ensure_party(self, by: PartnerId) -> None:
        if by not in (self.sender, self.addressee):
            raise life.NotParty

    def _ensure_open(self) -> None:
        if self.state not in OPEN:
            raise AlreadyEnded

    def _ensure_in(self, states: AbstractSet[State]) -> None:
        self._ensure_open()
        if self.state not in states:
            raise life.NotAtThisStage

    def _ensure_support_ended(self) -> None:
        if self.state not in SUPPORT_ENDED:
            raise life.NotAtThisStage

    def _ensure_answers(
        self, by: PartnerId, told_by: PartnerId | None, medium: Medium | None
    ) -> None:
        if told_by is None and medium is None:
            self._ensure_addressee(by)
        else:
            self._ensure_sender(by)
            self._ensure_addressed()
            if told_by != self.addressee or medium is None:
                raise life.NotItsWord
        self._ensure_open()
        if self.state not in ANSWERABLE:
            raise life.AlreadyAnswered
