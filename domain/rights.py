"""Who may do what: for each verb the policies of which any one suffices."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import (
    action_sheet_rights,
    alert_rights,
    casework_rights,
    commitment_rights,
    conference_rights,
    forums_rights,
    needs_rights,
    network_rights,
    people_rights,
    watch_session_rights,
)
from domain.aggregate import Aggregate
from domain.policies import Asker, NotAllowed, Policy

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    **network_rights.RIGHTS,
    **people_rights.RIGHTS,
    **casework_rights.RIGHTS,
    **action_sheet_rights.RIGHTS,
    **needs_rights.RIGHTS,
    **alert_rights.RIGHTS,
    **commitment_rights.RIGHTS,
    **forums_rights.RIGHTS,
    **watch_session_rights.RIGHTS,
    **conference_rights.RIGHTS,
}
"""By verb, or by aggregate class for a creation (decided on what it would create)."""


def decide(verb: Callable[..., Any], asker: Asker, aggregate: Aggregate) -> Policy:
    """The policy by which ``asker`` may do this; raises ``NotAllowed``."""
    for policy in RIGHTS.get(verb, ()):
        if policy.allows(asker, aggregate):
            return policy
    raise NotAllowed
