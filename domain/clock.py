"""The clock's rules (horloge): deadlines when a turn begins, and what falls due on a day."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain import codes
from domain.aggregate import Aggregate
from domain.commitment import Commitment
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


def commitment_deadline(rule: Rule, due: date) -> Deadline:
    """Its debtor's own day: the rule says when it is reminded before, and late after."""
    return Deadline(
        due=due,
        reminders=(working_day_before(due, rule.values["reminder-before"]),),
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
        case Referral():
            return _owed_to_referral(it, today)
        case Commitment():
            return _owed_to_commitment(it, today)
        case _:
            return []


def _owed_to_referral(it: Referral, today: date) -> list[FallsDue]:
    """After a pause, only the last missed reminder."""
    deadline = it.deadline
    if deadline is None:
        return []
    if it.awaits_answer and _lapsed(deadline, today):
        return [_lapse(Referral.leave_unanswered, deadline, today)]
    return _reminder(Referral.remind, deadline, it.reminded, today)


def _owed_to_commitment(it: Commitment, today: date) -> list[FallsDue]:
    """Late is said once; a reminder of before the due day is worth nothing after it."""
    deadline = it.deadline
    if deadline is None or not it.is_owed or it.overdue:
        return []
    if _lapsed(deadline, today):
        return [_lapse(Commitment.fall_overdue, deadline, today)]
    return _reminder(Commitment.remind, deadline, it.reminded, today)


def _lapsed(deadline: Deadline, today: date) -> bool:
    return deadline.lapses_on is not None and deadline.lapses_on <= today


def _lapse(verb: Callable[..., None], deadline: Deadline, today: date) -> FallsDue:
    assert deadline.lapses_on is not None
    said, day = {"today": today}, deadline.lapses_on
    return FallsDue(verb, said, deadline.rule, deadline.version, day)


def _reminder(
    verb: Callable[..., None], deadline: Deadline, reminded: AbstractSet[date], today: date
) -> list[FallsDue]:
    missed = [day for day in deadline.reminders if day <= today]
    if not missed or missed[-1] in reminded:
        return []
    due = missed[-1]
    return [FallsDue(verb, {"due": due}, deadline.rule, deadline.version, due)]


def command_id(rule: str, version: int, stream: UUID, due: date) -> UUID:
    """The same for every process that acts: the second one finds the command done."""
    return uuid5(CLOCK, f"{rule}@{version}/{stream}/{due.isoformat()}")
