"""Who may do what to the territory, the convention, partners, accounts and missions."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.agent import Agent
from domain.audit_mission import AuditMission
from domain.convention import Convention
from domain.partner import Partner
from domain.policies import (
    BY_ADMINISTRATOR,
    BY_ADMINISTRATOR_FOR_ANOTHER,
    BY_ADMINISTRATOR_OF_ANOTHER,
    BY_COLLEAGUE,
    BY_DPO,
    BY_DPO_OF_ANOTHER,
    BY_ONESELF,
    BY_PARTNER,
    BY_SERVED,
    BY_SYSTEM,
    Policy,
)
from domain.territory import Territory

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
}
