"""Who must answer for an alert: escalated, reminded, reporter and person told."""

from datetime import date

from domain import alert_life as life
from domain import codes
from domain.aggregate import Aggregate
from domain.alert_life import State
from domain.alert_standing import SITUATION, AlertStanding, Fact
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.endings import AlreadyEnded
from domain.values import Code, Deadline, PartnerId, Personal, Text


class Answering(AlertStanding):
    class Escalated(Aggregate.Event):
        """``to`` must answer by its deadline; ``by`` is None where the clock did it."""

        by: PartnerId | None
        to: PartnerId
        sharing_ground: Code | None
        deadline: Deadline

        def apply(self, it: AlertStanding) -> None:
            it.answerable = self.to
            it.await_by(self.deadline)

    class EscalationAnswered(Fact):
        answer: Personal[Text]

        def apply(self, it: AlertStanding) -> None:
            it.answerable = None
            it.stand(State.ACKNOWLEDGED if it.state is State.RAISED else it.state)

    class Reminded(Aggregate.Event):
        """``whose_turn``: who must answer; None for the cell's animator."""

        due: date
        whose_turn: PartnerId | None
        rule: Code
        version: int

        def apply(self, it: AlertStanding) -> None:
            it.reminded |= {self.due}

    class ReporterInformed(Fact):
        """Who raised it, or told it, knows what became of it."""

        how: Code

    class PersonInformed(Fact):
        informed: Code

        def apply(self, it: AlertStanding) -> None:
            it.person_informed = True

    class PersonReplied(Fact):
        reply: Personal[Text]

    def escalate(
        self,
        *,
        by: PartnerId,
        to: PartnerId,
        deadline: Deadline,
        sharing_ground: str | None = None,
    ) -> None:
        """``to`` has been asked by the caller whether it may learn of a household."""
        self._ensure_open()
        if self.answerable is not None:
            raise life.AlreadyEscalated
        if to not in (self.raiser, self.owner):
            self._ensure_ground(sharing_ground)
        self.trigger_event(
            self.Escalated, by=by, to=to, sharing_ground=sharing_ground, deadline=deadline
        )

    def escalate_unanswered(self, *, today: date) -> None:
        """An urgent alert that the cell left in silence: who must answer was said before."""
        self._ensure_open()
        if self.answerable is not None:
            raise life.AlreadyEscalated
        deadline, escalation = self.deadline, self.escalation
        if escalation is None or deadline is None or deadline.lapses_on is None:
            raise NotYetDue
        if today < deadline.lapses_on:
            raise NotYetDue
        self.trigger_event(
            self.Escalated,
            by=None,
            to=escalation.to,
            sharing_ground=self.sharing_ground,
            deadline=escalation.deadline,
        )

    def answer_escalation(self, *, by: PartnerId, answer: str) -> None:
        self._ensure_open()
        if self.answerable is None:
            raise life.NotEscalated
        if by != self.answerable:
            raise life.NotAnswerable
        self.trigger_event(self.EscalationAnswered, by=by, answer=answer)

    def remind(self, *, due: date) -> None:
        """``due``: the day on which the deadline says that this reminder falls."""
        self._ensure_open()
        deadline = self.deadline
        if deadline is None or due not in deadline.reminders or due in self.reminded:
            raise AlreadyReminded
        self.trigger_event(
            self.Reminded,
            due=due,
            whose_turn=self.answerable,
            rule=deadline.rule,
            version=deadline.version,
        )

    def inform_reporter(self, *, by: PartnerId, how: str) -> None:
        """At any time but after an entry in error: each step may be told."""
        if self.state is State.IN_ERROR:
            raise AlreadyEnded
        codes.TELLING.ensure(how=how)
        self.trigger_event(self.ReporterInformed, by=by, how=how)

    def inform_person(self, *, by: PartnerId, informed: str) -> None:
        self._ensure_about_somebody()
        if self.person_informed:
            raise life.AlreadyInformed
        codes.TOLD.ensure(informed=informed)
        self.trigger_event(self.PersonInformed, by=by, informed=informed)

    def record_reply(self, *, by: PartnerId, reply: str) -> None:
        """What the person says of what is said about them; never too late."""
        self._ensure_about_somebody()
        self.trigger_event(self.PersonReplied, by=by, reply=reply)

    def _ensure_about_somebody(self) -> None:
        if self.state is State.IN_ERROR:
            raise AlreadyEnded
        if self.kind != SITUATION:
            raise life.NobodyToInform
