"""Processes: what follows from a fact is another command. Events in, commands out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.case import Case
from domain.commitment import Commitment
from domain.commitment_terms import Terms, commitment_id
from domain.convention import Convention
from domain.person import Person
from domain.referral import Referral
from domain.rules import DEFAULTS, Rule
from domain.values import Code, Reference


@dataclass(frozen=True)
class Command:
    """A verb on a stream, or the class of what begins there, as in ``domain.rights``.

    A refusal of it means that there is nothing left to do.
    """

    kind: type[Aggregate]
    verb: Callable[..., Any]
    stream: UUID
    arguments: Mapping[str, Any]


def react(
    fact: Aggregate.Event,
    rules: Mapping[Code, Rule] = DEFAULTS,  # noqa: ARG001 - for what a session decides
) -> tuple[Command, ...]:
    """``rules``: the territory's, for what begins with a deadline."""
    match fact:
        case Referral.Sent(deadline=deadline) if deadline is not None:
            here = {"channel": "maillage"}
            return (Command(Referral, Referral.notify, fact.originator_id, here),)
        case (
            Referral.Accepted(
                case=case, person=person, addressee=partner, sharing_ground=ground
            )
            | Referral.SenderChanged(
                case=case, person=person, to=partner, sharing_ground=ground
            )
        ):
            said = {"partner": partner, "sharing_ground": ground}
            involved = Command(Case, Case.involve_partner, case, said)
            if person is None:
                return (involved,)
            return (involved, Command(Person, Person.make_known_to, person, said))
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
