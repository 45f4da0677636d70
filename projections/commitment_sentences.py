"""Sentences of commitments: public lines of the network, that never speak of a person."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.commitment import Commitment
from domain.commitment_terms import Terms
from domain.values import PartnerId, Reference
from projections.wording import Names, day, label, quantity, uncapitalised


def served(serves: Reference | None) -> str:
    """« une fiche action », with the number of which one where it has one."""
    if serves is None:
        return "le projet social de territoire"
    said = label(codes.REFERENCES, serves.kind)
    return f"{said} (n°\u00a0{serves.part})" if serves.part is not None else said


def _terms(terms: Terms) -> str:
    """« cartographies (2 documents) »."""
    said = uncapitalised(label(codes.RESOURCE_KINDS, terms.kind))
    if terms.amount is None or terms.unit is None:
        return said
    return f"{said} ({quantity(terms.amount, terms.unit)})"


def _of(partner: PartnerId | None, of: Names) -> str:
    return of(partner) if partner is not None else "le territoire"


def _requested(it: Commitment.Requested, of: Names) -> str:
    asked = f"à {of(it.debtor)}" if it.debtor is not None else "à qui le prendra"
    by = f", pour le {day(it.wished_for)}" if it.wished_for else ""
    return (
        f"{_of(it.beneficiary, of)} demande {asked} un engagement\u00a0:"
        f" {_terms(it.terms)}{by}, pour servir {served(it.serves)}."
    )


def _commits(it: Any, of: Names, how: str) -> str:
    function = uncapitalised(label(codes.SIGNATORIES, it.signed_by))
    return (
        f"{of(it.debtor)} s’engage{how} envers {_of(it.beneficiary, of)}\u00a0:"
        f" {_terms(it.terms)}, pour le {day(it.deadline.due)},"
        f" pour servir {served(it.serves)} (signé\u00a0: {function})."
    )


def _undertaken(it: Commitment.Undertaken, of: Names) -> str:
    return _commits(it, of, "")


def _made(it: Commitment.Made, of: Names) -> str:
    return _commits(it, of, ", à sa demande,")


def _shortfall(it: Any) -> str:
    return uncapitalised(label(codes.SHORTFALLS, it.reason))


def _progress(it: Commitment.ProgressReported, _: Names) -> str:
    share = f" ({it.share}\u00a0%)" if it.share is not None else ""
    return f"L’engagement avance{share}."


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Commitment.Requested: _requested,
    Commitment.Undertaken: _undertaken,
    Commitment.Made: _made,
    Commitment.DeclinedToCommit: lambda it, _: (
        f"Le service sollicité ne s’engage pas\u00a0:"
        f" {uncapitalised(label(codes.COMMITMENT_REFUSALS, it.reason))}."
    ),
    Commitment.Confirmed: lambda _it, _of: "Les termes de l’engagement sont confirmés.",
    Commitment.ProgressReported: _progress,
    Commitment.Rescheduled: lambda it, _: (
        f"L’engagement est reporté au {day(it.deadline.due)}\u00a0: {_shortfall(it)}."
    ),
    Commitment.Reminded: lambda _it, _of: "L’échéance de l’engagement approche.",
    Commitment.FellOverdue: lambda it, _: (
        f"L’engagement n’est pas tenu à son échéance du {day(it.due)}."
    ),
    Commitment.Kept: lambda _it, _of: "Le service engagé déclare l’engagement tenu.",
    Commitment.KeptConfirmed: lambda _it, _of: (
        "Le bénéficiaire confirme que l’engagement est tenu."
    ),
    Commitment.KeptContested: lambda _it, _of: (
        "Le bénéficiaire conteste que l’engagement soit tenu."
    ),
    Commitment.PartlyKept: lambda it, _: (
        f"L’engagement est tenu en partie ({it.share}\u00a0%)\u00a0: {_shortfall(it)}."
    ),
    Commitment.NotKept: lambda it, _: f"L’engagement n’est pas tenu\u00a0: {_shortfall(it)}.",
    Commitment.Released: lambda it, _: (
        f"L’engagement est levé\u00a0:"
        f" {uncapitalised(label(codes.COMMITMENT_RELEASES, it.reason))}."
    ),
    Commitment.PublicationAgreed: lambda it, of: (
        f"{_of(it.by, of)} donne son accord pour que l’engagement soit rendu public."
    ),
    Commitment.EnteredInError: lambda it, _: (
        f"Cet engagement a été saisi par erreur\u00a0:"
        f" {uncapitalised(label(codes.ERRORS, it.reason))}."
    ),
}
