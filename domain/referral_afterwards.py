"""After its end: an outcome may be contested, and a referral reopened."""

from typing import ClassVar

from domain import codes
from domain import referral_life as life
from domain.deadlines import DeadlineMissing
from domain.endings import NotEnded
from domain.referral_life import GIVEN_UP, SUPPORT_ENDED, State
from domain.referral_standing import Fact, Standing
from domain.values import Code, Deadline, PartnerId, Party, Personal, Text


class Afterwards(Standing):
    class OutcomeContested(Fact):
        transition: ClassVar[bool] = False

        in_the_eyes_of: Code
        sentence: Personal[Text]

    class Reopened(Fact):
        """``addressee``, if it is asked again, reads the case anew by its ground."""

        reason: Code
        addressee: PartnerId | None
        sharing_ground: Code | None
        whose_turn: Party
        deadline: Deadline | None

        def apply(self, it: Standing) -> None:
            if it.state in SUPPORT_ENDED:
                it.stand(State.ACCEPTED)
            else:
                it.stand(State.SEEN if it.seen else State.SENT)
            it.hand_turn(self.whose_turn, self.deadline)

    def contest_outcome(self, *, by: PartnerId, in_the_eyes_of: str, sentence: str) -> None:
        """Each party in its own name, or either in the person's; the outcome stays told."""
        self._ensure_party(by)
        self._ensure_support_ended()
        codes.EYES.ensure(in_the_eyes_of=in_the_eyes_of)
        theirs = {"sender": self.sender, "addressee": self.addressee}
        if theirs.get(in_the_eyes_of, by) != by:
            raise life.NotItsEyes
        self.trigger_event(
            self.OutcomeContested, by=by, in_the_eyes_of=in_the_eyes_of, sentence=sentence
        )

    def reopen(self, *, by: PartnerId, reason: str, deadline: Deadline | None = None) -> None:
        """``deadline``: the addressee's new one, if its answer is awaited again.

        What was withdrawn or closed is the sender's to reopen; ended support, either's.
        """
        self._ensure_party(by)
        if self.state not in GIVEN_UP | SUPPORT_ENDED:
            raise NotEnded
        if self.state in GIVEN_UP:
            self._ensure_sender(by)
        codes.REOPENINGS.ensure(reason=reason)
        if (deadline is not None) != self.would_await_answer:
            raise DeadlineMissing
        self.trigger_event(
            self.Reopened,
            by=by,
            reason=reason,
            addressee=self.addressee if self.expects_answer else None,
            sharing_ground=self.sharing_ground,
            whose_turn="addressee" if self.expects_answer else "sender",
            deadline=deadline,
        )

    @property
    def would_await_answer(self) -> bool:
        """Whether a reopening brings the referral back to awaiting its answer."""
        return self.state in GIVEN_UP and self.expects_answer
