"""The clock's rules (horloge): deadlines when a turn begins, and what falls due on a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain import codes
from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.commitment import Commitment
from domain.contribution import Contribution
from domain.referral import Referral
from domain.rules import Rule
from domain.values import Closure, Deadline
from domain.working_days import answer_due, working_day_before, working_days_between

CLOCK = UUID("d1f5d9a0-3b1e-5a53-8c43-6a3f8c0a4f27")


def answer_deadline(
    rule: Rule, urgency: str, sent_on: date, closures: Sequence[Closure] = ()
) -> Deadline:
    """By when the addressee answers; ``closures`` are the addressee's."""
    codes.URGENCIES.ensure(urgency=urgency)
    return _deadline(rule, rule.values[urgency], sent_on, closures)


def resumed_deadline(
    rule: Rule,
    stopped: Deadline | None,
    asked_on: date,
    provided_on: date,
    closures: Sequence[Closure] = (),
) -> Deadline:
    """The addressee's deadline once answered: what was left of it, at least one day.

    ``stopped`` is None after a silence, when the addressee came back with a question.
    """
    if stopped is None:
        return _deadline(rule, rule.values["question"], provided_on, closures)
    left = max(1, working_days_between(asked_on, stopped.due, closures))
    return _deadline(rule, left, provided_on, closures)


def question_deadline(rule: Rule, asked_on: date, closures: Sequence[Closure] = ()) -> Deadline:
    """By when the sender answers a question; its silence only brings reminders."""
    deadline = _deadline(rule, rule.values["question"], asked_on, closures)
    return replace(deadline, lapses_on=None)


def hold_deadline(
    rule: Rule, until: date | None, closures: Sequence[Closure] = ()
) -> Deadline | None:
    """Reminds the addressee when a hold's day is past; a forgotten hold never lapses."""
    if until is None:
        return None
    after = answer_due(until, rule.values["reminder-after"], closures)
    return Deadline(until, (after,), None, rule.name, rule.version)


def contribution_deadline(rule: Rule, received_on: date) -> Deadline:
    """By when a contribution is answered, in days of the calendar; silence the day after."""
    due = received_on + timedelta(days=rule.values["answer"])
    reminder = received_on + timedelta(days=rule.values["reminder"])
    return Deadline(due, (reminder,), due + timedelta(days=1), rule.name, rule.version)


def commitment_deadline(rule: Rule, due: date, said_on: date | None = None) -> Deadline:
    """Its debtor's own day: the rule says when it is reminded before, and late after.

    Who promises on ``said_on`` for one of the next days needs no reminder of it.
    """
    before = working_day_before(due, rule.values["reminder-before"])
    return Deadline(
        due=due,
        reminders=(before,) if said_on is None or said_on < before else (),
        lapses_on=answer_due(due, rule.values["overdue-after"]),
        rule=rule.name,
        version=rule.version,
    )


def _deadline(rule: Rule, days: int, begun_on: date, closures: Sequence[Closure]) -> Deadline:
    due = answer_due(begun_on, days, closures)
    half = answer_due(begun_on, max(1, days // 2), closures)
    after = answer_due(due, rule.values["reminder-after"], closures)
    return Deadline(
        due=due,
        reminders=(half, after),
        lapses_on=answer_due(due, rule.values["unanswered-after"], closures),
        rule=rule.name,
        version=rule.version,
    )


def acknowledgement_deadline(
    rule: Rule, urgency: str, raised_on: date, closures: Sequence[Closure] = ()
) -> Deadline:
    """By when the cell acknowledges an alert; only an urgent one's silence escalates."""
    codes.URGENCIES.ensure(urgency=urgency)
    deadline = _deadline(rule, rule.values[urgency], raised_on, closures)
    return deadline if urgency == "urgent" else replace(deadline, lapses_on=None)


def escalation_deadline(
    rule: Rule, escalated_on: date, closures: Sequence[Closure] = ()
) -> Deadline:
    """By when who an alert was escalated to answers; ``closures`` are theirs.

    Its silence only brings reminders: it shows as late on the board until it is answered.
    """
    deadline = _deadline(rule, rule.values["escalated"], escalated_on, closures)
    return replace(deadline, lapses_on=None)


class FallsDue(NamedTuple):
    """What the clock must do to a stream: a verb, its arguments, and by which rule."""

    verb: Callable[..., None]
    arguments: Mapping[str, Any]
    rule: str
    version: int
    due: date


def falls_due(it: Aggregate, today: date) -> list[FallsDue]:
    """What the clock owes it that day."""
    match it:
        case Referral() | Contribution():
            lapsing = type(it).leave_unanswered if it.awaits_answer else None
            return _owed(it, lapsing, today)
        case Alert():
            escalating = Alert.escalate_unanswered if it.escalation is not None else None
            return _owed(it, escalating, today)
        case Commitment() if it.is_owed and not it.overdue:
            return _owed(it, Commitment.fall_overdue, today)
        case _:
            return []


def _owed(
    it: Referral | Contribution | Alert | Commitment,
    lapse: Callable[..., None] | None,
    today: date,
) -> list[FallsDue]:
    """``lapse``: what silence leads to. After a pause, only the last missed reminder."""
    deadline = it.deadline
    if deadline is None:
        return []
    rule, version = deadline.rule, deadline.version
    lapses_on = deadline.lapses_on
    if lapse is not None and lapses_on is not None and lapses_on <= today:
        return [FallsDue(lapse, {"today": today}, rule, version, lapses_on)]
    missed = [day for day in deadline.reminders if day <= today]
    if not missed or missed[-1] in it.reminded:
        return []
    due = missed[-1]
    return [FallsDue(type(it).remind, {"due": due}, rule, version, due)]


def command_id(rule: str, version: int, stream: UUID, due: date) -> UUID:
    """The same for every process that acts: the second one finds the command done."""
    return uuid5(CLOCK, f"{rule}@{version}/{stream}/{due.isoformat()}")
