"""Every verb of a referral, tried with arguments that only its state and its asker refuse."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from domain.referral import Referral
from domain.values import Deadline, PartnerId
from tests.domain.people import CAF, DEADLINE, HELD_UNTIL, MISSION, NADIA, NEXT, QUESTION

Try = Callable[[Referral, PartnerId], None]

NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)
ASKED_ON = date(2026, 11, 24)
LATE = date(2027, 1, 4)

_NO: dict[str, Any] = {"reason": "other", "sentence": "Non.", "alternative": "none-known"}
_ELSEWHERE: dict[str, Any] = _NO | {"alternative": "other-partner", "alternative_partner": CAF}
_TOLD: Mapping[str, Any] = {"told_by": MISSION, "medium": "phone"}


def _awaited(it: Referral) -> Deadline | None:
    return DEADLINE if it.awaits_answer else None


def _reminder(it: Referral) -> date:
    return (it.deadline or DEADLINE).reminders[0]


TRIES: Mapping[str, Try] = {
    "notify": lambda it, _: it.notify(channel="maillage"),
    "refuse_notification": lambda it, _: it.refuse_notification(
        channel="mail", reason="no-such-address"
    ),
    "see": lambda it, by: it.see(by=by),
    "assign": lambda it, by: it.assign(by=by, agent=NADIA),
    "request_information": lambda it, by: it.request_information(
        by=by, question="Quand ?", asked_on=ASKED_ON, deadline=QUESTION
    ),
    "provide_information": lambda it, by: it.provide_information(
        by=by, answer="Hier.", deadline=_awaited(it)
    ),
    "accept": lambda it, by: it.accept(by=by),
    "accept, told": lambda it, by: it.accept(by=by, **_TOLD),
    "waitlist": lambda it, by: it.waitlist(by=by),
    "waitlist, told": lambda it, by: it.waitlist(by=by, **_TOLD),
    "decline": lambda it, by: it.decline(by=by, **_NO),
    "decline, told": lambda it, by: it.decline(by=by, **_ELSEWHERE, **_TOLD),
    "confirm_answer": lambda it, by: it.confirm_answer(by=by),
    "contest_answer": lambda it, by: it.contest_answer(by=by, deadline=DEADLINE),
    "tell_person": lambda it, by: it.tell_person(by=by, how="phone"),
    "schedule_meeting": lambda it, by: it.schedule_meeting(by=by, meets_at=NOON, how="phone"),
    "move_meeting": lambda it, by: it.move_meeting(by=by, meets_at=NOON),
    "attend_meeting": lambda it, by: it.attend_meeting(by=by),
    "miss_meeting": lambda it, by: it.miss_meeting(by=by, attendance="no-show"),
    "start": lambda it, by: it.start(by=by),
    "put_on_hold": lambda it, by: it.put_on_hold(
        by=by, reason="other", until=HELD_UNTIL.due, deadline=HELD_UNTIL
    ),
    "resume": lambda it, by: it.resume(by=by),
    "complete": lambda it, by: it.complete(by=by, outcome="achieved"),
    "end_early": lambda it, by: it.end_early(by=by, reason="other"),
    "record_person_view": lambda it, by: it.record_person_view(by=by, view="achieved"),
    "contest_outcome": lambda it, by: it.contest_outcome(
        by=by, in_the_eyes_of="person", sentence="Rien n’a changé."
    ),
    "contest_outcome, as sender": lambda it, by: it.contest_outcome(
        by=by, in_the_eyes_of="sender", sentence="Rien n’a changé."
    ),
    "contest_outcome, as addressee": lambda it, by: it.contest_outcome(
        by=by, in_the_eyes_of="addressee", sentence="Rien n’a changé."
    ),
    "reopen": lambda it, by: it.reopen(
        by=by, reason="other", deadline=DEADLINE if it.would_await_answer else None
    ),
    "redirect": lambda it, by: it.redirect(by=by, to=CAF, new_referral=NEXT),
    "change_sender": lambda it, by: it.change_sender(
        by=by, to=CAF, reason="moved-away", sharing_ground="consent"
    ),
    "withdraw": lambda it, by: it.withdraw(by=by, reason="other"),
    "close": lambda it, by: it.close(by=by, reason="other"),
    "enter_in_error": lambda it, by: it.enter_in_error(by=by, reason="other"),
    "remind": lambda it, _: it.remind(due=_reminder(it)),
    "leave_unanswered": lambda it, _: it.leave_unanswered(today=LATE),
}
"""By the verb's name; after a comma, in which way."""

BY_NOBODY = frozenset({"notify", "refuse_notification", "remind", "leave_unanswered"})
"""What the system does: no partner asks."""
