"""After the end: an outcome contested, a referral reopened; and what was no absence."""

from datetime import date

import pytest

from domain import referral_life as life
from domain.codes import UnknownCode
from domain.deadlines import DeadlineMissing
from domain.referral import Referral
from domain.referral_life import State
from domain.values import PartnerId
from tests.domain.people import (
    CCAS,
    DEADLINE,
    HELD_UNTIL,
    MISSION,
    NAMELESS,
    accepted,
    completed,
    declined,
    reopened,
    seen,
    sent,
    started,
    unanswered,
    withdrawn,
)
from tests.story import Told, fact, given

ENDED_EARLY = fact(Referral.EndedEarly, by=MISSION, reason="other")
CLOSED = fact(Referral.Closed, by=CCAS, reason="other")
SUPPORTED = (sent(), accepted(), started(), completed())


# An outcome contested


@pytest.mark.parametrize("ended", [SUPPORTED, (sent(), accepted(), ENDED_EARLY)])
@pytest.mark.parametrize("by", [CCAS, MISSION])
def test_either_party_says_that_the_person_contests_the_outcome(
    ended: tuple[Told, ...], by: PartnerId
) -> None:
    given(Referral, *ended).when(
        lambda it: it.contest_outcome(
            by=by, in_the_eyes_of="person", sentence="Toujours sans logement."
        )
    ).then(
        fact(
            Referral.OutcomeContested,
            by=by,
            in_the_eyes_of="person",
            sentence="Toujours sans logement.",
        )
    )


def test_no_party_contests_an_outcome_in_the_others_name() -> None:
    story = given(Referral, *SUPPORTED)
    for by, eyes in ((CCAS, "addressee"), (MISSION, "sender")):
        story.refuses(
            life.NotItsEyes,
            lambda it, by=by, eyes=eyes: it.contest_outcome(  # type: ignore[misc]
                by=by, in_the_eyes_of=eyes, sentence="Non."
            ),
        )


def test_a_contested_outcome_stays_told_until_the_referral_is_reopened() -> None:
    contested = fact(
        Referral.OutcomeContested, by=CCAS, in_the_eyes_of="sender", sentence="Non."
    )
    assert given(Referral, *SUPPORTED, contested).so().state is State.COMPLETED


# Reopening


@pytest.mark.parametrize("ended", [SUPPORTED, (sent(), accepted(), ENDED_EARLY)])
@pytest.mark.parametrize("by", [CCAS, MISSION])
def test_ended_support_is_reopened_by_either_party_and_is_the_addressees_turn(
    ended: tuple[Told, ...], by: PartnerId
) -> None:
    again = reopened(by=by)
    given(Referral, *ended).when(lambda it: it.reopen(by=by, reason="person-returned")).then(
        again
    )
    it = given(Referral, *ended, again).so()
    assert (it.state, it.whose_turn, it.deadline) == (State.ACCEPTED, "addressee", None)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ([withdrawn()], State.SENT),
        ([seen(), withdrawn()], State.SEEN),
        ([unanswered(), CLOSED], State.SENT),
        ([seen(), declined(), CLOSED], State.SEEN),
    ],
)
def test_what_was_given_up_waits_again_by_a_new_deadline_seen_only_if_it_was(
    facts: list[Told], state: State
) -> None:
    again = reopened(deadline=DEADLINE)
    given(Referral, sent(), *facts).when(
        lambda it: it.reopen(by=CCAS, reason="person-returned", deadline=DEADLINE)
    ).then(again)
    it = given(Referral, sent(), *facts, again).so()
    assert (it.state, it.whose_turn, it.deadline) == (state, "addressee", DEADLINE)
    assert it.awaits_answer


def test_a_new_deadline_stands_exactly_where_an_answer_is_awaited() -> None:
    given(Referral, sent(), withdrawn()).refuses(
        DeadlineMissing, lambda it: it.reopen(by=CCAS, reason="other")
    )
    given(Referral, *SUPPORTED).refuses(
        DeadlineMissing,
        lambda it: it.reopen(by=CCAS, reason="other", deadline=DEADLINE),
    )


def test_reopened_advice_is_the_senders_again() -> None:
    nameless = fact(Referral.Sent, **NAMELESS)
    again = reopened(whose_turn="sender", addressee=None, sharing_ground=None)
    given(Referral, nameless, CLOSED).when(
        lambda it: it.reopen(by=CCAS, reason="person-returned")
    ).then(again)
    assert given(Referral, nameless, CLOSED, again).so().whose_turn == "sender"


def test_a_referral_is_reopened_for_a_coded_reason() -> None:
    given(Referral, *SUPPORTED).refuses(
        UnknownCode, lambda it: it.reopen(by=CCAS, reason="whim")
    )


# Attendance and holds


@pytest.mark.parametrize("attendance", ["excused", "no-show", "cancelled-by-service"])
def test_a_missed_meeting_says_whose_absence_it_was(attendance: str) -> None:
    meeting = fact(Referral.MeetingScheduled, by=MISSION, meets_at=DEADLINE.due, how="phone")
    story = given(Referral, sent(), accepted(), meeting)
    story.when(lambda it: it.miss_meeting(by=CCAS, attendance=attendance)).then(
        fact(Referral.MeetingMissed, by=CCAS, attendance=attendance)
    )
    story.refuses(UnknownCode, lambda it: it.miss_meeting(by=CCAS, attendance="honoured"))


def test_a_hold_until_a_day_is_watched_by_the_clock() -> None:
    story = given(Referral, sent(), accepted(), started())
    for until, deadline in ((HELD_UNTIL.due, None), (None, HELD_UNTIL)):
        story.refuses(
            life.HoldUnwatched,
            lambda it, until=until, deadline=deadline: it.put_on_hold(  # type: ignore[misc]
                by=MISSION, reason="other", until=until, deadline=deadline
            ),
        )


def test_a_hold_of_before_the_clock_watched_reminds_nobody() -> None:
    state = {"reason": "other", "until": str(date(2026, 12, 18))}
    Referral.PutOnHold.upcast_v1_v2(state)
    assert state["deadline"] is None
