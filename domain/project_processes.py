"""What follows in the social project: what is promised in writing is asked of somebody."""

from domain.aggregate import Aggregate
from domain.command import Command
from domain.commitment import Commitment
from domain.commitment_terms import Terms, commitment_id
from domain.convention import Convention
from domain.values import Reference


def react(fact: Aggregate.Event) -> tuple[Command, ...]:
    match fact:
        case Convention.Amended():
            return _asked_by_amendment(fact)
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
