"""What a reader may do now with a referral: the verbs that policies and rules allow them."""

from collections.abc import Mapping
from copy import deepcopy

from api.pages.blanks import ANY, Action
from api.pages.deeds import ACTIONS
from domain import rights
from domain.aggregate import Refusal
from domain.policies import Asker
from domain.referral import Referral

BY_CODE: Mapping[str, Action] = {action.code: action for action in ACTIONS}


def open_to(asker: Asker, it: Referral) -> list[Action]:
    """The actions that policies and rules allow this reader now."""
    return [action for action in ACTIONS if _may(action, asker, it)]


def _may(action: Action, asker: Asker, it: Referral) -> bool:
    try:
        rights.decide(action.verb, asker, it)
        action.verb(deepcopy(it), by=asker.partner, **action.trial(it))
    except Refusal:
        return False
    return True


def may_redirect(asker: Asker, it: Referral) -> bool:
    """Whether another partner may be asked instead."""
    trial = {"to": ANY, "new_referral": ANY}
    redirecting = Action("", "", Referral.redirect, "", "", "", (), lambda _: trial)
    return _may(redirecting, asker, it)
