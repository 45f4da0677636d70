"""Who may do what to observations and to residents' contributions."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.contribution import Contribution
from domain.needs_policies import BY_RECEIVER, BY_RECORDER
from domain.observation import Observation
from domain.policies import BY_PROFESSIONAL, BY_PROJECT_LEAD, BY_SYSTEM, Policy

ANYBODY_AT_WORK = (BY_PROFESSIONAL, BY_PROJECT_LEAD)
RECORDING = (BY_RECORDER, BY_PROJECT_LEAD)
RECEIVING = (BY_RECEIVER, BY_PROJECT_LEAD)

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Observation: ANYBODY_AT_WORK,
    Observation.correct: RECORDING,
    Observation.withdraw: RECORDING,
    Contribution: ANYBODY_AT_WORK,
    Contribution.mask: (BY_PROJECT_LEAD,),
    Contribution.publish: (BY_PROJECT_LEAD,),
    Contribution.keep_back: (BY_PROJECT_LEAD,),
    Contribution.answer: RECEIVING,
    Contribution.link_to_sheet: (BY_PROJECT_LEAD,),
    Contribution.lead_to: (BY_PROJECT_LEAD,),
    Contribution.withdraw: RECEIVING,
    Contribution.enter_in_error: RECEIVING,
    Contribution.remind: (BY_SYSTEM,),
    Contribution.leave_unanswered: (BY_SYSTEM,),
}
