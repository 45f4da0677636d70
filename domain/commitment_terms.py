"""What is asked or promised: the terms of a commitment, and what it serves."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from domain import codes, references
from domain import commitment_life as life
from domain.nameless import ensure_all_nameless
from domain.values import CaseId, Code, CommitmentId, Public, Quantity, Reference, Text

COMMITMENTS = UUID("6f2b8f0c-0b52-5d0e-9a41-7c1d5e3a9b60")

SERVED = frozenset(codes.REFERENCES) - {"commitment"}

PARTED = frozenset({"follow-up", "recommendation", "amendment"})
"""Kinds of things of which a stream holds several: a reference says which.

Their words are taken over as they were said there, and are judged there.
"""

OF_A_CASE = frozenset({"case", "referral", "alert", "follow-up"})
"""Kinds of things that may be about a person: only who may read that is told of it."""


@dataclass(frozen=True)
class Terms:
    """``kind``: of ``codes.RESOURCE_KINDS``. ``unit``: of ``codes.UNITS``.

    ``what``: public words, never of a person; None where the thing served says it, as a
    follow-up does.
    """

    kind: Code
    what: Public[Text] | None
    amount: Quantity | None = None
    unit: Code | None = None


def commitment_id(serves: Reference, number: int = 1) -> CommitmentId:
    """The stream of the ``number``-th commitment that a thing leads to: always the same."""
    cause = f"{serves.kind}/{serves.stream}/{serves.part}/{number}"
    return CommitmentId(uuid5(COMMITMENTS, cause))


def ensure_terms(terms: Terms, serves: Reference | None) -> None:
    codes.RESOURCE_KINDS.ensure(kind=terms.kind)
    if terms.what is None and (serves is None or serves.kind != "follow-up"):
        raise life.NothingSaid
    if serves is None or serves.kind not in PARTED:
        ensure_all_nameless(what=terms.what)
    _ensure_amount(terms.amount, terms.unit)


def _ensure_amount(amount: Quantity | None, unit: Code | None) -> None:
    if amount is not None and unit is None:
        raise life.UnitMissing
    if unit is None:
        return
    codes.ensure_measurable(unit, amount=amount)
    if not amount:
        raise life.AmountMissing


def ensure_serves(serves: Reference | None, case: CaseId | None) -> None:
    """``case``: the dossier whose readers alone are told of the commitment."""
    if serves is None:
        if case is not None:
            raise life.NotItsCase
        return
    references.ensure_serves([serves], SERVED)
    if (serves.kind in PARTED) != (serves.part is not None):
        raise life.PartUnsaid
    if serves.kind == "case" and serves.stream != case:
        raise life.NotItsCase
    if serves.kind not in OF_A_CASE and case is not None:
        raise life.NotItsCase
