"""Small named policies: pure functions of who asks and what it is about.

Which of them a verb needs stands in ``domain.rights``.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from domain.aggregate import Aggregate, Refusal
from domain.case import Case
from domain.partner import Partner
from domain.person import Person
from domain.referral import Referral
from domain.values import AgentId, Code, PartnerId, TerritoryId

CASEWORK = frozenset({"social-worker", "partner-agent", "cell-animator", "coordinator"})
"""The roles that meet people; evaluators, elected officials and administrators never do."""

SYSTEM: Literal["system"] = "system"


class NotAllowed(Refusal):
    """Votre rôle ne permet pas cette action."""


class MayNotRead(Refusal):
    """Votre service n’est pas partie à cette situation : vous ne pouvez pas la consulter."""


class ActsOfAnother(Refusal):
    """Chercher les actes d’une autre personne demande une mission d’audit."""


@dataclass(frozen=True)
class Asker:
    """Who asks, for which partner, in which role; the clock and the processes are system."""

    agent: AgentId | Literal["system"]
    partner: PartnerId | None
    role: Code
    territory: TerritoryId


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


def _registered(asker: Asker, it: Person) -> bool:
    return _works_for(asker, it.registered_by)


def _is_of_the_partner(asker: Asker, it: Partner) -> bool:
    return asker.role in CASEWORK and asker.partner == it.id


def _is_administrator(asker: Asker, _: Aggregate) -> bool:
    return asker.role == "administrator"


def _is_dpo(asker: Asker, _: Any) -> bool:
    return asker.role == "dpo"


def _is_system(asker: Asker, _: Aggregate) -> bool:
    return asker.agent == SYSTEM


BY_SENDER = Policy("sender", _is_sender)
BY_ADDRESSEE = Policy("addressee", _is_addressee)
BY_OPENER = Policy("opener", _is_opener)
BY_INVOLVED = Policy("involved", _is_involved)
BY_REGISTRAR = Policy("registrar", _registered)
BY_PARTNER = Policy("partner", _is_of_the_partner)
BY_ADMINISTRATOR = Policy("administrator", _is_administrator)
BY_DPO = Policy("dpo", _is_dpo)
BY_SYSTEM = Policy("system", _is_system)


def _reads_as_involved(asker: Asker, involved: Collection[PartnerId]) -> bool:
    return asker.role in CASEWORK and asker.partner in involved


READING: tuple[Policy, ...] = (
    Policy("involved", _reads_as_involved),
    BY_DPO,
)


def decide_reading(asker: Asker, involved: Collection[PartnerId]) -> Policy:
    """The policy by which ``asker`` may read a case; raises ``MayNotRead``.

    ``involved``: its opener, the senders and addressees of its referrals, and whoever
    was involved with a ground.
    """
    for policy in READING:
        if policy.allows(asker, involved):
            return policy
    raise MayNotRead


def may_read_case(asker: Asker, involved: Collection[PartnerId]) -> bool:
    return any(policy.allows(asker, involved) for policy in READING)


WHOLE_JOURNAL = frozenset({"evaluator", "dpo", "archivist"})
"""Roles that read every line of the journal, none of which says who a person is."""


def reads_whole_journal(asker: Asker) -> bool:
    """Others read the lines of their own service, of its cases, and of the network."""
    return asker.role in WHOLE_JOURNAL or asker.agent == SYSTEM


def decide_seeking(asker: Asker, actor: str) -> None:
    """Whose acts may be sought in the journal: one's own, and what is automatic.

    Raises ``ActsOfAnother``.
    """
    if actor not in (SYSTEM, str(asker.agent)):
        raise ActsOfAnother


def decide_drawing(asker: Asker) -> None:
    """A draw is the same whoever makes it: only who reads every line makes one.

    Raises ``NotAllowed``.
    """
    if not reads_whole_journal(asker):
        raise NotAllowed
