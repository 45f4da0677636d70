"""Every verb of a referral in every situation by everybody: allowed, or which refusal."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from domain import referral_life as life
from domain.aggregate import Refusal
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.endings import AlreadyEnded, NotEnded
from domain.referral import Referral
from domain.referral_life import State
from domain.values import PartnerId
from tests.domain.people import (
    CAF,
    CCAS,
    MISSION,
    NAMELESS,
    NEXT,
    accepted,
    accepted_by_phone,
    asked,
    completed,
    declined,
    on_hold,
    seen,
    sent,
    started,
    unanswered,
    waitlisted,
    withdrawn,
)
from tests.domain.test_catalogue import STEPS_WITHIN, public_verbs
from tests.domain.tries import BY_NOBODY, NOON, TRIES
from tests.story import Told, fact, given

SITUATIONS: Mapping[str, tuple[Told, ...]] = {
    "sent": (sent(),),
    "seen": (sent(), seen()),
    "waitlisted": (sent(), waitlisted()),
    "unanswered": (sent(), unanswered()),
    "accepted": (sent(), accepted()),
    "declined": (sent(), declined()),
    "started": (sent(), accepted(), started()),
    "on-hold": (sent(), accepted(), started(), on_hold()),
    "completed": (sent(), accepted(), started(), completed()),
    "ended-early": (sent(), accepted(), fact(Referral.EndedEarly, by=MISSION, reason="other")),
    "redirected": (
        sent(),
        declined(),
        fact(Referral.Redirected, by=CCAS, to=CAF, new_referral=NEXT),
    ),
    "withdrawn": (sent(), withdrawn()),
    "closed": (sent(), unanswered(), fact(Referral.Closed, by=CCAS, reason="other")),
    "in-error": (sent(), fact(Referral.EnteredInError, by=CCAS, reason="duplicate")),
    "asked": (sent(), asked()),
    "reported": (sent(), accepted_by_phone()),
    "meeting": (
        sent(),
        accepted(),
        fact(Referral.MeetingScheduled, by=MISSION, meets_at=NOON, how="phone"),
    ),
    "advice": (sent(kind="advice", deadline=None),),
    "nameless": (fact(Referral.Sent, **NAMELESS),),
}
"""Every state, then what a pending question, a reported answer or a meeting adds to one."""

REFUSALS: Mapping[str, type[Refusal]] = {
    "p": life.NotParty,
    "s": life.NotSender,
    "a": life.NotAddressee,
    "n": life.NoAnswerExpected,
    "E": AlreadyEnded,
    "e": NotEnded,
    "x": life.NotAtThisStage,
    "A": life.AlreadyAnswered,
    "S": life.AlreadySeen,
    "q": life.AlreadyAsked,
    "Q": life.NothingAsked,
    "R": life.NothingReported,
    "T": life.NobodyToTell,
    "M": life.NoMeeting,
    "m": life.MeetingAlreadySet,
    "y": life.NotItsEyes,
    "b": life.AboutNobody,
    "d": AlreadyReminded,
    "L": NotYetDue,
}

EXPECTED = """
                               in the order of SITUATIONS; "." = allowed; one letter: all
                               open     ended  asked, reported, meeting; advice, nameless
see                            a | .S...... EEEEEE ... nn | a
assign                         a | ........ EEEEEE ... nn | a
request_information            a | ........ EEEEEE q.. nn | a
provide_information            QQQQQQQQ EEEEEE .QQ QQ | s | s
accept                         a | ....AAAA EEEEEE .AA nn | a
accept, told                   ....AAAA EEEEEE .AA nn | s | s
waitlist                       a | ....AAAA EEEEEE .AA nn | a
waitlist, told                 ....AAAA EEEEEE .AA nn | s | s
decline                        a | ....AAAA EEEEEE .AA nn | a
decline, told                  ....AAAA EEEEEE .AA nn | s | s
confirm_answer                 a | RRRRRRRR EEEEEE R.R nn | a
contest_answer                 a | RRRRRRRR EEEEEE R.R nn | a
tell_person                    TT.T.... ...TTT T.. TT | TT.T.... ...TTT T.. TT | p
schedule_meeting               xx.x.x.. EEEEEE x.m xx | xx.x.x.. EEEEEE x.m xx | p
move_meeting                   MMMMMMMM MMMMMM MM. MM | MMMMMMMM MMMMMM MM. MM | p
attend_meeting                 MMMMMMMM MMMMMM MM. MM | MMMMMMMM MMMMMM MM. MM | p
miss_meeting                   MMMMMMMM MMMMMM MM. MM | MMMMMMMM MMMMMM MM. MM | p
start                          a | xxxx.xxx EEEEEE x.. nn | a
put_on_hold                    a | xxxxxx.x EEEEEE xxx nn | a
resume                         a | xxxxxxx. EEEEEE xxx nn | a
complete                       a | xxxxxx.. EEEEEE xxx nn | a
end_early                      a | xx.x.x.. EEEEEE x.. nn | a
record_person_view             xxxxxxxx ..xxxx xxx xx | xxxxxxxx ..xxxx xxx xx | p
contest_outcome                xxxxxxxx ..xxxx xxx xx | xxxxxxxx ..xxxx xxx xx | p
contest_outcome, as sender     xxxxxxxx ..xxxx xxx xx | xxxxxxxx yyxxxx xxx xx | p
contest_outcome, as addressee  xxxxxxxx yyxxxx xxx xx | xxxxxxxx ..xxxx xxx xx | p
reopen                         eeeeeeee ..e..e eee ee | eeeeeeee ..esse eee ee | p
redirect                       xx..x.xx EEEEEE xxx xx | s | s
change_sender                  ........ EEEEEE ... .b | s | s
withdraw                       .....xxx EEEEEE ... .. | s | s
close                          xxx.x.xx EEEEEE xxx .. | s | s
enter_in_error                 ........ .....E ... .. | s | s
notify                         ........ EEEEEE ... nn
refuse_notification            ........ EEEEEE ... nn
remind                         ..ddddd. EEEEEE .dd dd
leave_unanswered               ..xxxxxx EEEEEE Lxx LL
"""
"""By the sender | by the addressee | by an outsider; by nobody, what the system does."""

_NAME = 31
ASKERS = (CCAS, MISSION, CAF)


class Expected(NamedTuple):
    verb: str
    situation: str
    by: PartnerId
    letter: str


def expected() -> Iterator[Expected]:
    for line in EXPECTED.splitlines()[3:]:
        verb, rows = line[:_NAME].strip(), line[_NAME:].split("|")
        for by, row in zip(ASKERS, rows, strict=verb not in BY_NOBODY):
            letters = row.replace(" ", "")
            every = letters * len(SITUATIONS) if len(letters) == 1 else letters
            for situation, letter in zip(SITUATIONS, every, strict=True):
                yield Expected(verb, situation, by, letter)


def test_the_table_is_complete() -> None:
    verbs = {name.partition(",")[0] for name in TRIES}
    assert verbs == {verb.__name__ for verb in public_verbs(Referral)} - STEPS_WITHIN
    assert {line[:_NAME].strip() for line in EXPECTED.splitlines()[3:]} == set(TRIES)
    assert len(list(expected())) == len(SITUATIONS) * (3 * len(TRIES) - 2 * len(BY_NOBODY))
    assert {given(Referral, *facts).so().state for facts in SITUATIONS.values()} == set(State)
    assert {each.letter for each in expected()} == {".", *REFUSALS}


@pytest.mark.parametrize("verb", TRIES)
def test_every_transition_is_allowed_or_refused_as_the_table_says(verb: str) -> None:
    for each in expected():
        if each.verb == verb:
            assert each.letter == _tried(each), each


def _tried(each: Expected) -> str:
    it = given(Referral, *SITUATIONS[each.situation]).so()
    try:
        TRIES[each.verb](it, each.by)
    except Refusal as refusal:
        assert it.collect_events() == []
        return next(
            (letter for letter, kind in REFUSALS.items() if kind is type(refusal)),
            type(refusal).__name__,
        )
    assert len(it.collect_events()) == 1
    return "."
