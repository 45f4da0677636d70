"""Everything that may happen to a stream, for those who let chance choose."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from domain.agent import Agent
from domain.aggregate import Aggregate
from domain.case import Case
from domain.partner import Description, Offer, Partner
from domain.person import Person
from domain.referral import Referral
from domain.values import AgentId, PartnerId
from store.log import Ask
from store.uuid7 import uuid7
from tests.domain.case_tries import VERBS as CASE_VERBS
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.test_referral_laws import VERBS
from tests.store.acts import begins, join, open_case, refer, register

Verb = Callable[[Any], None]


def enrol(stream: UUID) -> Ask[Agent]:
    def make() -> Agent:
        return Agent(id=AgentId(stream), name="Nadia B.", function="reception", partner=CCAS)

    return begins(Agent, stream, make)


def begin(kind: type[Aggregate], case: UUID | None) -> Ask[Any]:
    """A new stream of that kind; a referral belongs to a case, this one or a new one."""
    stream = uuid7()
    begun: dict[type[Aggregate], Callable[[], Ask[Any]]] = {
        Partner: lambda: join(stream),
        Agent: lambda: enrol(stream),
        Person: lambda: register(stream),
        Case: lambda: open_case(stream),
        Referral: lambda: refer(stream, case or uuid7()),
    }
    return begun[kind]()


def _by(verb: Callable[..., None], by: PartnerId) -> Verb:
    return lambda it: verb(it, by)


THEME = "logement-hebergement--reduire-les-impayes-de-loyer"

LIVES: dict[type[Aggregate], list[Verb]] = {
    Partner: [
        *(
            lambda it, capacity=capacity: it.declare_capacity(capacity=capacity)
            for capacity in ("full", "waitlist", "has-capacity")
        ),
        lambda it: it.describe(description=Description("CCAS", "ccas", city="Clichy")),
        lambda it: it.offer_service(service="s1", offer=Offer("Impayés", (THEME,))),
        lambda it: it.offer_service(service="s1", offer=Offer("Loyers", (THEME,))),
        lambda it: it.offer_service(service="s2", offer=Offer("Loyers", (THEME,))),
        lambda it: it.withdraw_service(service="s1"),
        lambda it: it.close_between(first=date(2026, 12, 24), last=date(2027, 1, 3)),
        lambda it: it.leave(still_open=0),
    ],
    Agent: [
        lambda it: it.grant_role(role="dpo"),
        lambda it: it.grant_role(role="social-worker"),
        lambda it: it.revoke_role(role="dpo"),
        lambda it: it.disable(),
    ],
    Person: [
        lambda it: it.change_contact(by=CCAS, phone="06 00 00 00 00"),
        lambda it: it.correct_identity(
            by=CCAS, reason="document-seen", family_name="Diallo", given_name="Ana"
        ),
        lambda it: it.inform_of_sharing(by=CCAS, how="orally", partners=(MISSION,)),
    ],
    Case: [
        lambda it: it.add_person(by=CCAS, person=uuid7()),
        *(
            lambda it, partner=partner: it.involve_partner(
                partner=partner, sharing_ground="consent"
            )
            for partner in (MISSION, CAF)
        ),
        lambda it: it.enter_in_error(by=CCAS, reason="duplicate"),
        *(_by(verb, by) for verb in CASE_VERBS for by in (CCAS, MISSION)),
    ],
    Referral: [_by(verb, by) for verb in VERBS for by in (CCAS, MISSION)],
}
