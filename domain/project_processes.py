"""What follows in the social project: what is promised in writing is asked of somebody."""

from domain.aggregate import Aggregate
from domain.command import Command
from domain.commitment import Commitment
from domain.commitment_terms import Terms, commitment_id
from domain.conference import Conference
from domain.convention import Convention
from domain.values import Reference


def react(fact: Aggregate.Event) -> tuple[Command, ...]:
    match fact:
        case Convention.Amended():
            return _asked_by_amendment(fact)
        case Conference.RecommendationAdopted():
            return (_asked_by_recommendation(fact),)
        case _:
            return ()


def _asked_by_amendment(fact: Convention.Amended) -> tuple[Command, ...]:
    """Each mean is asked in the territory's name, of whichever service takes it up."""
    serves = Reference("amendment", fact.originator_id, fact.number)
    return tuple(
        Command(Commitment, Commitment, commitment_id(serves, n), {
            "debtor": None, "beneficiary": None, "serves": serves,
            "terms": Terms("additional-means", mean),
        })
        for n, mean in enumerate(fact.means, start=1)
    )  # fmt: skip


def _asked_by_recommendation(fact: Conference.RecommendationAdopted) -> Command:
    """Of the partner that it is addressed to; of the signatories, whoever takes it up."""
    serves = Reference("recommendation", fact.originator_id, fact.number)
    return Command(Commitment, Commitment, commitment_id(serves), {
        "debtor": fact.addressed_to, "beneficiary": None, "serves": serves,
        "terms": Terms("action", fact.text), "wished_for": fact.wished_for,
    })  # fmt: skip
