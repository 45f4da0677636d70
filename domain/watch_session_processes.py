"""What follows from a session: its alerts are on its agenda, its commitments are made."""

from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.command import Command
from domain.values import AlertId, SessionId
from domain.watch_session import WatchSession
from domain.watch_session_life import WITH_ITS_ALERT


def react(fact: Aggregate.Event) -> tuple[Command, ...]:
    match fact:
        case WatchSession.ItemAdded(originator_id=session, alert=alert):
            here = {"session": SessionId(session)}
            return (Command(Alert, Alert.put_on_agenda, alert, here),)
        case WatchSession.ItemRemoved(originator_id=session, alert=alert):
            here = {"session": SessionId(session)}
            return (Command(Alert, Alert.take_off_agenda, alert, here),)
        case Alert.TakenOffAgenda(originator_id=alert, session=session):
            left = {"alert": AlertId(alert), "reason": WITH_ITS_ALERT}
            return (Command(WatchSession, WatchSession.remove_item, session, left),)
        case _:
            return ()
