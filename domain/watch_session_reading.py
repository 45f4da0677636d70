"""Who may read what of a session: that it is, its items, what was said about each.

Any professional reads that a session is, its day, its collective and anonymised items. A
nominative item is only for the animator and for the services that it was shared with.
What was said about an item is for those who were to hear it; of a territorial alert, for
any professional.
"""

from collections.abc import Collection

from domain.policies import CASEWORK, Asker
from domain.values import Code, PartnerId
from domain.watch_session_life import NOMINATIVE, Member

COLLECTIVE: Code = "collective"
ANIMATOR: Code = "cell-animator"


def reads_session(asker: Asker) -> bool:
    """Whether they read its agenda at all; others read the shareable minutes only."""
    return asker.role in CASEWORK


def reads_item(asker: Asker, regime: Code, shared_with: Collection[PartnerId]) -> bool:
    if not reads_session(asker):
        return False
    if regime != NOMINATIVE or asker.role == ANIMATOR:
        return True
    return asker.partner in shared_with


def reads_words(
    asker: Asker,
    regime: Code,
    members: Collection[PartnerId],
    shared_with: Collection[PartnerId],
) -> bool:
    """Whether they read the follow-ups and the conclusion of an item, in their words."""
    if not reads_item(asker, regime, shared_with):
        return False
    if regime in (NOMINATIVE, COLLECTIVE) or asker.role == ANIMATOR:
        return True
    return asker.partner in members


def reads_alert(asker: Asker, regime: Code, shared_with: Collection[PartnerId]) -> bool:
    """Whether the item opens the alert itself: an anonymised one shows nothing of it."""
    if regime == "anonymised":
        return asker.role == ANIMATOR
    return reads_item(asker, regime, shared_with)


def heard_by(members: Collection[Member], shared_with: Collection[PartnerId]) -> set[PartnerId]:
    """Those a nominative item was shared with and that may still hear of it today.

    ``members``: with the kind that each partner has today.
    """
    able = {member.partner for member in members if member.may_hear_names}
    return able & set(shared_with)
