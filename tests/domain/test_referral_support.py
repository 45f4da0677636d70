"""Meetings, the support, and the codes that its verbs admit."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain import referral_life as life
from domain.codes import UnknownCode
from domain.referral import Referral
from tests.domain.people import (
    CAF,
    CCAS,
    MISSION,
    accepted,
    completed,
    declined,
    sent,
    started,
)
from tests.story import Told, fact, given

Verb = Callable[[Referral], object]

NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)


# Meetings


def test_either_party_sets_one_meeting_at_a_time() -> None:
    scheduled = fact(Referral.MeetingScheduled, by=CCAS, meets_at=NOON, how="accompanied")
    given(Referral, sent(), accepted()).when(
        lambda it: it.schedule_meeting(by=CCAS, meets_at=NOON, how="accompanied")
    ).then(scheduled)
    story = given(Referral, sent(), accepted(), scheduled)
    assert story.so().meets_at == NOON
    story.refuses(
        life.MeetingAlreadySet,
        lambda it: it.schedule_meeting(by=MISSION, meets_at=NOON, how="phone"),
    )
    story.refuses(life.NotParty, lambda it: it.attend_meeting(by=CAF))
    given(Referral, sent(), accepted()).refuses(
        life.NotParty,
        lambda it: it.schedule_meeting(by=CAF, meets_at=NOON, how="phone"),
    )


def test_there_is_no_meeting_before_an_answer_or_after_a_refusal() -> None:
    for facts in ([sent()], [sent(), declined()]):
        given(Referral, *facts).refuses(
            life.NotAtThisStage,
            lambda it: it.schedule_meeting(by=MISSION, meets_at=NOON, how="phone"),
        )


@pytest.mark.parametrize(
    ("act", "then"),
    [
        (
            lambda it: it.move_meeting(by=MISSION, meets_at=NOON),
            fact(Referral.MeetingMoved, by=MISSION, meets_at=NOON),
        ),
        (
            lambda it: it.attend_meeting(by=MISSION),
            fact(Referral.MeetingAttended, by=MISSION),
        ),
        (
            lambda it: it.miss_meeting(by=MISSION, attendance="no-show"),
            fact(Referral.MeetingMissed, by=MISSION, attendance="no-show"),
        ),
    ],
)
def test_a_meeting_is_moved_attended_or_missed_only_if_one_is_set(
    act: Verb, then: Told
) -> None:
    scheduled = fact(Referral.MeetingScheduled, by=CCAS, meets_at=NOON, how="phone")
    given(Referral, sent(), accepted(), scheduled).when(act).then(then)
    given(Referral, sent(), accepted()).refuses(life.NoMeeting, act)


def test_a_meeting_that_was_held_leaves_room_for_the_next() -> None:
    scheduled = fact(Referral.MeetingScheduled, by=CCAS, meets_at=NOON, how="phone")
    moved = fact(Referral.MeetingMoved, by=CCAS, meets_at=NOON.replace(hour=15))
    held = fact(Referral.MeetingAttended, by=MISSION)
    before = given(Referral, sent(), accepted(), scheduled, moved)
    assert before.so().meets_at == NOON.replace(hour=15)
    assert given(Referral, sent(), accepted(), scheduled, moved, held).so().meets_at is None


def test_no_meeting_outlives_the_referral() -> None:
    scheduled = fact(Referral.MeetingScheduled, by=CCAS, meets_at=NOON, how="phone")
    ended = fact(Referral.EndedEarly, by=MISSION, reason="moved-away")
    assert given(Referral, sent(), accepted(), scheduled, ended).so().meets_at is None


# The support


def test_support_starts_is_put_on_hold_resumes_and_is_completed() -> None:
    on_hold = fact(Referral.PutOnHold, by=MISSION, reason="person-unavailable")
    resumed = fact(Referral.Resumed, by=MISSION)
    given(Referral, sent(), accepted()).when(lambda it: it.start(by=MISSION)).then(started())
    given(Referral, sent(), accepted(), started()).when(
        lambda it: it.put_on_hold(by=MISSION, reason="person-unavailable")
    ).then(on_hold)
    given(Referral, sent(), accepted(), started(), on_hold).when(
        lambda it: it.resume(by=MISSION)
    ).then(resumed)
    given(Referral, sent(), accepted(), started(), on_hold, resumed).when(
        lambda it: it.complete(by=MISSION, outcome="achieved")
    ).then(completed())


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.start(by=MISSION),
        lambda it: it.put_on_hold(by=MISSION, reason="other"),
        lambda it: it.resume(by=MISSION),
        lambda it: it.complete(by=MISSION, outcome="achieved"),
        lambda it: it.end_early(by=MISSION, reason="other"),
    ],
)
def test_nothing_of_the_support_happens_before_it_is_accepted(act: Verb) -> None:
    given(Referral, sent()).refuses(life.NotAtThisStage, act)


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.start(by=CCAS),
        lambda it: it.put_on_hold(by=CCAS, reason="other"),
        lambda it: it.resume(by=CCAS),
        lambda it: it.complete(by=CCAS, outcome="achieved"),
        lambda it: it.end_early(by=CCAS, reason="other"),
    ],
)
def test_the_support_is_the_addressees(act: Verb) -> None:
    given(Referral, sent(), accepted()).refuses(life.NotAddressee, act)


def test_the_view_of_the_person_is_recorded_once_the_support_is_over() -> None:
    given(Referral, sent(), accepted(), started(), completed()).when(
        lambda it: it.record_person_view(by=CCAS, view="partially")
    ).then(fact(Referral.PersonViewRecorded, by=CCAS, view="partially"))
    given(Referral, sent(), accepted()).refuses(
        life.NotAtThisStage, lambda it: it.record_person_view(by=CCAS, view="partially")
    )
    given(Referral, sent(), accepted()).refuses(
        life.NotParty, lambda it: it.record_person_view(by=CAF, view="partially")
    )


@pytest.mark.parametrize(
    ("facts", "act"),
    [
        ([accepted()], lambda it: it.schedule_meeting(by=CCAS, meets_at=NOON, how="moon")),
        ([accepted()], lambda it: it.end_early(by=MISSION, reason="moon")),
        ([accepted()], lambda it: it.tell_person(by=CCAS, how="moon")),
        ([accepted(), started()], lambda it: it.put_on_hold(by=MISSION, reason="moon")),
        ([accepted(), started()], lambda it: it.complete(by=MISSION, outcome="moon")),
        (
            [accepted(), started(), completed()],
            lambda it: it.record_person_view(by=CCAS, view="moon"),
        ),
        (
            [],
            lambda it: it.decline(
                by=MISSION, reason="moon", sentence="Non.", alternative="none-known"
            ),
        ),
        (
            [],
            lambda it: it.decline(
                by=MISSION, reason="other", sentence="Non.", alternative="moon"
            ),
        ),
        ([], lambda it: it.withdraw(by=CCAS, reason="moon")),
        ([], lambda it: it.enter_in_error(by=CCAS, reason="moon")),
        ([declined()], lambda it: it.close(by=CCAS, reason="moon")),
        (
            [
                accepted(),
                fact(Referral.MeetingScheduled, by=CCAS, meets_at=NOON, how="phone"),
            ],
            lambda it: it.miss_meeting(by=CCAS, attendance="moon"),
        ),
    ],
)
def test_every_coded_verb_refuses_a_code_outside_its_list(facts: list[Told], act: Verb) -> None:
    given(Referral, sent(), *facts).refuses(UnknownCode, act)
