"""Who may do what to alerts, to who told them, and to weak signals."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.alert import Alert
from domain.alert_policies import BY_ANSWERABLE, BY_HEARER, BY_OWNER, BY_RAISER
from domain.policies import BY_ANIMATOR, BY_SYSTEM, Policy
from domain.reporter import Reporter
from domain.weak_signal import WeakSignal

CELL_OR_OWNER = (BY_ANIMATOR, BY_OWNER)
CELL_OR_RAISER = (BY_ANIMATOR, BY_RAISER)
WHO_KNOWS = (BY_RAISER, BY_ANIMATOR, BY_OWNER)

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Alert: (BY_RAISER,),
    Alert.acknowledge: (BY_ANIMATOR,),
    Alert.qualify: (BY_ANIMATOR,),
    Alert.mark_duplicate: (BY_ANIMATOR,),
    Alert.join: (BY_SYSTEM,),
    Alert.part: (BY_SYSTEM,),
    Alert.assign: CELL_OR_OWNER,
    Alert.put_on_agenda: (BY_SYSTEM,),
    Alert.take_off_agenda: (BY_SYSTEM,),
    Alert.examine: (BY_ANIMATOR,),
    Alert.escalate: CELL_OR_RAISER,
    Alert.escalate_unanswered: (BY_SYSTEM,),
    Alert.answer_escalation: (BY_ANSWERABLE,),
    Alert.remind: (BY_SYSTEM,),
    Alert.inform_reporter: CELL_OR_RAISER,
    Alert.inform_person: WHO_KNOWS,
    Alert.record_reply: WHO_KNOWS,
    Alert.find_unfounded: CELL_OR_OWNER,
    Alert.resolve: CELL_OR_OWNER,
    Alert.close_without_follow_up: CELL_OR_OWNER,
    Alert.reopen: CELL_OR_RAISER,
    Alert.enter_in_error: CELL_OR_RAISER,
    Reporter: (BY_HEARER,),
    WeakSignal: (BY_ANIMATOR,),
}
