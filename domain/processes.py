"""Processes: what follows from a fact is another command. Events in, commands out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.case import Case
from domain.person import Person
from domain.referral import Referral


@dataclass(frozen=True)
class Command:
    """A verb on a stream, or the class of what begins there, as in ``domain.rights``.

    A refusal of it means that there is nothing left to do.
    """

    kind: type[Aggregate]
    verb: Callable[..., Any]
    stream: UUID
    arguments: Mapping[str, Any]


def react(fact: Aggregate.Event) -> tuple[Command, ...]:
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
        case Alert.MarkedDuplicate(originator_id=duplicate, of=original):
            return (Command(Alert, Alert.join, original, {"duplicate": duplicate}),)
        case (
            Alert.Reopened(originator_id=duplicate, original=original)
            | Alert.EnteredInError(originator_id=duplicate, original=original)
        ) if original is not None:
            return (Command(Alert, Alert.part, original, {"duplicate": duplicate}),)
        case _:
            return ()
