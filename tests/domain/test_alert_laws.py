"""What holds for every history of an alert, however its verbs were tried."""

from itertools import pairwise
from typing import Any

from hypothesis import given as forall
from hypothesis import strategies as st

from domain.aggregate import Refusal
from domain.alert import Alert
from domain.alert_life import OPEN, REOPENABLE, State
from tests.domain.alerts import (
    ALERT,
    CHILD,
    COLLECTIVE,
    HOUSING,
    NEXT_SESSION,
    RAISED,
    TRIES,
    Try,
)
from tests.domain.people import CAF
from tests.story import as_told, replayed

VERBS: tuple[Try, ...] = (
    *TRIES.values(),
    lambda it, by: it.qualify(by=by, urgency="urgent", themes=HOUSING, **CHILD),
    lambda it, _: it.put_on_agenda(session=NEXT_SESSION),
    lambda it, _: it.take_off_agenda(session=NEXT_SESSION),
    lambda it, by: it.examine(by=by, session=NEXT_SESSION, conclusion="Encore."),
)
S = State
ENDS = {S.RESOLVED, S.UNFOUNDED, S.WITHOUT_FOLLOW_UP, S.DUPLICATE}
AFTER_AGENDA = {S.ACKNOWLEDGED, S.QUALIFIED, S.EXAMINED}
LEADS_TO: dict[State, set[State]] = {
    S.RAISED: {S.ACKNOWLEDGED, S.QUALIFIED, S.ON_AGENDA} | ENDS,
    S.ACKNOWLEDGED: {S.QUALIFIED, S.ON_AGENDA} | ENDS,
    S.QUALIFIED: {S.ON_AGENDA} | ENDS,
    S.ON_AGENDA: AFTER_AGENDA,
    S.EXAMINED: {S.ON_AGENDA} | ENDS,
} | {end: {S.ACKNOWLEDGED, S.QUALIFIED} for end in REOPENABLE}
"""The life of an alert as its users are told it: the code is held against it."""

tries = st.lists(st.sampled_from(VERBS), max_size=40)
begun = st.sampled_from([RAISED, COLLECTIVE, RAISED | CHILD])


def history(said: dict[str, Any], tried: list[Try]) -> list[Alert]:
    """Replays of every prefix of what these tries recorded."""
    it = Alert(id=ALERT, **said)
    for verb in tried:
        try:
            verb(it, CAF)
        except Refusal:
            continue
    told = [as_told(event) for event in it.pending_events]
    moments = [replayed(Alert, *told[:n], stream=ALERT) for n in range(1, len(told) + 1)]
    assert vars(moments[-1]) | {"_pending_events": 0} == vars(it) | {"_pending_events": 0}
    return moments


@forall(begun, tries)
def test_no_verb_leads_where_the_life_of_an_alert_does_not(
    said: dict[str, Any], tried: list[Try]
) -> None:
    for before, after in pairwise(history(said, tried)):
        allowed = LEADS_TO.get(before.state, set()) | {before.state}
        assert after.state in allowed | {S.IN_ERROR}


@forall(begun, tries)
def test_a_child_in_danger_is_never_on_an_agenda(
    said: dict[str, Any], tried: list[Try]
) -> None:
    for it in history(said, tried):
        if it.child_in_danger:
            assert (it.session, it.state is S.ON_AGENDA) == (None, False)


@forall(begun, tries)
def test_an_alert_is_on_one_agenda_at_a_time_and_says_of_which_session(
    said: dict[str, Any], tried: list[Try]
) -> None:
    for it in history(said, tried):
        assert (it.session is not None) == (it.state is S.ON_AGENDA)


@forall(begun, tries)
def test_who_is_waited_for_has_a_deadline_and_nobody_is_waited_for_once_it_ended(
    said: dict[str, Any], tried: list[Try]
) -> None:
    for it in history(said, tried):
        awaited = it.state is S.RAISED or it.answerable is not None
        assert (it.deadline is not None) == awaited
        if it.state not in OPEN:
            assert (it.answerable, it.deadline) == (None, None)


@forall(begun, tries)
def test_only_a_duplicate_has_an_original_and_it_has_no_duplicates_of_its_own(
    said: dict[str, Any], tried: list[Try]
) -> None:
    for before, after in pairwise(history(said, tried)):
        assert (after.original is not None) == (after.state is S.DUPLICATE)
        if after.state is S.DUPLICATE and before.state is not S.DUPLICATE:
            assert not before.duplicates
