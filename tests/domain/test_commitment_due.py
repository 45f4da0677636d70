"""What falls due of a commitment: a reminder before its day, and being late after it."""

from datetime import date, timedelta

from domain.clock import FallsDue, commitment_deadline, falls_due
from domain.commitment import Commitment
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.rules import COMMITMENT_DUE, Rule
from tests.domain.commitments import (
    CONTESTED,
    DUE,
    KEPT,
    OVERDUE,
    POSTPONED,
    RULE,
    by_the_clock,
    requested,
    rescheduled,
    undertaken,
)
from tests.story import Told, given

BEFORE, LATE = date(2027, 2, 15), date(2027, 3, 2)
ONE_DAY = timedelta(days=1)
REMINDED = by_the_clock(Commitment.Reminded, BEFORE)


def on(today: date, *facts: Told) -> list[FallsDue]:
    return falls_due(given(Commitment, undertaken(), *facts).so(), today)


def remind(due: date) -> FallsDue:
    return FallsDue(Commitment.remind, {"due": due}, COMMITMENT_DUE, 0, due)


def overdue(day: date) -> FallsDue:
    return FallsDue(Commitment.fall_overdue, {"today": day}, COMMITMENT_DUE, 0, day)


def test_a_debtor_is_reminded_ten_working_days_before_by_default_once() -> None:
    assert on(BEFORE - ONE_DAY) == []
    assert on(BEFORE) == [remind(BEFORE)]
    assert on(BEFORE, REMINDED) == []


def test_a_commitment_falls_overdue_on_the_working_day_after_its_day_once() -> None:
    assert on(DUE, REMINDED) == []
    assert on(LATE, REMINDED) == on(LATE) == [overdue(LATE)]
    assert on(LATE, OVERDUE) == []
    given(Commitment, undertaken()).when(lambda it: it.fall_overdue(today=LATE)).then(OVERDUE)


def test_nothing_falls_due_of_what_is_asked_for_or_said_to_be_kept() -> None:
    assert falls_due(given(Commitment, requested()).so(), date(2030, 1, 1)) == []
    assert on(LATE, KEPT) == []


def test_what_is_contested_after_its_day_falls_overdue_then() -> None:
    assert on(LATE, KEPT, CONTESTED) == [overdue(LATE)]


def test_another_day_starts_the_clock_anew() -> None:
    [before], after = POSTPONED.reminders, POSTPONED.lapses_on
    assert after is not None
    assert on(LATE, OVERDUE, rescheduled()) == []
    assert on(before, OVERDUE, rescheduled()) == [remind(before)]
    assert on(after, OVERDUE, rescheduled()) == [overdue(after)]


def test_the_clock_is_refused_what_is_not_due() -> None:
    given(Commitment, undertaken()).refuses(NotYetDue, lambda it: it.fall_overdue(today=DUE))
    given(Commitment, undertaken(), OVERDUE).refuses(
        NotYetDue, lambda it: it.fall_overdue(today=LATE)
    )
    given(Commitment, undertaken()).refuses(
        AlreadyReminded, lambda it: it.remind(due=BEFORE + ONE_DAY)
    )


def test_a_rule_of_the_territory_moves_the_reminder_and_never_the_due_day() -> None:
    own = Rule(COMMITMENT_DUE, 3, {"reminder-before": 1, "overdue-after": 5})
    said = commitment_deadline(own, DUE)
    assert said.due == commitment_deadline(RULE, DUE).due == DUE
    assert said.reminders == (date(2027, 2, 26),)
    assert (said.lapses_on, said.version) == (date(2027, 3, 8), 3)


def test_who_promises_within_the_reminders_time_is_not_reminded() -> None:
    assert commitment_deadline(RULE, DUE, BEFORE - ONE_DAY).reminders == (BEFORE,)
    assert commitment_deadline(RULE, DUE, BEFORE).reminders == ()
