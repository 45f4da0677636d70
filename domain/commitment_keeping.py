"""A commitment on its way: progress, another day, kept in its debtor's word or not."""

from datetime import date

from domain import codes
from domain import commitment_life as life
from domain.aggregate import Aggregate
from domain.commitment_life import CommitmentState
from domain.commitment_standing import Standing
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.nameless import ensure_all_nameless
from domain.values import Code, Deadline, Line, Public, Text

WHOLE = 100


class ByTheClock(Aggregate.Event):
    """What the clock did of which due day, by which version of which rule."""

    due: date
    rule: Code
    version: int


class Keeping(Standing):
    class ProgressReported(Aggregate.Event):
        """``share``: how much of it is done, per cent, where that can be said."""

        text: Public[Text]
        share: int | None

    class Rescheduled(Aggregate.Event):
        deadline: Deadline
        reason: Code
        sentence: Public[Text] | None

        def apply(self, it: Standing) -> None:
            it.owe_by(self.deadline)

    class Reminded(ByTheClock):
        def apply(self, it: Standing) -> None:
            it.reminded |= {self.due}

    class FellOverdue(ByTheClock):
        def apply(self, it: Standing) -> None:
            it.overdue = True

    class Kept(Aggregate.Event):
        """The debtor's word: what shows it, and where that can be seen."""

        evidence: Public[Text]
        link: Public[Line] | None

        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.KEPT)

    class KeptConfirmed(Aggregate.Event):
        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.KEPT_CONFIRMED)

    class KeptContested(Aggregate.Event):
        """The beneficiary does not find it kept: it is the debtor's to keep again."""

        sentence: Public[Text]

        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.CONTESTED)

    class PartlyKept(Aggregate.Event):
        share: int
        evidence: Public[Text]
        reason: Code

        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.PARTLY_KEPT)

    class NotKept(Aggregate.Event):
        reason: Code
        sentence: Public[Text] | None

        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.NOT_KEPT)

    def report_progress(self, *, text: str, share: int | None = None) -> None:
        self._ensure_owed()
        if share is not None and not 0 <= share <= WHOLE:
            raise life.NoSuchShare
        ensure_all_nameless(text=text)
        self.trigger_event(self.ProgressReported, text=text, share=share)

    def reschedule(
        self, *, deadline: Deadline, reason: str, sentence: str | None = None
    ) -> None:
        """Another day is agreed to; the beneficiary may confirm the new terms."""
        self._ensure_owed()
        codes.SHORTFALLS.ensure(reason=reason)
        if self.deadline is not None and deadline.due <= self.deadline.due:
            raise life.NotLater
        ensure_all_nameless(sentence=sentence)
        self.trigger_event(
            self.Rescheduled, deadline=deadline, reason=reason, sentence=sentence
        )

    def remind(self, *, due: date) -> None:
        """``due``: the day on which the deadline says that this reminder falls."""
        self._ensure_owed()
        deadline = self.deadline
        if deadline is None or due not in deadline.reminders or due in self.reminded:
            raise AlreadyReminded
        self._record_by_the_clock(self.Reminded, due, deadline)

    def fall_overdue(self, *, today: date) -> None:
        """A late commitment is still owed, and may be kept late."""
        self._ensure_owed()
        deadline = self.deadline
        if deadline is None or deadline.lapses_on is None or today < deadline.lapses_on:
            raise NotYetDue
        if self.overdue:
            raise NotYetDue
        self._record_by_the_clock(self.FellOverdue, deadline.due, deadline)

    def keep(self, *, evidence: str, link: str | None = None) -> None:
        self._ensure_owed()
        ensure_all_nameless(evidence=evidence)
        self.trigger_event(self.Kept, evidence=evidence, link=link)

    def confirm_kept(self) -> None:
        self._ensure_in({CommitmentState.KEPT}, life.NothingToConfirm)
        self.trigger_event(self.KeptConfirmed)

    def contest_kept(self, *, sentence: str) -> None:
        self._ensure_in({CommitmentState.KEPT}, life.NothingToConfirm)
        ensure_all_nameless(sentence=sentence)
        self.trigger_event(self.KeptContested, sentence=sentence)

    def keep_partly(self, *, share: int, evidence: str, reason: str) -> None:
        """An end: what is missing will not come under this commitment."""
        self._ensure_owed()
        codes.SHORTFALLS.ensure(reason=reason)
        if not 0 < share < WHOLE:
            raise life.NotPartly
        ensure_all_nameless(evidence=evidence)
        self.trigger_event(self.PartlyKept, share=share, evidence=evidence, reason=reason)

    def give_up(self, *, reason: str, sentence: str | None = None) -> None:
        """Its debtor says that it is not kept, and will not be."""
        self._ensure_owed()
        codes.SHORTFALLS.ensure(reason=reason)
        ensure_all_nameless(sentence=sentence)
        self.trigger_event(self.NotKept, reason=reason, sentence=sentence)

    def _record_by_the_clock(
        self, fact: type[ByTheClock], due: date, deadline: Deadline
    ) -> None:
        self.trigger_event(fact, due=due, rule=deadline.rule, version=deadline.version)
