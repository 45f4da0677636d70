"""Who may do what: for each verb the policies of which any one suffices."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.agent import Agent
from domain.aggregate import Aggregate, Subject
from domain.case import Case
from domain.convention import Convention
from domain.partner import Partner
from domain.person import Person
from domain.policies import (
    BY_ADDRESSEE,
    BY_ADMINISTRATOR,
    BY_DPO,
    BY_INVOLVED,
    BY_OPENER,
    BY_PARTNER,
    BY_REGISTRAR,
    BY_SENDER,
    BY_SYSTEM,
    Asker,
    NotAllowed,
    Policy,
)
from domain.referral import Referral
from domain.territory import Territory

EITHER_PARTY = (BY_SENDER, BY_ADDRESSEE)
ADMINISTRATION = (BY_ADMINISTRATOR, BY_SYSTEM)

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
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
    for policy in RIGHTS.get(verb, ()):
        if policy.allows(asker, aggregate):
            return policy
    raise NotAllowed
