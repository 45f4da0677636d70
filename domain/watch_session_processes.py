"""What follows from a session: its alerts are on its agenda, its commitments are made."""

from collections.abc import Mapping

from domain import codes
from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.clock import commitment_deadline
from domain.command import Command
from domain.commitment import Commitment
from domain.commitment_terms import Terms, commitment_id
from domain.rules import COMMITMENT_DUE, Rule
from domain.values import AlertId, Code, Reference, SessionId
from domain.watch_session import WatchSession
from domain.watch_session_life import WITH_ITS_ALERT

SIGNED_BY: Code = "follow-up-responsible"


def react(fact: Aggregate.Event, rules: Mapping[Code, Rule]) -> tuple[Command, ...]:
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
        case WatchSession.FollowUpAccepted(kind=kind) if codes.leads_to(kind) == "commitment":
            return (_undertaken(fact, rules[COMMITMENT_DUE]),)
        case Commitment.Undertaken(serves=Reference(kind="follow-up")):
            return (_tied(fact),)
        case _:
            return ()


def _undertaken(fact: WatchSession.FollowUpAccepted, rule: Rule) -> Command:
    """Its responsible undertakes it, in public words unless the item is nominative."""
    assert fact.resource is not None
    serves = Reference("follow-up", fact.originator_id, fact.number)
    said = {
        "debtor": fact.by,
        "beneficiary": fact.to,
        "terms": Terms(fact.resource, fact.promise),
        "deadline": commitment_deadline(rule, fact.due),
        "signed_by": SIGNED_BY,
        "serves": serves,
        "case": fact.case,
    }
    return Command(Commitment, Commitment, commitment_id(serves), said)


def _tied(fact: Commitment.Undertaken) -> Command:
    """The follow-up has led to it."""
    assert fact.serves is not None
    said = {
        "by": fact.debtor,
        "number": fact.serves.part,
        "reference": Reference("commitment", fact.originator_id),
    }
    return Command(WatchSession, WatchSession.tie_follow_up, fact.serves.stream, said)
