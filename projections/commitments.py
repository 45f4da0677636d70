"""Commitments: who owes what to whom, from the request to the beneficiary's word."""

from collections.abc import Sequence

from domain.catalogue import kinds_of
from domain.commitment import Commitment
from domain.commitment_life import CommitmentState
from domain.commitment_terms import Terms
from domain.values import Deadline, Reference
from projections.deadlines import clock_days
from store.facts import Fact
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("Commitment")
"""Kinds of facts that change something here."""

_ENDS: dict[type, CommitmentState] = {
    Commitment.DeclinedToCommit: CommitmentState.DECLINED,
    Commitment.NotKept: CommitmentState.NOT_KEPT,
    Commitment.PartlyKept: CommitmentState.PARTLY_KEPT,
    Commitment.Released: CommitmentState.RELEASED,
    Commitment.EnteredInError: CommitmentState.IN_ERROR,
}


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Commitment.Requested() as asked:
                db.add(
                    _over("requested"), at, debtor=asked.debtor,
                    beneficiary=asked.beneficiary, wished_for=asked.wished_for,
                    **_terms(asked.terms), **_served(asked.serves),
                )  # fmt: skip
            case Commitment.Undertaken() as taken:
                db.add(
                    _over("undertaken"), at, debtor=taken.debtor,
                    beneficiary=taken.beneficiary, signed_by=taken.signed_by,
                    **_terms(taken.terms), **_served(taken.serves), **_due(taken.deadline),
                )  # fmt: skip
            case Commitment.Made() as made:
                db.add(
                    _over("made"), at, debtor=made.debtor, signed_by=made.signed_by,
                    **_terms(made.terms), **_due(made.deadline),
                )  # fmt: skip
            case Commitment.Confirmed():
                db.add(_over("confirmed"), at)
            case Commitment.ProgressReported(share=share):
                db.add(_over("progressed"), at, share=share)
            case Commitment.Rescheduled(deadline=deadline, reason=reason):
                db.add(_over("rescheduled"), at, reason=reason, **_due(deadline))
            case Commitment.Reminded(due=day):
                db.add(_over("reminded"), at, day=day)
            case Commitment.FellOverdue():
                db.add(_over("fell_overdue"), at)
            case Commitment.Kept():
                db.add(_over("kept"), at)
            case Commitment.KeptContested():
                db.add(_over("contested"), at)
            case Commitment.KeptConfirmed():
                db.add(_over("kept_confirmed"), at)
            case (
                Commitment.DeclinedToCommit() | Commitment.NotKept() | Commitment.PartlyKept()
                | Commitment.Released() | Commitment.EnteredInError()
            ) as end:  # fmt: skip
                db.add(
                    _over("ended"), at, state=_ENDS[type(end)].value, reason=end.reason,
                    share=getattr(end, "share", None),
                )  # fmt: skip
            case Commitment.PublicationAgreed(by=side):
                db.add(_over("agreed"), at, by=side)
            case _:
                pass


def _terms(terms: Terms) -> dict[str, object]:
    return {
        "resource": terms.kind, "what": terms.what, "amount": terms.amount, "unit": terms.unit,
    }  # fmt: skip


def _served(serves: Reference | None) -> dict[str, object]:
    if serves is None:
        return dict.fromkeys(("serves_kind", "serves_stream", "serves_part"))
    return {
        "serves_kind": serves.kind, "serves_stream": serves.stream, "serves_part": serves.part,
    }  # fmt: skip


def _due(deadline: Deadline) -> dict[str, object]:
    return {"due": deadline.due, "clock_days": clock_days(deadline)}
