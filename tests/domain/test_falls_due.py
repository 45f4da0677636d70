"""What falls due: reminders, silence, and what ends or moves them."""

from datetime import date, timedelta

from domain.clock import (
    FallsDue,
    answer_deadline,
    falls_due,
    hold_deadline,
)
from domain.referral import Referral
from domain.rules import DEFAULTS, REFERRAL_ANSWER
from domain.values import Closure
from tests.domain.people import (
    CCAS,
    DEADLINE,
    HELD_UNTIL,
    MISSION,
    MONDAY,
    accepted,
    asked,
    completed,
    on_hold,
    reopened,
    sender_changed,
    sent,
    started,
    withdrawn,
)
from tests.domain.people import seen as seen_by_addressee
from tests.domain.people import unanswered as left_unanswered
from tests.story import Told, fact, given

RULE = DEFAULTS[REFERRAL_ANSWER]


def on(today: date, *facts: Told) -> list[FallsDue]:
    return falls_due(given(Referral, sent(), *facts).so(), today)


def reminded(due: date) -> Told:
    return fact(
        Referral.Reminded,
        due=due,
        whose_turn="addressee",
        rule=REFERRAL_ANSWER,
        version=0,
    )


HALF, AFTER = DEADLINE.reminders
LAPSE = date(2026, 12, 2)
ONE_DAY = timedelta(days=1)


def remind(due: date) -> FallsDue:
    return FallsDue(Referral.remind, {"due": due}, REFERRAL_ANSWER, 0, due)


def test_the_clock_does_nothing_before_half_time() -> None:
    assert on(HALF - ONE_DAY) == []


def test_the_clock_reminds_at_half_time_once() -> None:
    assert on(HALF) == [remind(HALF)]
    assert on(HALF, reminded(HALF)) == []


def test_the_clock_reminds_again_the_day_after_the_deadline() -> None:
    assert on(AFTER, reminded(HALF)) == [remind(AFTER)]


def test_a_clock_that_was_stopped_sends_only_the_last_reminder() -> None:
    assert on(AFTER) == [remind(AFTER)]


def test_the_clock_records_silence_after_the_last_reminder() -> None:
    assert on(LAPSE, seen_by_addressee()) == [
        FallsDue(Referral.leave_unanswered, {"today": LAPSE}, REFERRAL_ANSWER, 0, LAPSE)
    ]


def test_the_clock_leaves_alone_who_answered_and_who_was_left_unanswered() -> None:
    for facts in ([accepted()], [left_unanswered()]):
        assert on(date(2027, 6, 1), *facts) == []


def test_the_clock_reminds_a_sender_of_a_question_and_records_no_silence() -> None:
    due = date(2026, 11, 26)
    assert on(date(2027, 6, 1), asked()) == [remind(due)]


HELD = [accepted(), started(), on_hold()]
HELD_DUE = date(2026, 12, 21)


def test_a_hold_reminds_the_working_day_after_its_own_and_never_lapses() -> None:
    assert hold_deadline(RULE, date(2026, 12, 18)) == HELD_UNTIL
    closed = (Closure(date(2026, 12, 21), date(2026, 12, 22)),)
    later = hold_deadline(RULE, date(2026, 12, 18), closed)
    assert later is not None
    assert later.reminders == (date(2026, 12, 23),)


def test_a_hold_without_a_day_reminds_nobody() -> None:
    assert hold_deadline(RULE, None) is None


def test_the_clock_reminds_the_addressee_once_its_hold_is_past() -> None:
    assert on(HELD_DUE - ONE_DAY, *HELD) == []
    assert on(HELD_DUE, *HELD) == [remind(HELD_DUE)]
    assert on(date(2027, 6, 1), *HELD, reminded(HELD_DUE)) == []
    resumed = fact(Referral.Resumed, by=MISSION)
    assert on(date(2027, 6, 1), *HELD, resumed) == []


def test_a_hold_goes_on_after_a_question_and_reminds_only_once() -> None:
    def told(*facts: Told) -> Referral:
        it = given(Referral, sent(), *HELD, *facts, asked()).so()
        it.provide_information(by=CCAS, answer="Oui.")
        return it

    assert told().deadline == HELD_UNTIL
    assert falls_due(told(reminded(HELD_DUE)), date(2027, 6, 1)) == []


def test_what_is_reopened_is_reminded_and_lapses_by_its_new_deadline() -> None:
    again = answer_deadline(RULE, "soon", date(2027, 1, 4))
    facts = (withdrawn(), reopened(deadline=again))
    assert again.lapses_on is not None
    assert on(date(2027, 1, 4), *facts) == []
    assert on(again.reminders[0], *facts) == [remind(again.reminders[0])]
    assert [step.verb for step in on(again.lapses_on, *facts)] == [Referral.leave_unanswered]


def test_reopened_support_and_another_sender_leave_nothing_to_the_clock() -> None:
    ended = (accepted(), started(), completed())
    for facts in ([*ended, reopened()], [accepted(), sender_changed()]):
        assert on(date(2027, 6, 1), *facts) == []


def test_a_handover_leaves_the_deadline_to_the_clock() -> None:
    assert on(HALF, sender_changed()) == [remind(HALF)]


def test_what_the_clock_proposes_is_never_refused() -> None:
    for day in range(40):
        it = given(Referral, sent()).so()
        for due in falls_due(it, MONDAY + timedelta(days=day)):
            due.verb(it, **due.arguments)
            assert len(it.collect_events()) == 1
