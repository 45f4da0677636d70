"""What holds for every history of a referral, however its verbs were tried."""

from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from eventsourcing import domain as library
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.aggregate import Aggregate, Refusal
from domain.referral import Referral
from domain.referral_life import OPEN, State
from domain.values import PartnerId
from tests.domain.people import (
    CAF,
    CCAS,
    DEADLINE,
    MISSION,
    NADIA,
    NAMELESS,
    QUESTION,
    REFERRAL,
    SENT,
)
from tests.domain.tries import ASKED_ON, LATE, NOON, TRIES, Try
from tests.story import as_told, replayed

VERBS: tuple[Try, ...] = (
    *TRIES.values(),
    lambda it, by: it.provide_information(by=by, answer="Hier.", deadline=DEADLINE),
    lambda it, by: it.provide_information(by=by, answer="Hier."),
    lambda it, by: it.reopen(by=by, reason="other", deadline=DEADLINE),
)
"""With the right deadline for each state, and with one too many or too few."""

S = State
ANSWERS = {S.ACCEPTED, S.WAITLISTED, S.DECLINED}
LEADS_TO: dict[State, set[State]] = {
    S.SENT: {S.SEEN, S.UNANSWERED, S.WITHDRAWN} | ANSWERS,
    S.SEEN: {S.UNANSWERED, S.WITHDRAWN} | ANSWERS,
    S.UNANSWERED: {S.SEEN, S.REDIRECTED, S.WITHDRAWN, S.CLOSED} | ANSWERS,
    S.WAITLISTED: {S.SEEN, S.REDIRECTED, S.WITHDRAWN, S.ENDED_EARLY} | ANSWERS,
    S.ACCEPTED: {S.SEEN, S.STARTED, S.ENDED_EARLY, S.WITHDRAWN},
    S.DECLINED: {S.SEEN, S.REDIRECTED, S.CLOSED},
    S.STARTED: {S.ON_HOLD, S.COMPLETED, S.ENDED_EARLY},
    S.ON_HOLD: {S.STARTED, S.COMPLETED, S.ENDED_EARLY},
    S.COMPLETED: {S.ACCEPTED},
    S.ENDED_EARLY: {S.ACCEPTED},
    S.WITHDRAWN: {S.SENT, S.SEEN},
    S.CLOSED: {S.SENT, S.SEEN},
}
"""The life of a referral as it is drawn for its users: the code is held against it."""

tries = st.lists(
    st.tuples(st.sampled_from(VERBS), st.sampled_from([CCAS, MISSION, CAF])), max_size=40
)
kinds = st.sampled_from([{}, {"kind": "advice", "deadline": None}, NAMELESS])


def history(kind: dict[str, Any], tried: list[tuple[Try, PartnerId]]) -> list[Referral]:
    """Replays of every prefix of what these tries recorded."""
    it = Referral(id=REFERRAL, **SENT | kind)
    for verb, by in tried:
        try:
            verb(it, by)
        except Refusal:
            continue
    told = [as_told(event) for event in it.pending_events]
    moments = [replayed(Referral, *told[:n], stream=REFERRAL) for n in range(1, len(told) + 1)]
    assert vars(moments[-1]) | {"_pending_events": 0} == vars(it) | {"_pending_events": 0}
    return moments


@forall(kinds, tries)
def test_replaying_a_history_gives_the_state_that_its_verbs_left(
    kind: dict[str, Any], tried: list[tuple[Try, PartnerId]]
) -> None:
    history(kind, tried)


@forall(kinds, tries)
def test_no_verb_leads_where_the_life_of_a_referral_does_not(
    kind: dict[str, Any], tried: list[tuple[Try, PartnerId]]
) -> None:
    moments = history(kind, tried)
    for before, after in pairwise(moments):
        closes_advice = after.state is S.CLOSED and not before.expects_answer
        assert (
            after.state in LEADS_TO.get(before.state, set()) | {before.state, S.IN_ERROR}
            or closes_advice
        )


@forall(kinds, tries)
def test_an_open_referral_is_exactly_one_partys_turn_and_an_ended_one_nobodys(
    kind: dict[str, Any], tried: list[tuple[Try, PartnerId]]
) -> None:
    for it in history(kind, tried):
        if it.state in OPEN:
            assert it.whose_turn in ("sender", "addressee")
        else:
            assert (it.whose_turn, it.deadline) == (None, None)


@forall(kinds, tries)
def test_an_awaited_answer_always_has_a_deadline_so_that_no_silence_goes_unnoticed(
    kind: dict[str, Any], tried: list[tuple[Try, PartnerId]]
) -> None:
    for it in history(kind, tried):
        if it.awaits_answer:
            assert it.deadline is not None


@forall(kinds, tries)
def test_only_the_sender_and_the_addressee_leave_facts(
    kind: dict[str, Any], tried: list[tuple[Try, PartnerId]]
) -> None:
    outsiders = [(verb, CAF) for verb, _ in tried]
    last = history(kind, outsiders)[-1]
    assert last.state in {S.SENT, S.UNANSWERED}
    assert last.version <= len(outsiders) + 1


@pytest.fixture
def no_clock_no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> UUID:
        raise AssertionError("the domain asked for the time or for a random number")

    monkeypatch.setattr(library, "datetime_now_with_tzinfo", forbidden)
    monkeypatch.setattr(library, "uuid4", forbidden)


def test_an_aggregate_is_the_stream_that_it_is_told_to_be() -> None:
    assert Aggregate.create_id(REFERRAL) == REFERRAL
    assert Referral(id=REFERRAL, **SENT).id == REFERRAL


@pytest.mark.usefixtures("no_clock_no_chance")
def test_a_whole_life_asks_neither_the_time_nor_chance() -> None:
    it = Referral(id=REFERRAL, **SENT)
    it.notify(channel="maillage")
    it.see(by=MISSION)
    it.assign(by=MISSION, agent=NADIA)
    it.remind(due=DEADLINE.reminders[0])
    it.request_information(by=MISSION, question="?", asked_on=ASKED_ON, deadline=QUESTION)
    it.provide_information(by=CCAS, answer="!", deadline=DEADLINE)
    it.leave_unanswered(today=LATE)
    it.accept(by=CCAS, told_by=MISSION, medium="phone")
    it.confirm_answer(by=MISSION)
    it.tell_person(by=CCAS, how="phone")
    it.schedule_meeting(by=MISSION, meets_at=NOON, how="on-site")
    it.move_meeting(by=CCAS, meets_at=NOON)
    it.attend_meeting(by=MISSION)
    it.start(by=MISSION)
    it.put_on_hold(by=MISSION, reason="other")
    it.resume(by=MISSION)
    it.complete(by=MISSION, outcome="achieved")
    it.record_person_view(by=CCAS, view="achieved")
    it.contest_outcome(by=CCAS, in_the_eyes_of="person", sentence="Rien n’a changé.")
    it.reopen(by=CCAS, reason="outcome-contested")
    it.change_sender(by=CCAS, to=CAF, reason="other", sharing_ground="consent")
    assert it.version == len(it.pending_events) == 22
    again = replayed(Referral, *(as_told(e) for e in it.pending_events), stream=REFERRAL)
    assert (again.state, again.sender) == (State.ACCEPTED, CAF)
