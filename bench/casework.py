"""A year's casework of several services, small: what is multiplied to fill a long journal."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from api.desk import Desk
from api.installation import opened
from bench.histories import TERRITORY
from bench.multiplied import multiplied
from bench.place import Place
from domain.agent import Agent
from domain.case import Case
from domain.partner import Description, Partner
from domain.person import Person
from domain.policies import SYSTEM, Asker
from domain.referral import Referral
from domain.territory import Territory, territory_stream
from domain.values import (
    AgentId,
    CaseId,
    CoarseFacts,
    Deadline,
    PartnerId,
    PersonId,
    ReferralId,
)
from store.facts import Provenance
from store.log import Ask, Log
from store.log import statements as log_statements
from store.uuid7 import uuid7

_ASKED = date(2026, 1, 5)
YEAR = timedelta(days=365)
SERVICES, CASES, BUSY = 24, 250, 6
THEMES = (
    "logement-hebergement--reduire-les-impayes-de-loyer",
    "se-former--trouver-sa-formation",
    "choisir-un-metier--confirmer-son-choix-de-metier",
)
_FUNCTIONS = ("social-worker", "reception", "other")
_COARSE = CoarseFacts(
    "26-39", "female", "single-parent", "haut-clichy", "2026", "none", "visit"
)
_TEXT = "Deux mois de loyer impayés, un bail au nom du conjoint parti ; peut venir le matin."


class Service(NamedTuple):
    """A service, and an agent of it."""

    partner: PartnerId
    agent: AgentId

    def why(self, when: datetime) -> Provenance:
        return Provenance(str(self.agent), self.partner, "partner-agent", "page", when, uuid7())


async def casework(place: Place, database: str, events: int) -> Sequence[Service]:
    """A journal of so many facts over the year until now; its services, the busiest first.

    The last one has a single case of all that are copied.
    """
    now = datetime.now(UTC)
    where = await place.create(database)
    async with opened(place.settings, where) as installation:
        installation.clocks[TERRITORY] = lambda: now - YEAR
        await installation.bring_up_to_date()
        await installation.writers.execute(
            log_statements["create_territory"], TERRITORY, UUID(int=1), True
        )
        desk = Desk(installation, Asker(SYSTEM, None, "administrator", TERRITORY), "cli")
        services = [await _joined(desk, number) for number in range(SERVICES)]
        for number in range(CASES):
            await _case(installation.log(TERRITORY), services, number, now - YEAR)
    await multiplied(where, TERRITORY, events, now)
    return services


async def _joined(desk: Desk, number: int) -> Service:
    it = Service(PartnerId(uuid7()), AgentId(uuid7()))
    if number == 0:
        stream = territory_stream(TERRITORY)
        await desk.begin(Territory, stream, name="Clichy", fictitious=True, origin="demo")
    said = Description(name=f"Service {number}", kind="ccas")
    await desk.begin(
        Partner, it.partner, source="bench", reference=str(number), description=said
    )
    function = _FUNCTIONS[number % len(_FUNCTIONS)]
    await desk.begin(Agent, it.agent, name="Camille", function=function, partner=it.partner)
    return it


async def _case(log: Log, services: Sequence[Service], number: int, when: datetime) -> None:
    """A person, their case, a referral and its answer: twelve facts by two services."""
    sender = services[number % BUSY]
    addressee = (
        services[-1]
        if number == 0
        else services[BUSY + number * number % (SERVICES - 1 - BUSY)]
    )
    person, case, referral = PersonId(uuid7()), CaseId(uuid7()), ReferralId(uuid7())
    registered = Person(id=person, by=sender.partner, family_name="Canari", given_name="Zoé")
    file = Case(id=case, opener=sender.partner, coarse=_COARSE)
    file.add_person(by=sender.partner, person=person)
    for _ in range(3):
        file.add_note(by=sender.partner, text=_TEXT)
    sent = Referral(
        id=referral, case=case, person=person, sender=sender.partner,
        addressee=addressee.partner, kind="referral", urgency="soon",
        themes=(THEMES[number % len(THEMES)],), request="Je voudrais garder mon logement.",
        reason=_TEXT, informed="orally", agreement="oral", sharing_ground="consent",
        danger=None, coarse=_COARSE, sent_on=when.date(), deadline=_deadline(when.date()),
    )  # fmt: skip
    sent.notify(channel="maillage")
    for kind, stream, made in ((Person, person, registered), (Case, case, file)):
        await log.command(_kept(kind, stream, made, sender.why(when)))
    await log.command(_kept(Referral, referral, sent, sender.why(when)))
    await log.command(Ask(Referral, referral, _answered, addressee.why(when)))


def _answered(it: Referral | None) -> Referral:
    assert it is not None
    it.see(by=it.addressee)
    it.request_information(
        by=it.addressee, question=_TEXT, asked_on=_ASKED, deadline=_deadline(_ASKED)
    )
    it.provide_information(by=it.sender, answer=_TEXT, deadline=_deadline(_ASKED))
    it.accept(by=it.addressee, tells_person="sender")
    return it


def _kept(kind: type[Any], stream: UUID, made: Any, why: Provenance) -> Ask[Any]:
    return Ask(kind, stream, lambda _: made, why)


def _deadline(day: date) -> Deadline:
    return Deadline(due=day, reminders=(day,), lapses_on=day, rule="referral-answer", version=0)
