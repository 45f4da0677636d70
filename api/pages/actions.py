"""What a reader may do now: the verbs that policies and rules allow them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

from api.pages.blanks import ANY, Ready
from api.pages.deeds import ACTIONS
from domain import rights
from domain.aggregate import Aggregate, Refusal
from domain.policies import Asker, NotAllowed
from domain.referral import Referral

BY_CODE: Mapping[str, Ready] = {action.code: action for action in ACTIONS}


def open_to(asker: Asker, it: Aggregate, actions: Sequence[Ready]) -> list[Ready]:
    """Those of the actions that policies and rules allow this reader now."""
    return [each for each in actions if _may(each, asker, it)]


def by_code(actions: Iterable[Ready]) -> dict[str, Ready | None]:
    """The actions for a template that asks for each by its code; None where it is not open."""
    found: dict[str, Ready | None] = defaultdict(lambda: None)
    found.update({each.code: each for each in actions})
    return found


def may_begin(asker: Asker, each: Ready) -> bool:
    """Whether policies let this reader create one, of somebody else where that counts."""
    new: Any = SimpleNamespace(id=ANY, evaluator=ANY, provider=asker.partner)
    try:
        rights.decide(each.verb.does, asker, new)
    except NotAllowed:
        return False
    return True


def may_redirect(asker: Asker, it: Referral) -> bool:
    """Whether another partner may be asked instead."""
    trial = {"by": asker.partner, "to": ANY, "new_referral": ANY}
    return _tried(Referral.redirect, asker, it, trial)


def _may(each: Ready, asker: Asker, it: Aggregate) -> bool:
    by = {"by": asker.partner} if each.verb.says_by_whom else {}
    return _tried(each.verb.does, asker, it, by | each.tried_with(it))


def _tried(
    verb: Callable[..., None], asker: Asker, it: Aggregate, trial: Mapping[str, Any]
) -> bool:
    said = {name: value for name, value in trial.items() if name != "occurred_on"}
    try:
        rights.decide(verb, asker, it)
        verb(deepcopy(it), **said)
    except Refusal:
        return False
    return True
