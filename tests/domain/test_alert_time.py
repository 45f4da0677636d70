"""What the clock owes an alert, what follows from its facts, and the rules of weak signals."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain import codes
from domain.alert import Alert
from domain.clock import (
    FallsDue,
    acknowledgement_deadline,
    escalation_deadline,
    falls_due,
)
from domain.processes import Command, react
from domain.rules import (
    ALERT_ANSWER,
    DEFAULTS,
    WEAK_SIGNAL,
    DelayOutOfRange,
    SignalOutOfRange,
    UnknownRule,
)
from domain.territory import Territory
from domain.values import Closure
from domain.weak_signal import WeakSignal, is_watched
from tests.domain.alerts import (
    ALERT,
    ANSWER,
    DEADLINE,
    HOUSING,
    OTHER,
    acknowledged,
    duplicate,
    escalated,
    raised,
    resolved,
)
from tests.domain.people import CAF, MONDAY
from tests.story import Told, as_event, begun, fact, given

RULE = DEFAULTS[ALERT_ANSWER]
ORDINARY = acknowledgement_deadline(RULE, "ordinary", MONDAY)


def on(today: date, *facts: Told) -> list[FallsDue]:
    return falls_due(given(Alert, *facts).so(), today)


def remind(due: date) -> FallsDue:
    return FallsDue(Alert.remind, {"due": due}, ALERT_ANSWER, 0, due)


def reminded(due: date) -> Told:
    return fact(Alert.Reminded, due=due, rule=ALERT_ANSWER, version=0)


def test_an_urgent_alert_is_acknowledged_by_the_next_working_day_or_escalates() -> None:
    assert acknowledgement_deadline(RULE, "urgent", MONDAY) == DEADLINE
    friday = acknowledgement_deadline(RULE, "urgent", date(2026, 11, 27))
    assert friday.due == date(2026, 11, 30)


def test_only_an_urgent_alerts_silence_escalates() -> None:
    for urgency in ("soon", "ordinary"):
        assert acknowledgement_deadline(RULE, urgency, MONDAY).lapses_on is None
    with pytest.raises(codes.UnknownCode):
        acknowledgement_deadline(RULE, "now", MONDAY)


def test_who_must_answer_has_its_own_delay_and_its_closures() -> None:
    escalated_on = date(2026, 11, 26)
    assert escalation_deadline(RULE, escalated_on) == ANSWER
    closed = (Closure(date(2026, 11, 30), date(2026, 12, 1)),)
    assert escalation_deadline(RULE, escalated_on, closed).due == date(2026, 12, 2)


def test_the_clock_reminds_the_cell_once_then_the_last_missed_one() -> None:
    first, last = DEADLINE.reminders
    assert on(MONDAY, raised()) == []
    assert on(first, raised()) == [remind(first)]
    assert on(first, raised(), reminded(first)) == []
    assert on(last, raised()) == [remind(last)]


def test_the_clock_escalates_an_urgent_alert_that_nobody_acknowledged() -> None:
    day = DEADLINE.lapses_on
    assert day is not None
    late = day + timedelta(days=30)
    for today in (day, late):
        assert on(today, raised()) == [
            FallsDue(Alert.escalate_unanswered, {"today": today}, ALERT_ANSWER, 0, day)
        ]
    assert on(late, raised(), acknowledged()) == []
    assert on(late, raised(), resolved()) == []


def test_the_clock_only_reminds_who_must_answer() -> None:
    after = ANSWER.reminders[-1]
    facts = (raised(), escalated(by=None))
    assert on(after + timedelta(days=90), *facts) == [remind(after)]
    assert on(after + timedelta(days=90), *facts, reminded(after)) == []


def test_an_ordinary_alert_is_only_reminded_of() -> None:
    told = raised(urgency="ordinary", deadline=ORDINARY, escalation=None)
    after = ORDINARY.reminders[-1]
    assert on(after + timedelta(days=90), told) == [remind(after)]


def following(told: Told) -> tuple[Command, ...]:
    return react(as_event(told, ALERT, 2))


def test_the_original_learns_of_its_duplicates_and_that_they_left() -> None:
    joined = Command(Alert, Alert.join, OTHER, {"duplicate": ALERT})
    left = Command(Alert, Alert.part, OTHER, {"duplicate": ALERT})
    assert following(duplicate()) == (joined,)
    reopened = fact(Alert.Reopened, by=CAF, reason="not-a-duplicate", original=OTHER)
    erroneous = fact(Alert.EnteredInError, by=CAF, reason="trial", original=OTHER)
    assert following(reopened) == following(erroneous) == (left,)
    assert following(replace_original(reopened)) == following(replace_original(erroneous)) == ()


def replace_original(told: Told) -> Told:
    return told._replace(fields=told.fields | {"original": None})


CREATED = fact(Territory.Created, name="Clichy", fictitious=True, origin="demo")
SIGNAL = dict(DEFAULTS[WEAK_SIGNAL].values)


@pytest.mark.parametrize(
    "values",
    [{"households": 2}, {"services": 1}, {"days": 6}, {"days": 251}, {"violence": 2}],
    ids=str,
)
def test_a_weak_signal_counts_several_households_and_services_over_some_days(
    values: dict[str, int],
) -> None:
    given(Territory, CREATED).refuses(
        SignalOutOfRange, lambda it: it.adopt_rule(rule=WEAK_SIGNAL, values=SIGNAL | values)
    )


def test_each_rule_has_its_own_settings() -> None:
    given(Territory, CREATED).refuses(
        UnknownRule, lambda it: it.adopt_rule(rule=ALERT_ANSWER, values=SIGNAL)
    )
    given(Territory, CREATED).refuses(
        DelayOutOfRange,
        lambda it: it.adopt_rule(rule=ALERT_ANSWER, values=dict(RULE.values) | {"urgent": 0}),
    )


def test_violence_addiction_mental_health_and_children_are_not_counted_by_default() -> None:
    rule = DEFAULTS[WEAK_SIGNAL]
    assert {theme for theme in codes.THEMES if not is_watched(rule, theme)} == {
        "famille--surmonter-conflits-separation-violence",
        "sante--addictions",
        "sante--sante-mentale",
        "famille--soutien-a-la-parentalite-et-a-leducation",
    }
    chosen = replace(rule, values=dict(rule.values) | {"addiction": 1})
    assert is_watched(chosen, "sante--addictions")
    assert not is_watched(chosen, "sante--sante-mentale")


def test_every_guarded_theme_is_a_theme_with_its_switch_and_its_day() -> None:
    for theme, entry in codes.SENSITIVE_THEMES.items():
        assert theme in codes.THEMES
        assert entry.marks["about"] in SIGNAL
        date.fromisoformat(entry.marks["from"])


def test_a_weak_signal_set_aside_is_a_fact_of_counts_only() -> None:
    said: dict[str, Any] = {
        "by": CAF, "theme": HOUSING[0], "quartier": "haut-clichy", "households": 5,
        "services": 2, "reason": "known", "set_aside_on": MONDAY,
    }  # fmt: skip
    it = WeakSignal(id=ALERT, **said)
    assert it.case_id is None
    begun(it).then(fact(WeakSignal.SetAside, **said))
    for wrong in ({"theme": "tea"}, {"reason": "magic"}):
        with pytest.raises(codes.UnknownCode):
            WeakSignal(id=ALERT, **said | wrong)
