"""Small named policies: pure functions of who asks and what it is about.

Which of them a verb needs stands in ``domain.rights``.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from domain.agent import Agent
from domain.aggregate import Aggregate, Refusal
from domain.audit_mission import AuditMission, Mission
from domain.case import Case
from domain.partner import Partner
from domain.person import Person
from domain.referral import Referral
from domain.values import AgentId, Code, PartnerId, TerritoryId

CASEWORK = frozenset({"social-worker", "partner-agent", "cell-animator", "coordinator"})
"""The roles that meet people; evaluators, elected officials and administrators never do."""

SYSTEM: Literal["system"] = "system"
EVALUATOR: Code = "evaluator"
ELECTED: Code = "elected"
"""Who reads what both sides agreed to publish, and how many others there are."""


class NotAllowed(Refusal):
    """Votre rôle ne permet pas cette action."""


class MayNotRead(Refusal):
    """Votre service n’est pas partie à cette situation : vous ne pouvez pas la consulter."""


class ActsOfAnother(Refusal):
    """Chercher les actes d’une autre personne demande une mission d’audit."""


class WasNotParty(MayNotRead):
    """À cette date, votre service n’était pas partie à cette situation."""


@dataclass(frozen=True)
class Asker:
    """Who asks, for which partner, in which role; the clock and the processes are system.

    ``partner`` is for whom they act; ``employer`` is given where that is another one, in
    whose pay they are while they act under a mandate.
    """

    agent: AgentId | Literal["system"]
    partner: PartnerId | None
    role: Code
    territory: TerritoryId
    employer: PartnerId | None = None

    @property
    def organisation(self) -> PartnerId | None:
        """Who employs them."""
        return self.employer or self.partner

    @property
    def on_behalf_of(self) -> PartnerId | None:
        """The partner whose mandate they use."""
        return self.partner if self.employer is not None else None


class Policy(NamedTuple):
    name: str
    allows: Callable[[Asker, Any], bool]


def _works_for(asker: Asker, partner: PartnerId) -> bool:
    return asker.role in CASEWORK and asker.partner == partner


def _is_sender(asker: Asker, it: Referral) -> bool:
    return _works_for(asker, it.sender)


def _is_addressee(asker: Asker, it: Referral) -> bool:
    """Advice or contact details given to the person are not for the partner's eyes."""
    return it.expects_answer and _works_for(asker, it.addressee)


def _is_opener(asker: Asker, it: Case) -> bool:
    return _works_for(asker, it.opener)


def _is_involved(asker: Asker, it: Case) -> bool:
    return any(_works_for(asker, partner) for partner in it.partners)


def _is_lead(asker: Asker, it: Case) -> bool:
    return _works_for(asker, it.lead)


def _records_decisions(asker: Asker, it: Case) -> bool:
    """The maire's decision is entered by a coordinator of a partner that knows the case."""
    return asker.role == "coordinator" and _is_involved(asker, it)


def _registered(asker: Asker, it: Person) -> bool:
    return _works_for(asker, it.registered_by)


def _knows(asker: Asker, it: Person) -> bool:
    """Its registrar, and whoever accepted a referral about them."""
    return any(_works_for(asker, partner) for partner in it.known_to)


def _is_of_the_partner(asker: Asker, it: Partner) -> bool:
    return asker.role in CASEWORK and asker.partner == it.id


def _is_oneself(asker: Asker, it: Agent) -> bool:
    return asker.agent == it.id


def _is_colleague(asker: Asker, it: Agent) -> bool:
    return _works_for(asker, it.partner)


def _was_served(asker: Asker, it: Agent) -> bool:
    """Of the employer, or of a partner that mandates them or once did."""
    return asker.role in CASEWORK and asker.partner in it.served


def _administers_another(asker: Asker, it: Agent) -> bool:
    """Nobody gives themselves a role or a mandate."""
    return asker.role == "administrator" and asker.agent != it.id


def _protects_another(asker: Asker, it: Agent) -> bool:
    return asker.role == "dpo" and asker.agent != it.id


def _opens_for_another(asker: Asker, it: AuditMission) -> bool:
    return asker.role == "administrator" and asker.agent != it.evaluator


def _is_administrator(asker: Asker, _: Aggregate) -> bool:
    return asker.role == "administrator"


def _leads_project(asker: Asker, _: Any) -> bool:
    """Who keeps the sheets, the forums and the evaluation; never a case."""
    return asker.role == "project-lead"


def _animates(asker: Asker, _: Any) -> bool:
    return asker.role == "cell-animator"


def _works(asker: Asker, _: Any) -> bool:
    """Any professional who acts for a partner of the territory."""
    return asker.role in CASEWORK and asker.partner is not None


def _evaluates(asker: Asker, _: Any) -> bool:
    return asker.role == EVALUATOR


def _is_somebody(asker: Asker, _: Any) -> bool:
    """Whoever is signed in, élu·e or evaluator included."""
    return asker.agent != SYSTEM


def _is_dpo(asker: Asker, _: Any) -> bool:
    return asker.role == "dpo"


def _is_system(asker: Asker, _: Aggregate) -> bool:
    return asker.agent == SYSTEM


BY_SENDER = Policy("sender", _is_sender)
BY_ADDRESSEE = Policy("addressee", _is_addressee)
BY_OPENER = Policy("opener", _is_opener)
BY_INVOLVED = Policy("involved", _is_involved)
BY_LEAD = Policy("lead", _is_lead)
BY_COORDINATOR = Policy("coordinator", _records_decisions)
BY_REGISTRAR = Policy("registrar", _registered)
BY_KNOWING = Policy("knowing", _knows)
BY_PARTNER = Policy("partner", _is_of_the_partner)
BY_ONESELF = Policy("oneself", _is_oneself)
BY_COLLEAGUE = Policy("colleague", _is_colleague)
BY_SERVED = Policy("served", _was_served)
BY_ADMINISTRATOR_OF_ANOTHER = Policy("administrator", _administers_another)
BY_DPO_OF_ANOTHER = Policy("dpo", _protects_another)
BY_ADMINISTRATOR_FOR_ANOTHER = Policy("administrator", _opens_for_another)
BY_ADMINISTRATOR = Policy("administrator", _is_administrator)
BY_PROJECT_LEAD = Policy("project-lead", _leads_project)
BY_ANIMATOR = Policy("animator", _animates)
BY_PROFESSIONAL = Policy("professional", _works)
BY_EVALUATOR = Policy("evaluator", _evaluates)
BY_ANYONE = Policy("anyone", _is_somebody)
BY_DPO = Policy("dpo", _is_dpo)
BY_SYSTEM = Policy("system", _is_system)


def _reads_as_involved(asker: Asker, involved: Collection[PartnerId]) -> bool:
    return asker.role in CASEWORK and asker.partner in involved


READS_AS_INVOLVED = Policy("involved", _reads_as_involved)
READING: tuple[Policy, ...] = (READS_AS_INVOLVED, BY_DPO)


def decide_reading(asker: Asker, involved: Collection[PartnerId]) -> Policy:
    """The policy by which ``asker`` may read a case; raises ``MayNotRead``.

    ``involved``: its opener, the senders and addressees of its referrals, and whoever
    was involved with a ground.
    """
    for policy in READING:
        if policy.allows(asker, involved):
            return policy
    raise MayNotRead


def decide_reading_of_nobody(asker: Asker, sender: PartnerId) -> Policy:
    """The policy by which ``asker`` may read a referral that is about no case.

    Whose contact details were given learns nothing of it; raises ``MayNotRead``.
    """
    return decide_reading(asker, (sender,))


def may_read_case(asker: Asker, involved: Collection[PartnerId]) -> bool:
    return any(policy.allows(asker, involved) for policy in READING)


WHOLE_JOURNAL = frozenset({EVALUATOR, "dpo", "archivist"})
"""Roles that read every line of the journal, none of which says who a person is."""


def reads_whole_journal(asker: Asker) -> bool:
    """Others read the lines of their own service, of its cases, and of the network."""
    return asker.role in WHOLE_JOURNAL or asker.agent == SYSTEM


def reads_journal_of(asker: Asker) -> PartnerId | None:
    """The service whose lines, and whose dossiers’ lines, they read beside the network’s.

    None for an elected official: a service’s dossiers are none of theirs.
    """
    return None if asker.role == ELECTED else asker.partner


def decide_seeking(
    asker: Asker,
    actor: str,
    missions: Iterable[Mission],
    partner: PartnerId | None,
    today: date,
) -> None:
    """Whose acts may be sought in the journal: one's own, what is automatic, whoever is named.

    ``partner``: the actor's employer. Raises ``ActsOfAnother``.
    """
    own = actor in (SYSTEM, str(asker.agent))
    if not own and not names_agents(asker, missions, partner, today):
        raise ActsOfAnother


def decide_drawing(asker: Asker) -> None:
    """A draw is the same whoever makes it: only who reads every line makes one.

    Raises ``NotAllowed``.
    """
    if not reads_whole_journal(asker):
        raise NotAllowed


def names_agents(
    asker: Asker, missions: Iterable[Mission], partner: PartnerId | None, today: date
) -> bool:
    """Whether ``asker`` reads the names of agents of ``partner`` in the journal that day.

    Only an evaluator does, under a mission of their own that is in force and covers it.
    """
    if asker.role != EVALUATOR:
        return False
    own = (mission for mission in missions if mission.evaluator == asker.agent)
    return any(mission.covers(partner, today) for mission in own)
