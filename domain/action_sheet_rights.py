"""Who may do what to an action sheet.

The project lead drafts and keeps it; the professionals of the partner that carries it
measure, correct and revise; any other partner joins and leaves by itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.action_sheet import ActionSheet
from domain.policies import BY_PROFESSIONAL, BY_PROJECT_LEAD, CASEWORK, Asker, Policy


def _carries(asker: Asker, it: ActionSheet) -> bool:
    return asker.role in CASEWORK and asker.partner == it.lead


def _takes_part(asker: Asker, it: ActionSheet) -> bool:
    return asker.role in CASEWORK and asker.partner in it.partners


BY_CARRIER = Policy("carrier", _carries)
BY_TAKING_PART = Policy("taking-part", _takes_part)

KEEPING = (BY_PROJECT_LEAD,)
CARRYING = (BY_CARRIER, BY_PROJECT_LEAD)

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    ActionSheet: KEEPING,
    ActionSheet.draft_again: KEEPING,
    ActionSheet.decide_inclusion: KEEPING,
    ActionSheet.leave_outside: KEEPING,
    ActionSheet.adopt: KEEPING,
    ActionSheet.hand_over: KEEPING,
    ActionSheet.generalise: KEEPING,
    ActionSheet.abandon: KEEPING,
    ActionSheet.enter_in_error: KEEPING,
    ActionSheet.revise: CARRYING,
    ActionSheet.define_indicator: CARRYING,
    ActionSheet.revise_target: CARRYING,
    ActionSheet.measure: CARRYING,
    ActionSheet.correct_measurement: CARRYING,
    ActionSheet.pause: CARRYING,
    ActionSheet.resume: CARRYING,
    ActionSheet.conclude: CARRYING,
    ActionSheet.join: (BY_PROFESSIONAL,),
    ActionSheet.leave: (BY_TAKING_PART,),
}
