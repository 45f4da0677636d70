"""Every verb of an alert in every situation: allowed, or which refusal."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from domain import alert_life as life
from domain.aggregate import Refusal, Subject
from domain.alert import Alert
from domain.alert_life import State
from domain.danger import ChildInDanger
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.endings import AlreadyEnded, NotEnded
from domain.watch_session_life import NotOnAgenda
from tests.domain.alerts import (
    ANSWER,
    CHILD,
    THIRD,
    TRIES,
    acknowledged,
    collective,
    duplicate,
    escalated,
    examined,
    on_agenda,
    qualified,
    raised,
    resolved,
)
from tests.domain.people import CAF, MISSION, NADIA
from tests.domain.test_catalogue import STEPS_WITHIN, public_verbs
from tests.story import Told, fact, given

SITUATIONS: Mapping[str, tuple[Told, ...]] = {
    "raised": (raised(),),
    "acknowledged": (raised(), acknowledged()),
    "qualified": (raised(), qualified()),
    "on-agenda": (raised(), qualified(), on_agenda()),
    "examined": (raised(), qualified(), on_agenda(), examined()),
    "resolved": (raised(), resolved()),
    "unfounded": (raised(), fact(Alert.Unfounded, by=CAF, why="Rien.")),
    "without-follow-up": (
        raised(),
        fact(Alert.ClosedWithoutFollowUp, by=CAF, reason="no-means"),
    ),
    "duplicate": (raised(), duplicate()),
    "in-error": (raised(), fact(Alert.EnteredInError, by=CAF, reason="trial")),
    "escalated": (raised(), escalated(by=None, deadline=ANSWER)),
    "assigned": (
        raised(),
        fact(Alert.Assigned, by=CAF, partner=MISSION, agent=NADIA, sharing_ground="consent"),
    ),
    "original": (raised(), fact(Alert.DuplicateJoined, duplicate=THIRD)),
    "child": (raised(**CHILD),),
    "told": (raised(informed="orally"),),
    "collective": (collective(),),
}
"""Every state, then what one more fact adds to one."""

REFUSALS: Mapping[str, type[Refusal]] = {
    "E": AlreadyEnded,
    "e": NotEnded,
    "A": life.AlreadyAcknowledged,
    "a": life.AlreadyOnAgenda,
    "n": NotOnAgenda,
    "C": ChildInDanger,
    "h": life.HasDuplicates,
    "d": life.DuplicateOfDuplicate,
    "D": life.NotADuplicate,
    "o": life.AlreadyOwner,
    "S": life.AlreadyEscalated,
    "s": life.NotEscalated,
    "L": NotYetDue,
    "R": AlreadyReminded,
    "i": life.AlreadyInformed,
    "N": life.NobodyToInform,
}

EXPECTED = """
                         open  ended  escalated, assigned, original, child, told, collective
acknowledge              .AAAA EEEEE ......
qualify                  ..... EEEEE ......
mark_duplicate           ..... EEEEE ..h...
join                     ..... ..... ..d...
part                     DDDDD DDDDD DD.DDD
assign                   ..... EEEEE .o....
put_on_agenda            ...a. EEEEE ...C..
take_off_agenda          nnn.n nnnnn nnnnnn
examine                  nnn.. EEEEE nnnnnn
escalate                 ..... EEEEE S.....
escalate_unanswered      .LLLL EEEEE S.....
answer_escalation        sssss EEEEE .sssss
remind                   .RRRR EEEEE ......
inform_reporter          ..... ....E ......
inform_person            ..... ....E ....iN
record_reply             ..... ....E .....N
find_unfounded           ..... EEEEE ......
resolve                  ..... EEEEE ......
close_without_follow_up  ..... EEEEE ......
reopen                   eeeee ....e eeeeee
enter_in_error           ..... ....E ..h...
"""
_NAME = 25


class Expected(NamedTuple):
    verb: str
    situation: str
    letter: str


def expected() -> Iterator[Expected]:
    for line in EXPECTED.splitlines()[2:]:
        verb, letters = line[:_NAME].strip(), line[_NAME:].replace(" ", "")
        for situation, letter in zip(SITUATIONS, letters, strict=True):
            yield Expected(verb, situation, letter)


def test_the_table_is_complete() -> None:
    inherited = {verb.__name__ for verb in public_verbs(Subject)}
    verbs = {verb.__name__ for verb in public_verbs(Alert)} - STEPS_WITHIN - inherited
    assert verbs == set(TRIES) == {each.verb for each in expected()}
    assert {given(Alert, *facts).so().state for facts in SITUATIONS.values()} == set(State)
    assert {each.letter for each in expected()} == {".", *REFUSALS}


@pytest.mark.parametrize("verb", TRIES)
def test_every_step_is_allowed_or_refused_as_the_table_says(verb: str) -> None:
    for each in expected():
        if each.verb == verb:
            assert each.letter == _tried(each), each


def _tried(each: Expected) -> str:
    it = given(Alert, *SITUATIONS[each.situation]).so()
    try:
        TRIES[each.verb](it, CAF)
    except Refusal as refusal:
        assert it.collect_events() == []
        return next(letter for letter, kind in REFUSALS.items() if kind is type(refusal))
    assert it.collect_events() != []
    return "."
