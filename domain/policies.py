"""Who may do what: small named policies; any one that allows a verb suffices."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from domain.agent import Agent
from domain.aggregate import Aggregate, Refusal, Subject
from domain.case import Case
from domain.convention import Convention
from domain.partner import Partner
from domain.person import Person
from domain.referral import Referral
from domain.territory import Territory
from domain.values import AgentId, Code, PartnerId, TerritoryId

CASEWORK = frozenset({"social-worker", "partner-agent", "cell-animator", "coordinator"})
"""The roles that meet people; evaluators, elected officials and administrators never do."""

SYSTEM: Literal["system"] = "system"


class NotAllowed(Refusal):
    """Votre rôle ne permet pas cette action."""


class MayNotRead(Refusal):
    """Votre service n’est pas partie à cette situation : vous ne pouvez pas la consulter."""


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

EITHER_PARTY = (BY_SENDER, BY_ADDRESSEE)
ADMINISTRATION = (BY_ADMINISTRATOR, BY_SYSTEM)

POLICIES: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Territory: ADMINISTRATION,
    Territory.adopt_rule: ADMINISTRATION,
    Convention: ADMINISTRATION,
    Partner: ADMINISTRATION,
    Partner.describe: ADMINISTRATION,
    Partner.offer_service: (BY_PARTNER, *ADMINISTRATION),
    Partner.withdraw_service: (BY_PARTNER, *ADMINISTRATION),
    Partner.declare_capacity: (BY_PARTNER,),
    Partner.close_between: (BY_PARTNER, *ADMINISTRATION),
    Partner.leave: ADMINISTRATION,
    Agent: ADMINISTRATION,
    Agent.grant_role: ADMINISTRATION,
    Agent.revoke_role: ADMINISTRATION,
    Agent.disable: ADMINISTRATION,
    Subject.erase: (BY_DPO,),
    Subject.key_destroyed: (BY_SYSTEM,),
    Person: (BY_REGISTRAR,),
    Person.correct_identity: (BY_REGISTRAR,),
    Person.change_contact: (BY_REGISTRAR,),
    Person.inform_of_sharing: (BY_REGISTRAR,),
    Case: (BY_OPENER,),
    Case.add_person: (BY_INVOLVED,),
    Case.involve_partner: (BY_INVOLVED, BY_SYSTEM),
    Case.add_note: (BY_INVOLVED,),
    Case.close: (BY_OPENER,),
    Case.enter_in_error: (BY_OPENER,),
    Referral: (BY_SENDER,),
    Referral.notify: (BY_SYSTEM,),
    Referral.refuse_notification: (BY_SYSTEM,),
    Referral.see: (BY_ADDRESSEE,),
    Referral.assign: (BY_ADDRESSEE,),
    Referral.request_information: (BY_ADDRESSEE,),
    Referral.provide_information: (BY_SENDER,),
    Referral.accept: (BY_ADDRESSEE, BY_SENDER),
    Referral.waitlist: (BY_ADDRESSEE, BY_SENDER),
    Referral.decline: (BY_ADDRESSEE, BY_SENDER),
    Referral.confirm_answer: (BY_ADDRESSEE,),
    Referral.contest_answer: (BY_ADDRESSEE,),
    Referral.tell_person: EITHER_PARTY,
    Referral.schedule_meeting: EITHER_PARTY,
    Referral.move_meeting: EITHER_PARTY,
    Referral.attend_meeting: EITHER_PARTY,
    Referral.miss_meeting: EITHER_PARTY,
    Referral.start: (BY_ADDRESSEE,),
    Referral.put_on_hold: (BY_ADDRESSEE,),
    Referral.resume: (BY_ADDRESSEE,),
    Referral.complete: (BY_ADDRESSEE,),
    Referral.end_early: (BY_ADDRESSEE,),
    Referral.record_person_view: EITHER_PARTY,
    Referral.redirect: (BY_SENDER,),
    Referral.withdraw: (BY_SENDER,),
    Referral.close: (BY_SENDER,),
    Referral.enter_in_error: (BY_SENDER,),
    Referral.remind: (BY_SYSTEM,),
    Referral.leave_unanswered: (BY_SYSTEM,),
}
"""By verb, or by aggregate class for a creation (decided on what it would create)."""


def decide(verb: Callable[..., Any], asker: Asker, aggregate: Aggregate) -> Policy:
    """The policy by which ``asker`` may do this; raises ``NotAllowed``."""
    for policy in POLICIES.get(verb, ()):
        if policy.allows(asker, aggregate):
            return policy
    raise NotAllowed


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
