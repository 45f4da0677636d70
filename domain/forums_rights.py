"""Who may do what to forums and to the resources lent to the project."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.forum import Forum
from domain.policies import BY_PROFESSIONAL, BY_PROJECT_LEAD, CASEWORK, Asker, Policy
from domain.resource import Resource


def _provides(asker: Asker, it: Resource) -> bool:
    return asker.role in CASEWORK and asker.partner == it.provider


BY_PROVIDER = Policy("provider", _provides)
LENDING = (BY_PROVIDER, BY_PROJECT_LEAD)

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Forum: (BY_PROJECT_LEAD,),
    Forum.join: (BY_PROFESSIONAL,),
    Forum.leave: (BY_PROFESSIONAL,),
    Forum.admit: (BY_PROJECT_LEAD,),
    Forum.record_departure: (BY_PROJECT_LEAD,),
    Forum.convene_meeting: (BY_PROJECT_LEAD,),
    Forum.cancel_meeting: (BY_PROJECT_LEAD,),
    Forum.hold_meeting: (BY_PROJECT_LEAD,),
    Forum.dissolve: (BY_PROJECT_LEAD,),
    Resource: LENDING,
    Resource.revise: LENDING,
    Resource.withdraw: LENDING,
}
