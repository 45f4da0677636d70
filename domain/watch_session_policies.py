"""Who has part in a watch session: those it invites, and who learns what of its items."""

from domain.policies import CASEWORK, Asker, Policy
from domain.watch_session import WatchSession


def _is_invited(asker: Asker, it: WatchSession) -> bool:
    return asker.role in CASEWORK and asker.partner in it.members


BY_INVITED = Policy("invited", _is_invited)
