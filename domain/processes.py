"""Processes: what follows from a fact is another command. Events in, commands out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.case import Case
from domain.referral import Referral


@dataclass(frozen=True)
class Command:
    """A verb on a stream. A refusal of it means that there is nothing left to do."""

    kind: type[Aggregate]
    verb: Callable[..., None]
    stream: UUID
    arguments: Mapping[str, Any]


def react(fact: Aggregate.Event) -> tuple[Command, ...]:
    match fact:
        case Referral.Sent(deadline=deadline) if deadline is not None:
            here = {"channel": "maillage"}
            return (Command(Referral, Referral.notify, fact.originator_id, here),)
        case (
            Referral.Accepted(case=case, addressee=partner, sharing_ground=ground)
            | Referral.SenderChanged(case=case, to=partner, sharing_ground=ground)
        ):
            involved = {"partner": partner, "sharing_ground": ground}
            return (Command(Case, Case.involve_partner, case, involved),)
        case _:
            return ()
