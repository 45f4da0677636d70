"""Processes: what follows from a fact is another command. Events in, commands out."""

from domain import watch_session_processes
from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.case import Case
from domain.command import Command
from domain.person import Person
from domain.referral import Referral

__all__ = ["Command", "react"]


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
            return watch_session_processes.react(fact)
