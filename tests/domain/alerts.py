"""The alerts that the stories are about, and every verb of one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain.alert import Alert
from domain.alert_standing import Escalation
from domain.values import AlertId, Deadline, PartnerId, SessionId
from tests.domain.people import CAF, CASE, CCAS, COARSE, MISSION, NADIA, _id
from tests.story import Told, fact

ALERT, OTHER, THIRD = AlertId(_id(61)), AlertId(_id(62)), AlertId(_id(63))
SESSION, NEXT_SESSION = SessionId(_id(71)), SessionId(_id(72))
HOUSING = ("logement-hebergement--reduire-les-impayes-de-loyer",)

DEADLINE = Deadline(
    due=date(2026, 11, 24),
    reminders=(date(2026, 11, 24), date(2026, 11, 25)),
    lapses_on=date(2026, 11, 26),
    rule="alert-answer",
    version=0,
)
"""An urgent alert's, raised on Monday 23 November."""

ANSWER = Deadline(
    due=date(2026, 11, 30),
    reminders=(date(2026, 11, 27), date(2026, 12, 1)),
    lapses_on=None,
    rule="alert-answer",
    version=0,
)

RAISED: dict[str, Any] = {
    "kind": "situation",
    "raiser": CCAS,
    "case": CASE,
    "household": None,
    "learnt": "seen",
    "reporter": None,
    "facts": "Volets fermés depuis trois semaines.",
    "analysis": "Un repli inquiétant.",
    "observed_on": date(2026, 11, 20),
    "urgency": "urgent",
    "themes": HOUSING,
    "informed": "to-be-informed",
    "sharing_ground": "consent",
    "peril": "none",
    "danger": "no-immediate-danger",
    "coarse": COARSE,
    "raised_on": date(2026, 11, 23),
    "deadline": DEADLINE,
    "escalation": Escalation(MISSION, ANSWER),
}

COLLECTIVE: dict[str, Any] = RAISED | {
    "kind": "collective",
    "case": None,
    "informed": None,
    "sharing_ground": None,
}

CHILD: dict[str, Any] = {"peril": "child", "danger": "child-protection-told"}


def raised(**given: Any) -> Told:
    return fact(Alert.Raised, **RAISED | given)


def collective(**given: Any) -> Told:
    return fact(Alert.Raised, **COLLECTIVE | given)


def acknowledged() -> Told:
    return fact(Alert.Acknowledged, by=CAF)


def qualified(**given: Any) -> Told:
    said = {"by": CAF, "urgency": "soon", "themes": HOUSING, "peril": "none"}
    return fact(Alert.Qualified, **said | given)


def on_agenda(session: SessionId = SESSION) -> Told:
    return fact(Alert.PutOnAgenda, session=session)


def off_agenda(session: SessionId = SESSION) -> Told:
    return fact(Alert.TakenOffAgenda, session=session)


def examined() -> Told:
    return fact(Alert.Examined, by=CAF, session=SESSION, conclusion="À revoir ensemble.")


def escalated(**given: Any) -> Told:
    said = {"by": CAF, "to": MISSION, "sharing_ground": "consent", "deadline": ANSWER}
    return fact(Alert.Escalated, **said | given)


def resolved() -> Told:
    return fact(Alert.Resolved, by=CAF, outcome="taken-up", conclusion="Suivie par la PMI.")


def duplicate() -> Told:
    return fact(Alert.MarkedDuplicate, by=CAF, of=OTHER)


Try = Callable[[Alert, PartnerId], None]
LATE = date(2027, 1, 4)


def _reminder(it: Alert) -> date:
    return (it.deadline or DEADLINE).reminders[0]


TRIES: Mapping[str, Try] = {
    "acknowledge": lambda it, by: it.acknowledge(by=by),
    "qualify": lambda it, by: it.qualify(by=by, urgency="soon", themes=HOUSING, peril="none"),
    "mark_duplicate": lambda it, by: it.mark_duplicate(by=by, of=OTHER),
    "join": lambda it, _: it.join(duplicate=THIRD),
    "part": lambda it, _: it.part(duplicate=THIRD),
    "assign": lambda it, by: it.assign(
        by=by, partner=MISSION, agent=NADIA, sharing_ground="consent"
    ),
    "put_on_agenda": lambda it, _: it.put_on_agenda(session=SESSION),
    "take_off_agenda": lambda it, _: it.take_off_agenda(session=SESSION),
    "examine": lambda it, by: it.examine(by=by, session=SESSION, conclusion="Vu."),
    "escalate": lambda it, by: it.escalate(
        by=by, to=MISSION, deadline=ANSWER, sharing_ground="consent"
    ),
    "escalate_unanswered": lambda it, _: it.escalate_unanswered(today=LATE),
    "answer_escalation": lambda it, _: it.answer_escalation(by=MISSION, answer="J’y vais."),
    "remind": lambda it, _: it.remind(due=_reminder(it)),
    "inform_reporter": lambda it, by: it.inform_reporter(by=by, how="phone"),
    "inform_person": lambda it, by: it.inform_person(by=by, informed="orally"),
    "record_reply": lambda it, by: it.record_reply(by=by, reply="Cela va mieux."),
    "find_unfounded": lambda it, by: it.find_unfounded(by=by, why="Partie en vacances."),
    "resolve": lambda it, by: it.resolve(by=by, outcome="taken-up", conclusion="Suivie."),
    "close_without_follow_up": lambda it, by: it.close_without_follow_up(
        by=by, reason="not-reachable"
    ),
    "reopen": lambda it, by: it.reopen(by=by, reason="new-facts"),
    "enter_in_error": lambda it, by: it.enter_in_error(by=by, reason="trial"),
}
"""By the verb's name, with arguments that only the alert's state refuses."""
