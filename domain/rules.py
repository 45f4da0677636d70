"""The clock's rules (règles de délai): their defaults, until a territory adopts its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.aggregate import Refusal
from domain.values import Code

REFERRAL_ANSWER = "referral-answer"
CONTRIBUTION_ANSWER = "contribution-answer"

LONGEST = 250
"""Working days: about a year. A longer delay would be no rule."""


class UnknownRule(Refusal):
    """Cette règle n’existe pas, ou ses réglages ne sont pas les siens."""


class ReminderTooLate(Refusal):
    """La relance vient avant la fin du délai de réponse."""


class DelayOutOfRange(Refusal):
    """Un délai compte de 1 à 250 jours ouvrés, et un silence se constate après la relance."""


@dataclass(frozen=True)
class Rule:
    """A rule in force; version 0 is the default below.

    ``values`` are working days; days of the calendar where a resident waits.
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
}


def ensure_rule(name: str, values: Mapping[str, int]) -> None:
    if name not in DEFAULTS or values.keys() != DEFAULTS[name].values.keys():
        raise UnknownRule
    if not all(1 <= days <= LONGEST for days in values.values()):
        raise DelayOutOfRange
    if name == REFERRAL_ANSWER and values["unanswered-after"] <= values["reminder-after"]:
        raise DelayOutOfRange
    if name == CONTRIBUTION_ANSWER and values["reminder"] >= values["answer"]:
        raise ReminderTooLate
