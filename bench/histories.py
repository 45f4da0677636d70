"""Ten thousand referrals of 6 to 12 facts, kept by us and by the library alike."""

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from api.access import Access
from api.desk import Desk
from api.installation import Installation, opened
from bench.place import Place
from domain.agent import Agent
from domain.partner import Description, Partner
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
from store.log import Ask
from store.log import statements as log_statements
from store.uuid7 import uuid7

TERRITORY = "93014"
_TODAY = date(2026, 11, 23)
_DEADLINE = Deadline(
    due=date(2026, 11, 30), reminders=(date(2026, 11, 25), date(2026, 12, 1)),
    lapses_on=date(2026, 12, 2), rule="referral-answer", version=0,
)  # fmt: skip
COARSE = CoarseFacts("26-39", "female", "single-parent", "haut-clichy", "2026", "none", "visit")
_TEXT = "Deux mois de loyer impayés, un bail au nom du conjoint parti ; peut venir le matin."
_SHORTEST, _LONGEST, _AT_ONCE = 6, 12, 128


class Parties(NamedTuple):
    """Who sends, who answers, in whose name and with which token."""

    sender: PartnerId
    addressee: PartnerId
    agent: AgentId
    token: str = ""

    def why(self) -> Provenance:
        return Provenance(
            str(self.agent), self.addressee, "partner-agent", "api", datetime.now(UTC), uuid7()
        )


class History(NamedTuple):
    """A referral that is to have so many facts."""

    referral: ReferralId
    length: int
    parties: Parties
    case: CaseId | None = None

    def played(self) -> Referral:
        """The referral with all its facts still to be kept."""
        it = Referral(
            id=self.referral, case=self.case or CaseId(uuid7()), person=PersonId(uuid7()),
            sender=self.parties.sender, addressee=self.parties.addressee, kind="referral",
            urgency="soon", themes=("logement-hebergement--reduire-les-impayes-de-loyer",),
            request="Je voudrais garder mon logement.", reason=_TEXT, informed="orally",
            agreement="oral", sharing_ground="consent", danger=None, coarse=COARSE,
            sent_on=_TODAY, deadline=_DEADLINE,
        )  # fmt: skip
        it.notify(channel="maillage")
        it.see(by=it.addressee)
        it.assign(by=it.addressee, agent=self.parties.agent)
        while it.version < self.length:
            step(it)
        return it


def step(it: Referral | None) -> Referral:
    """The measured decision: the question that may be asked, or its answer; both sealed."""
    assert it is not None
    if it.asked_on is None:
        it.request_information(
            by=it.addressee, question=_TEXT, asked_on=_TODAY, deadline=_DEADLINE
        )
    else:
        it.provide_information(by=it.sender, answer=_TEXT, deadline=_DEADLINE)
    return it


def histories(count: int, parties: Parties) -> list[History]:
    """So many referrals, as many of each length, in no order."""
    lengths = range(_SHORTEST, _LONGEST + 1)
    found = [
        History(ReferralId(uuid7()), lengths[n % len(lengths)], parties) for n in range(count)
    ]
    random.Random(count).shuffle(found)
    return found


async def kept(place: Place, database: str, count: int) -> list[History]:
    """A journal that holds these histories, in a territory that can be served."""
    where = await place.create(database)
    async with opened(place.settings, where) as installation:
        await installation.bring_up_to_date()
        all_of_them = histories(count, await _peopled(installation))
        left = iter(all_of_them)
        await asyncio.gather(*(_keep(installation, left) for _ in range(_AT_ONCE)))
    await place.run("vacuum analyze", database=database)
    return all_of_them


async def _keep(installation: Installation, left: Iterator[History]) -> None:
    log = installation.log(TERRITORY)
    for each in left:
        why = each.parties.why()
        await log.command(
            Ask(Referral, each.referral, lambda _, each=each: each.played(), why)  # type: ignore[misc]
        )


async def _peopled(installation: Installation) -> Parties:
    """A territory, two partners and an agent of the addressee with a token."""
    await installation.writers.execute(
        log_statements["create_territory"], TERRITORY, UUID(int=1), True
    )
    desk = Desk(installation, Asker(SYSTEM, None, "administrator", TERRITORY), "cli")
    await desk.begin(
        Territory, territory_stream(TERRITORY), name="Clichy", fictitious=True, origin="demo"
    )
    sender, addressee, agent = PartnerId(uuid7()), PartnerId(uuid7()), AgentId(uuid7())
    for partner in (sender, addressee):
        said = Description(name="Service", kind="ccas")
        await desk.begin(
            Partner, partner, source="bench", reference=str(partner), description=said
        )
    await desk.begin(Agent, agent, name="Camille", function="social-worker", partner=addressee)
    await desk.change(Agent, agent, Agent.grant_role, role="partner-agent")
    asker = Asker(agent, addressee, "partner-agent", TERRITORY)
    access = Access(installation.readers, installation.writers)
    token = await access.grant(asker, "bench", timedelta(hours=1))
    return Parties(sender, addressee, agent, token)
