"""Working days, deadlines, and what the clock does on a given day."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.clock import (
    answer_deadline,
    command_id,
    question_deadline,
    resumed_deadline,
)
from domain.codes import UnknownCode
from domain.rules import DEFAULTS, REFERRAL_ANSWER, Rule
from domain.values import Closure, Deadline
from domain.working_days import (
    FIRST_DAY,
    HOLIDAYS,
    LAST_DAY,
    BeyondCalendar,
    answer_due,
    ensure_covered,
    is_working_day,
    working_days_between,
)
from tests.domain.people import (
    DEADLINE,
    MISSION,
    MONDAY,
    REFERRAL,
)

RULE = DEFAULTS[REFERRAL_ANSWER]

days = st.dates(date(2024, 1, 1), date(2040, 12, 31))
closures = st.lists(
    st.tuples(days, st.integers(0, 30)).map(
        lambda pair: Closure(pair[0], pair[0] + timedelta(days=pair[1]))
    ),
    max_size=3,
)


def easter(year: int) -> date:
    """Butcher's computus, to hold the dated list against."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


@pytest.mark.parametrize("year", range(FIRST_DAY.year, LAST_DAY.year + 1))
def test_the_eleven_public_holidays_of_every_year_are_in_the_list(year: int) -> None:
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    movable = {easter(year) + timedelta(days=n) for n in (1, 39, 50)}
    expected = {date(year, *day) for day in fixed} | movable
    assert {day for day in HOLIDAYS if day.year == year} == expected


def test_an_answer_is_due_after_working_days_only() -> None:
    assert answer_due(date(2026, 12, 23), 2) == date(2026, 12, 28)
    assert answer_due(date(2026, 4, 30), 1) == date(2026, 5, 4)
    assert answer_due(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_the_days_on_which_the_addressee_is_closed_do_not_count() -> None:
    closed = (Closure(date(2026, 11, 24), date(2026, 11, 27)),)
    assert answer_due(MONDAY, 1, closed) == date(2026, 11, 30)


@forall(days, st.integers(1, 60), closures)
def test_exactly_so_many_working_days_lie_up_to_the_due_day(
    sent_on: date, count: int, closed: Sequence[Closure]
) -> None:
    due = answer_due(sent_on, count, closed)
    assert due > sent_on
    assert is_working_day(due, closed)
    assert working_days_between(sent_on, due, closed) == count


@forall(days, st.integers(1, 60), closures)
def test_a_closure_never_brings_the_due_day_forward(
    sent_on: date, count: int, closed: Sequence[Closure]
) -> None:
    assert answer_due(sent_on, count, closed) >= answer_due(sent_on, count)


def test_no_day_beyond_the_calendar_is_guessed() -> None:
    for day in (date(9999, 12, 31), date(1789, 7, 14), LAST_DAY):
        with pytest.raises(BeyondCalendar):
            answer_due(day, 5)


def test_the_calendar_covers_its_first_and_last_day() -> None:
    ensure_covered(FIRST_DAY, LAST_DAY)
    for day in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        with pytest.raises(BeyondCalendar):
            ensure_covered(MONDAY, day)


def test_no_working_day_lies_in_an_empty_span() -> None:
    assert working_days_between(MONDAY, MONDAY) == 0
    assert working_days_between(MONDAY, MONDAY - timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("urgent", date(2026, 11, 25)),
        ("soon", date(2026, 11, 30)),
        ("ordinary", date(2026, 12, 14)),
    ],
)
def test_an_answer_is_due_in_two_five_or_fifteen_days_by_urgency(
    urgency: str, due: date
) -> None:
    assert answer_deadline(RULE, urgency, MONDAY).due == due


def test_reminders_come_at_half_time_and_the_day_after_then_silence_is_recorded() -> None:
    assert answer_deadline(RULE, "soon", MONDAY) == DEADLINE


def test_a_deadline_keeps_the_version_of_the_rule_that_set_it() -> None:
    stricter = Rule(REFERRAL_ANSWER, 3, {**RULE.values, "soon": 1})
    deadline = answer_deadline(stricter, "soon", MONDAY)
    assert (deadline.version, deadline.due) == (3, date(2026, 11, 24))
    assert deadline.reminders == (date(2026, 11, 24), date(2026, 11, 25))


def test_an_unknown_urgency_has_no_deadline() -> None:
    with pytest.raises(UnknownCode):
        answer_deadline(RULE, "at-once", MONDAY)


@forall(st.sampled_from(["urgent", "soon", "ordinary"]), days, closures)
def test_reminders_and_silence_follow_one_another(
    urgency: str, sent_on: date, closed: Sequence[Closure]
) -> None:
    it = answer_deadline(RULE, urgency, sent_on, closed)
    half, after = it.reminders
    assert it.lapses_on is not None
    assert sent_on < half <= it.due < after < it.lapses_on


def test_a_question_reminds_the_sender_and_never_lapses() -> None:
    it = question_deadline(RULE, MONDAY)
    assert (it.due, it.lapses_on) == (date(2026, 11, 30), None)


def test_what_was_left_of_the_delay_is_given_back() -> None:
    resumed = resumed_deadline(RULE, DEADLINE, date(2026, 11, 25), date(2026, 12, 4))
    assert resumed.due == answer_due(date(2026, 12, 4), 3)


def test_at_least_one_day_is_given_back() -> None:
    resumed = resumed_deadline(RULE, DEADLINE, date(2026, 12, 1), date(2026, 12, 4))
    assert resumed.due == date(2026, 12, 7)


def test_after_a_silence_the_addressee_gets_the_delay_of_a_question() -> None:
    resumed = resumed_deadline(RULE, None, date(2026, 12, 1), MONDAY)
    assert resumed.due == date(2026, 11, 30)


@forall(days, days, st.integers(0, 3), st.integers(0, 3))
def test_two_clocks_make_the_same_command_and_two_dues_different_ones(
    one: date, other: date, version: int, another: int
) -> None:
    same = (one, version) == (other, another)
    first = command_id(REFERRAL_ANSWER, version, REFERRAL, one)
    second = command_id(REFERRAL_ANSWER, another, REFERRAL, other)
    assert (first == second) is same
    assert command_id("another-rule", version, REFERRAL, one) != first
    assert command_id(REFERRAL_ANSWER, version, MISSION, one) != first


def test_a_deadline_is_a_plain_value() -> None:
    assert Deadline(MONDAY, (), None, REFERRAL_ANSWER, 0).reminders == ()
