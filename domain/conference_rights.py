"""Who may do what to the yearly conference."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.conference import Conference
from domain.policies import BY_ANYONE, BY_EVALUATOR, BY_PROJECT_LEAD, Policy

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Conference: (BY_PROJECT_LEAD,),
    Conference.postpone: (BY_PROJECT_LEAD,),
    Conference.cancel: (BY_PROJECT_LEAD,),
    Conference.freeze_evidence: (BY_EVALUATOR,),
    Conference.raise_question: (BY_ANYONE,),
    Conference.record_finding: (BY_EVALUATOR,),
    Conference.restate_finding: (BY_EVALUATOR,),
    Conference.hold: (BY_PROJECT_LEAD,),
    Conference.adopt_recommendation: (BY_PROJECT_LEAD,),
    Conference.propose_amendment: (BY_PROJECT_LEAD,),
    Conference.conclude: (BY_PROJECT_LEAD,),
}
"""Who finds is not who leads: an evaluation that its own project would write proves little."""
