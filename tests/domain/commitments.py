"""Facts of commitments, as stories tell them: what the mission locale owes the CCAS."""

from datetime import date
from typing import Any

from domain.clock import commitment_deadline
from domain.commitment import Commitment
from domain.commitment_terms import Terms
from domain.rules import COMMITMENT_DUE, DEFAULTS
from tests.domain.people import CCAS, MISSION
from tests.story import Told, fact

RULE = DEFAULTS[COMMITMENT_DUE]
DUE, LATER = date(2027, 3, 1), date(2027, 6, 1)
DEADLINE, POSTPONED = commitment_deadline(RULE, DUE), commitment_deadline(RULE, LATER)
MAPS = Terms("maps", "Les cartes de la demande de logement, par quartier.")
FORM = {"terms": MAPS, "deadline": DEADLINE, "signed_by": "director"}


def requested(**told: Any) -> Told:
    first = {"debtor": MISSION, "beneficiary": CCAS, "terms": MAPS}
    return fact(Commitment.Requested, **first | told)


def undertaken(**told: Any) -> Told:
    first = {"debtor": MISSION, "beneficiary": CCAS, **FORM}
    return fact(Commitment.Undertaken, **first | told)


def made(**told: Any) -> Told:
    first = {"debtor": MISSION, "beneficiary": CCAS, **FORM}
    return fact(Commitment.Made, **first | told)


def rescheduled(**told: Any) -> Told:
    first = {"deadline": POSTPONED, "reason": "staff"}
    return fact(Commitment.Rescheduled, **first | told)


def by_the_clock(kind: Any, due: date) -> Told:
    return fact(kind, due=due, rule=COMMITMENT_DUE, version=0)


def progress(share: int | None = 40) -> Told:
    return fact(Commitment.ProgressReported, text="Deux cartes sur cinq.", share=share)


KEPT = fact(Commitment.Kept, evidence="Les cinq cartes sont en ligne.")
CONFIRMED_KEPT = fact(Commitment.KeptConfirmed)
CONTESTED = fact(Commitment.KeptContested, sentence="Il en manque une.")
PARTLY = fact(Commitment.PartlyKept, share=80, evidence="Quatre cartes.", reason="budget")
NOT_KEPT = fact(Commitment.NotKept, reason="budget")
RELEASED = fact(Commitment.Released, reason="need-gone")
DECLINED = fact(Commitment.DeclinedToCommit, reason="no-means")
CONFIRMED = fact(Commitment.Confirmed)
OVERDUE = by_the_clock(Commitment.FellOverdue, DUE)
IN_ERROR = fact(Commitment.EnteredInError, reason="duplicate")
