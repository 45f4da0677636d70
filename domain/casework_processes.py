"""What follows from a referral: its notification, and who is involved once it is accepted."""

from domain.aggregate import Aggregate
from domain.case import Case
from domain.command import Command
from domain.person import Person
from domain.referral import Referral


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
        case _:
            return ()
