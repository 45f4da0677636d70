"""Who the stories are about, and the facts they begin with. All are invented."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.referral import Referral
from domain.values import (
    AgentId,
    CaseId,
    CoarseFacts,
    Deadline,
    PartnerId,
    PersonId,
    ReferralId,
)
from tests.story import Told, fact


def _id(n: int) -> UUID:
    return UUID(int=(0x4000 << 64) | (0x8000 << 48) | n)


CCAS, MISSION, CAF = PartnerId(_id(11)), PartnerId(_id(12)), PartnerId(_id(13))
NADIA, PAUL = AgentId(_id(21)), AgentId(_id(22))
AMINA = PersonId(_id(31))
CASE = CaseId(_id(41))
REFERRAL, NEXT = ReferralId(_id(51)), ReferralId(_id(52))

MONDAY = date(2026, 11, 23)
COARSE = CoarseFacts("26-39", "female", "single-parent", "haut-clichy", "2026", "none", "visit")


DEADLINE = Deadline(
    due=date(2026, 11, 30),
    reminders=(date(2026, 11, 25), date(2026, 12, 1)),
    lapses_on=date(2026, 12, 2),
    rule="referral-answer",
    version=0,
)
QUESTION = Deadline(
    due=date(2026, 12, 4),
    reminders=(date(2026, 11, 26),),
    lapses_on=None,
    rule="referral-answer",
    version=0,
)
HELD_UNTIL = Deadline(
    due=date(2026, 12, 18),
    reminders=(date(2026, 12, 21),),
    lapses_on=None,
    rule="referral-answer",
    version=0,
)
"""A hold's day: once it is past, the addressee is reminded."""

SENT: dict[str, Any] = {
    "case": CASE,
    "person": AMINA,
    "sender": CCAS,
    "addressee": MISSION,
    "kind": "referral",
    "urgency": "soon",
    "themes": ("logement-hebergement--reduire-les-impayes-de-loyer",),
    "request": "Je voudrais garder mon logement.",
    "reason": "Deux mois de loyer impayés.",
    "informed": "orally",
    "agreement": "oral",
    "sharing_ground": "consent",
    "danger": None,
    "coarse": COARSE,
    "sent_on": MONDAY,
    "deadline": DEADLINE,
    "follows": None,
}


NAMELESS: dict[str, Any] = SENT | {
    "case": None,
    "person": None,
    "kind": "contact-details",
    "request": None,
    "reason": None,
    "informed": None,
    "agreement": None,
    "sharing_ground": None,
    "deadline": None,
}
"""Contact details given to somebody whose name nobody asked."""


def sent(**given: Any) -> Told:
    return fact(Referral.Sent, **SENT | given)


def seen() -> Told:
    return fact(Referral.Seen, by=MISSION)


def accepted(**given: Any) -> Told:
    fields = {"by": MISSION, "tells_person": "sender", "case": CASE, "person": AMINA}
    shared = {"addressee": MISSION, "sharing_ground": "consent"}
    return fact(Referral.Accepted, **fields | shared | given)


def accepted_by_phone() -> Told:
    return accepted(by=CCAS, told_by=MISSION, medium="phone")


def waitlisted() -> Told:
    return fact(Referral.Waitlisted, by=MISSION, tells_person="sender")


def declined(**given: Any) -> Told:
    fields = {
        "by": MISSION,
        "tells_person": "sender",
        "reason": "session-full",
        "sentence": "Plus de place avant mars.",
        "alternative": "none-known",
    }
    return fact(Referral.Declined, **fields | given)


def asked() -> Told:
    return fact(
        Referral.InformationRequested,
        by=MISSION,
        question="Le bail est-il à son nom ?",
        asked_on=date(2026, 11, 24),
        whose_turn="sender",
        deadline=QUESTION,
    )


def started() -> Told:
    return fact(Referral.Started, by=MISSION)


def unanswered() -> Told:
    return fact(
        Referral.LeftUnanswered,
        due=DEADLINE.due,
        whose_turn="sender",
        rule="referral-answer",
        version=0,
    )


def sender_changed(**given: Any) -> Told:
    fields = {"by": CCAS, "to": CAF, "reason": "moved-away", "case": CASE}
    return fact(
        Referral.SenderChanged,
        **fields | {"sharing_ground": "consent", "person": AMINA} | given,
    )


def reopened(**given: Any) -> Told:
    fields = {"by": CCAS, "reason": "person-returned", "whose_turn": "addressee"}
    return fact(Referral.Reopened, **fields | given)


def on_hold() -> Told:
    fields = {"by": MISSION, "reason": "other", "until": HELD_UNTIL.due}
    return fact(Referral.PutOnHold, **fields | {"deadline": HELD_UNTIL})


def withdrawn() -> Told:
    return fact(Referral.Withdrawn, by=CCAS, reason="other")


def completed() -> Told:
    return fact(Referral.Completed, by=MISSION, outcome="achieved")
