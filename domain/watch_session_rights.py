"""Who may do what to a watch session: its animator leads, each responsible answers."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.policies import BY_ANIMATOR, BY_SYSTEM, Policy
from domain.watch_session import WatchSession
from domain.watch_session_policies import BY_INVITED

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    WatchSession: (BY_ANIMATOR,),
    WatchSession.invite: (BY_ANIMATOR,),
    WatchSession.move: (BY_ANIMATOR,),
    WatchSession.add_item: (BY_ANIMATOR,),
    WatchSession.remove_item: (BY_ANIMATOR, BY_SYSTEM),
    WatchSession.record_attendance: (BY_ANIMATOR,),
    WatchSession.propose_follow_up: (BY_ANIMATOR,),
    WatchSession.accept_follow_up: (BY_INVITED,),
    WatchSession.refuse_follow_up: (BY_INVITED,),
    WatchSession.tie_follow_up: (BY_SYSTEM, BY_INVITED),
    WatchSession.finish_follow_up: (BY_INVITED,),
    WatchSession.drop_follow_up: (BY_INVITED,),
    WatchSession.hold: (BY_ANIMATOR,),
    WatchSession.approve_minutes: (BY_ANIMATOR,),
    WatchSession.cancel: (BY_ANIMATOR,),
}
