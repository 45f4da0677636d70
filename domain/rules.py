"""The clock's rules (règles de délai): their defaults, until a territory adopts its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.aggregate import Refusal
from domain.values import Code

REFERRAL_ANSWER = "referral-answer"
CONTRIBUTION_ANSWER = "contribution-answer"
ALERT_ANSWER = "alert-answer"
WEAK_SIGNAL = "weak-signal"
COMMITMENT_DUE = "commitment-due"

LONGEST = 250
"""Working days: about a year. A longer delay would be no rule."""


class UnknownRule(Refusal):
    """Cette règle n’existe pas, ou ses réglages ne sont pas les siens."""


class ReminderTooLate(Refusal):
    """La relance vient avant la fin du délai de réponse."""


class DelayOutOfRange(Refusal):
    """Un délai compte de 1 à 250 jours ouvrés, et un silence se constate après la relance."""


class SignalOutOfRange(Refusal):
    """Un signal faible : 3 à 100 ménages, 2 à 20 services, 7 à 250 jours ; thèmes 0 ou 1."""


@dataclass(frozen=True)
class Rule:
    """A rule in force; version 0 is the default below.

    ``values``: working days, or days of the calendar where a resident waits; for
    ``weak-signal`` households, services, days of the calendar, and for each sensitive
    subject whether its themes are counted at all (0 or 1).
    """

    name: Code
    version: int
    values: Mapping[Code, int]


DEFAULTS: Mapping[Code, Rule] = {
    REFERRAL_ANSWER: Rule(
        REFERRAL_ANSWER,
        0,
        {
            "urgent": 2,
            "soon": 5,
            "ordinary": 15,
            "question": 5,
            "reminder-after": 1,
            "unanswered-after": 2,
        },
    ),
    CONTRIBUTION_ANSWER: Rule(CONTRIBUTION_ANSWER, 0, {"answer": 60, "reminder": 45}),
    ALERT_ANSWER: Rule(
        ALERT_ANSWER,
        0,
        {
            "urgent": 1,
            "soon": 5,
            "ordinary": 10,
            "escalated": 2,
            "reminder-after": 1,
            "unanswered-after": 2,
        },
    ),
    WEAK_SIGNAL: Rule(
        WEAK_SIGNAL,
        0,
        {
            "households": 5,
            "services": 2,
            "days": 30,
            "violence": 0,
            "addiction": 0,
            "mental-health": 0,
            "child-protection": 0,
        },
    ),
    COMMITMENT_DUE: Rule(COMMITMENT_DUE, 0, {"reminder-before": 10, "overdue-after": 1}),
}

_SIGNAL_BOUNDS: Mapping[Code, tuple[int, int]] = {
    "households": (3, 100),
    "services": (2, 20),
    "days": (7, LONGEST),
}
_SWITCH = (0, 1)


def ensure_rule(name: str, values: Mapping[str, int]) -> None:
    if name not in DEFAULTS or values.keys() != DEFAULTS[name].values.keys():
        raise UnknownRule
    if name == WEAK_SIGNAL:
        _ensure_signal(values)
    else:
        _ensure_delays(values)


def _ensure_signal(values: Mapping[str, int]) -> None:
    for value, number in values.items():
        lowest, highest = _SIGNAL_BOUNDS.get(value, _SWITCH)
        if not lowest <= number <= highest:
            raise SignalOutOfRange


def _ensure_delays(values: Mapping[str, int]) -> None:
    if not all(1 <= days <= LONGEST for days in values.values()):
        raise DelayOutOfRange
    if values.get("unanswered-after", LONGEST) <= values.get("reminder-after", 0):
        raise DelayOutOfRange
    if values.get("reminder", 0) >= values.get("answer", LONGEST):
        raise ReminderTooLate
