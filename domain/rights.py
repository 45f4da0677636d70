"""Who may do what: for each verb the policies of which any one suffices."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.agent import Agent
from domain.aggregate import Aggregate, Subject
from domain.audit_mission import AuditMission
from domain.case import Case
from domain.convention import Convention
from domain.partner import Partner
from domain.person import Person
from domain.policies import (
    BY_ADDRESSEE,
    BY_ADMINISTRATOR,
    BY_ADMINISTRATOR_FOR_ANOTHER,
    BY_ADMINISTRATOR_OF_ANOTHER,
    BY_COLLEAGUE,
    BY_COORDINATOR,
    BY_DPO,
    BY_DPO_OF_ANOTHER,
    BY_INVOLVED,
    BY_KNOWING,
    BY_LEAD,
    BY_ONESELF,
    BY_OPENER,
    BY_PARTNER,
    BY_REGISTRAR,
    BY_SENDER,
    BY_SERVED,
    BY_SYSTEM,
    Asker,
    NotAllowed,
    Policy,
)
from domain.referral import Referral
from domain.territory import Territory

EITHER_PARTY = (BY_SENDER, BY_ADDRESSEE)
KNOWING_OR_DPO = (BY_KNOWING, BY_DPO)
ADMINISTRATION = (BY_ADMINISTRATOR, BY_SYSTEM)
ENROLMENT = (BY_ADMINISTRATOR_OF_ANOTHER, BY_DPO_OF_ANOTHER, BY_SYSTEM)
NEAR = (BY_ONESELF, BY_COLLEAGUE, *ADMINISTRATION)

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Territory: ADMINISTRATION,
    Territory.adopt_rule: ADMINISTRATION,
    Territory.adopt_geography: ADMINISTRATION,
    Convention: ADMINISTRATION,
    Convention.amend: ADMINISTRATION,
    Convention.renew: ADMINISTRATION,
    Convention.denounce: ADMINISTRATION,
    Partner: ADMINISTRATION,
    Partner.describe: ADMINISTRATION,
    Partner.offer_service: (BY_PARTNER, *ADMINISTRATION),
    Partner.withdraw_service: (BY_PARTNER, *ADMINISTRATION),
    Partner.declare_capacity: (BY_PARTNER,),
    Partner.close_between: (BY_PARTNER, *ADMINISTRATION),
    Partner.accept_charter: (BY_PARTNER, *ADMINISTRATION),
    Partner.leave: ADMINISTRATION,
    Agent: ENROLMENT,
    Agent.grant_role: ENROLMENT,
    Agent.revoke_role: (BY_ADMINISTRATOR, BY_DPO, BY_SYSTEM),
    Agent.mandate: (BY_ADMINISTRATOR_OF_ANOTHER, BY_SYSTEM),
    Agent.end_mandate: (BY_ONESELF, BY_ADMINISTRATOR, BY_DPO, BY_SYSTEM),
    Agent.be_absent: NEAR,
    Agent.come_back: NEAR,
    Agent.hand_over: (BY_ONESELF, BY_SERVED),
    Agent.disable: (BY_ADMINISTRATOR, BY_DPO, BY_SYSTEM),
    AuditMission: (BY_ADMINISTRATOR_FOR_ANOTHER,),
    AuditMission.end: (BY_ADMINISTRATOR, BY_DPO),
    Subject.erase: (BY_DPO,),
    Subject.key_destroyed: (BY_SYSTEM,),
    Person: (BY_REGISTRAR,),
    Person.correct_identity: (BY_REGISTRAR,),
    Person.change_contact: (BY_KNOWING,),
    Person.reach_by: (BY_KNOWING,),
    Person.need_interpreter: (BY_KNOWING,),
    Person.need_access: (BY_KNOWING,),
    Person.protect_address: (BY_KNOWING,),
    Person.unprotect_address: (BY_KNOWING,),
    Person.represent: (BY_KNOWING,),
    Person.end_representation: (BY_KNOWING,),
    Person.join_household: (BY_KNOWING,),
    Person.leave_household: (BY_KNOWING,),
    Person.inform_of_sharing: (BY_KNOWING,),
    Person.make_known_to: (BY_SYSTEM,),
    Person.give_consent: (BY_KNOWING,),
    Person.refuse_consent: (BY_KNOWING,),
    Person.withdraw_consent: KNOWING_OR_DPO,
    Person.raise_opposition: KNOWING_OR_DPO,
    Person.uphold_opposition: (BY_DPO,),
    Person.reject_opposition: (BY_DPO,),
    Person.take_back_opposition: KNOWING_OR_DPO,
    Person.receive_request: KNOWING_OR_DPO,
    Person.answer_request: (BY_DPO,),
    Person.merge_into: (BY_KNOWING,),
    Person.unmerge: KNOWING_OR_DPO,
    Person.move_away: (BY_KNOWING,),
    Person.record_death: (BY_KNOWING,),
    Person.retract_death: (BY_KNOWING,),
    Person.archive: (BY_DPO, BY_SYSTEM),
    Person.reactivate: (BY_DPO,),
    Case: (BY_OPENER,),
    Case.add_person: (BY_INVOLVED,),
    Case.involve_partner: (BY_INVOLVED, BY_SYSTEM),
    Case.record_departure: (BY_INVOLVED,),
    Case.release_partner: (BY_INVOLVED,),
    Case.designate_referent: (BY_LEAD,),
    Case.hand_over: (BY_LEAD,),
    Case.set_goal: (BY_INVOLVED,),
    Case.reach_goal: (BY_INVOLVED,),
    Case.drop_goal: (BY_INVOLVED,),
    Case.add_note: (BY_INVOLVED,),
    Case.widen_note: (BY_INVOLVED,),
    Case.correct_note: (BY_INVOLVED,),
    Case.retract_note: (BY_INVOLVED,),
    Case.report_coordination_need: (BY_INVOLVED,),
    Case.propose_coordinator: (BY_INVOLVED,),
    Case.agree_to_coordinator: (BY_INVOLVED,),
    Case.refuse_coordinator: (BY_INVOLVED,),
    Case.consult_department: (BY_INVOLVED,),
    Case.designate_coordinator: (BY_COORDINATOR,),
    Case.replace_coordinator: (BY_COORDINATOR,),
    Case.end_coordination: (BY_COORDINATOR,),
    Case.inform_authority: (BY_INVOLVED,),
    Case.transmit_to_protection: (BY_INVOLVED,),
    Case.transfer: (BY_LEAD,),
    Case.close: (BY_LEAD,),
    Case.reopen: (BY_INVOLVED,),
    Case.enter_in_error: (BY_LEAD,),
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
    Referral.contest_outcome: EITHER_PARTY,
    Referral.reopen: EITHER_PARTY,
    Referral.redirect: (BY_SENDER,),
    Referral.change_sender: (BY_SENDER,),
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
