"""A session of the watch cell as the stories tell it. All are invented."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.values import AlertId, PartnerId
from domain.watch_session import WatchSession
from domain.watch_session_life import Member
from tests.domain.people import CAF, CCAS, MISSION
from tests.story import Told, fact

POLICE, LANDLORD = PartnerId(UUID(int=71)), PartnerId(UUID(int=72))
MAYOR, PMI = PartnerId(UUID(int=73)), PartnerId(UUID(int=74))
STRANGER = PartnerId(UUID(int=75))
DAMP, FAMILY = AlertId(UUID(int=81)), AlertId(UUID(int=82))
DAY, DUE = date(2026, 12, 3), date(2027, 1, 15)
MEETS_AT = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)
MEMBERS = (
    Member(CCAS, "ccas"),
    Member(CAF, "caf-msa"),
    Member(PMI, "pmi"),
    Member(POLICE, "police"),
    Member(LANDLORD, "housing-landlord"),
    Member(MAYOR, "commune", "elected"),
)
CONVENED: dict[str, Any] = {
    "by": CCAS,
    "number": 7,
    "title": "Séance de décembre",
    "meets_at": MEETS_AT,
    "where": "Mairie, salle 2",
    "members": MEMBERS,
}
convened = fact(WatchSession.Convened, **CONVENED)
held = fact(WatchSession.Held)


def added(alert: AlertId = DAMP, regime: str = "collective", **said: Any) -> Told:
    nobody: dict[str, Any] = {"shared_with": ()}
    told = {"by": CCAS, "alert": alert, "regime": regime} | nobody | said
    return fact(WatchSession.ItemAdded, **told)


nominative = added(
    FAMILY,
    "nominative",
    sharing_ground="consent",
    function="social-worker",
    shared_with=(CCAS, CAF, PMI),
)


def attended(alert: AlertId = DAMP, partners: tuple[PartnerId, ...] = (CCAS, CAF)) -> Told:
    return fact(WatchSession.AttendanceRecorded, alert=alert, partners=partners)


def removed(
    alert: AlertId = DAMP, reason: str = "not-reached", told: tuple[PartnerId, ...] = ()
) -> Told:
    return fact(WatchSession.ItemRemoved, alert=alert, reason=reason, shared_with=told)


PROPOSED: dict[str, Any] = {
    "alert": DAMP,
    "kind": "contact",
    "responsible": CAF,
    "due": DUE,
    "text": "Rappeler la famille avant les congés.",
}


def proposed(number: int = 1, **said: Any) -> Told:
    return fact(WatchSession.FollowUpProposed, number=number, **PROPOSED | said)


def pledged(number: int = 1, **said: Any) -> Told:
    return proposed(number, kind="commitment", to=MISSION, **said)


def accepted(number: int = 1, **said: Any) -> Told:
    told = {"by": CAF, "kind": "contact", "due": DUE} | said
    return fact(WatchSession.FollowUpAccepted, number=number, **told)
