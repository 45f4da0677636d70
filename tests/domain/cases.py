"""The facts that the stories of a case begin with. All are invented."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from domain.case import Case
from domain.values import PartnerId
from tests.domain.people import CAF, CCAS, COARSE, MISSION, NADIA, PAUL
from tests.story import Told, fact

PMI = PartnerId(UUID(int=(0x4000 << 64) | (0x8000 << 48) | 14))
DECIDED = date(2026, 12, 8)
CONSULTED = date(2026, 12, 1)
DECISION: dict[str, Any] = {
    "partner": MISSION, "agent": PAUL, "decided_on": DECIDED, "reference": "2026-118",
}  # fmt: skip

OPENED = fact(Case.Opened, opener=CCAS, coarse=COARSE)
CLOSED = fact(Case.Closed, by=CCAS, outcome="needs-met")
INVOLVED = fact(Case.PartnerInvolved, partner=MISSION, sharing_ground="consent")
INVOLVED_TOO = fact(Case.PartnerInvolved, partner=CAF, sharing_ground="consent")
SHARED = (OPENED, INVOLVED, INVOLVED_TOO)
"""A case of three partners, the CCAS being its lead."""

REPORTED = fact(
    Case.CoordinationNeedReported,
    by=CCAS,
    authorities=("maire", "president-departement"),
    need="several-professionals",
)
PROPOSED = fact(Case.CoordinatorProposed, by=CCAS, partner=MISSION, agent=PAUL)
AGREED = fact(Case.EmployerAgreed, by=MISSION)
ASKED_DEPARTMENT = fact(
    Case.DepartmentConsulted, by=CCAS, consulted_on=CONSULTED, opinion="reserved"
)
READY = (*SHARED, REPORTED, PROPOSED, AGREED, ASKED_DEPARTMENT)
"""All that the law asks for before the maire decides."""

DESIGNATED = fact(Case.CoordinatorDesignated, by=CCAS, **DECISION)
COORDINATED = (*READY, DESIGNATED)


def noted(**given: Any) -> Told:
    return fact(
        Case.NoteAdded, **{"by": CCAS, "text": "Vue.", "audience": "my-service"} | given
    )


def proposes_another() -> Told:
    return fact(Case.CoordinatorProposed, by=CCAS, partner=CAF, agent=NADIA)


def doing(verb: Callable[..., None], **said: Any) -> Callable[[Case], None]:
    """That verb with these arguments, for a story."""
    return lambda it: verb(it, **said)
