"""What a person asks about their data (RGPD, articles 15 to 20), and what limits its use.

Each request is to be answered within a month of its reception (article 12). Its months end
as Règlement (CEE, Euratom) n° 1182/71, article 3, says.
"""

from calendar import monthrange
from datetime import date, timedelta

from domain import codes
from domain import person_standing as standing
from domain.person_standing import Fact, Standing
from domain.values import Code, PartnerId
from domain.working_days import is_working_day

LIMITATION, GRANTED = "limitation", "granted"
_DECEMBER = 12


def latest_answer(received_on: date) -> date:
    """The last day to answer: a month later, or the first working day from then on."""
    year, month = received_on.year, received_on.month + 1
    if month > _DECEMBER:
        year, month = year + 1, 1
    day = date(year, month, min(received_on.day, monthrange(year, month)[1]))
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


class Requesting(Standing):
    class RightsRequestReceived(Fact):
        right: Code
        received_on: date
        answer_by: date

        def apply(self, it: "Requesting") -> None:
            it.requests |= {self.right}

    class RightsRequestAnswered(Fact):
        right: Code
        answer: Code

        def apply(self, it: "Requesting") -> None:
            it.requests -= {self.right}
            if self.right == LIMITATION and self.answer == GRANTED:
                it.limit()

    class LimitationLifted(Fact):
        """The person was told before (RGPD, article 18, paragraph 3)."""

        def apply(self, it: "Requesting") -> None:
            it.limited = False

    def begin(self, by: PartnerId) -> None:
        super().begin(by)
        self.requests: frozenset[Code] = frozenset()
        self.limited = False

    def limit(self) -> None:
        self.limited = True

    def receive_request(
        self, *, by: PartnerId, right: str, received_on: date, answer_by: date
    ) -> None:
        """``answer_by``: at the latest ``latest_answer(received_on)``."""
        codes.DATA_RIGHTS.ensure(right=right)
        if right in self.requests:
            raise standing.AlreadyRequested
        ensure_within_a_month(received_on, answer_by)
        self.trigger_event(
            self.RightsRequestReceived,
            by=by,
            right=right,
            received_on=received_on,
            answer_by=answer_by,
        )

    def answer_request(self, *, by: PartnerId, right: str, answer: str) -> None:
        if right not in self.requests:
            raise standing.NothingRequested
        codes.RIGHTS_ANSWERS.ensure(answer=answer)
        self.trigger_event(self.RightsRequestAnswered, by=by, right=right, answer=answer)

    def lift_limitation(self, *, by: PartnerId) -> None:
        if not self.limited:
            raise standing.NotLimited
        self.trigger_event(self.LimitationLifted, by=by)


def ensure_within_a_month(received_on: date, answer_by: date) -> None:
    if not received_on <= answer_by <= latest_answer(received_on):
        raise standing.AnswerTooLate
