"""Questions and answers, by the addressee or by phone, and telling the person."""

from datetime import date
from typing import Any

import pytest

from domain import referral_life as life
from domain.deadlines import DeadlineMissing
from domain.referral import Referral
from domain.referral_life import State
from domain.values import Medium, PartnerId
from tests.domain.people import (
    CAF,
    CCAS,
    DEADLINE,
    MISSION,
    NEXT,
    QUESTION,
    accepted,
    accepted_by_phone,
    asked,
    declined,
    seen,
    sent,
    started,
    unanswered,
    waitlisted,
)
from tests.story import Told, fact, given

# Questions


def test_a_question_stops_the_addressees_clock_and_starts_the_senders() -> None:
    given(Referral, sent()).when(
        lambda it: it.request_information(
            by=MISSION,
            question="Le bail est-il à son nom ?",
            asked_on=date(2026, 11, 24),
            deadline=QUESTION,
        )
    ).then(asked())

    it = given(Referral, sent(), asked()).so()
    assert (it.whose_turn, it.deadline, it.stopped) == ("sender", QUESTION, DEADLINE)


def test_the_answer_to_a_question_gives_the_turn_back_with_a_new_deadline() -> None:
    given(Referral, sent(), asked()).when(
        lambda it: it.provide_information(by=CCAS, answer="Oui.", deadline=QUESTION)
    ).then(
        fact(
            Referral.InformationProvided,
            by=CCAS,
            answer="Oui.",
            whose_turn="addressee",
            deadline=QUESTION,
        )
    )


def test_after_the_answer_the_question_is_over() -> None:
    provided = fact(
        Referral.InformationProvided,
        by=CCAS,
        answer="Oui.",
        whose_turn="addressee",
        deadline=QUESTION,
    )
    story = given(Referral, sent(), asked(), provided)
    story.refuses(life.NothingAsked, lambda it: it.provide_information(by=CCAS, answer="Oui."))
    assert (story.so().whose_turn, story.so().deadline) == ("addressee", QUESTION)


def test_while_an_answer_is_awaited_the_returned_turn_needs_its_deadline() -> None:
    given(Referral, sent(), asked()).refuses(
        DeadlineMissing, lambda it: it.provide_information(by=CCAS, answer="Oui.")
    )


def test_once_accepted_a_question_has_no_answer_deadline_to_give_back() -> None:
    given(Referral, sent(), accepted(), asked()).refuses(
        DeadlineMissing,
        lambda it: it.provide_information(by=CCAS, answer="Oui.", deadline=DEADLINE),
    )


def test_one_question_at_a_time_asked_by_the_addressee_and_answered_by_the_sender() -> None:
    ask: dict[str, Any] = {
        "question": "Et ?",
        "asked_on": date(2026, 11, 24),
        "deadline": QUESTION,
    }
    given(Referral, sent(), asked()).refuses(
        life.AlreadyAsked, lambda it: it.request_information(by=MISSION, **ask)
    )
    given(Referral, sent()).refuses(
        life.NotAddressee, lambda it: it.request_information(by=CCAS, **ask)
    )
    given(Referral, sent(), asked()).refuses(
        life.NotSender, lambda it: it.provide_information(by=MISSION, answer="Oui.")
    )


def test_a_question_breaks_the_silence() -> None:
    it = given(Referral, sent(), unanswered(), asked()).so()
    assert (it.state, it.awaits_answer) == (State.SEEN, True)


# The answer


def test_the_addressee_accepts() -> None:
    given(Referral, sent(), seen()).when(lambda it: it.accept(by=MISSION)).then(accepted())


def test_the_addressee_puts_on_a_waiting_list() -> None:
    given(Referral, sent()).when(
        lambda it: it.waitlist(by=MISSION, expected=date(2027, 1, 4))
    ).then(
        fact(Referral.Waitlisted, by=MISSION, tells_person="sender", expected=date(2027, 1, 4))
    )


def test_a_refusal_has_a_code_a_sentence_and_an_alternative() -> None:
    given(Referral, sent()).when(
        lambda it: it.decline(
            by=MISSION,
            reason="session-full",
            sentence="Plus de place avant mars.",
            alternative="none-known",
        )
    ).then(declined())


@pytest.mark.parametrize(("alternative", "partner"), [("other-partner", None), ("later", CAF)])
def test_another_partner_is_named_if_and_only_if_it_is_the_alternative(
    alternative: str, partner: PartnerId | None
) -> None:
    given(Referral, sent()).refuses(
        life.AlternativeMissing,
        lambda it: it.decline(
            by=MISSION,
            reason="out-of-area",
            sentence="Hors secteur.",
            alternative=alternative,
            alternative_partner=partner,
        ),
    )


@pytest.mark.parametrize("by", [CCAS, CAF])
def test_only_the_addressee_answers_a_referral(by: PartnerId) -> None:
    story = given(Referral, sent())
    story.refuses(life.NotAddressee, lambda it: it.accept(by=by))
    story.refuses(life.NotAddressee, lambda it: it.waitlist(by=by))
    story.refuses(
        life.NotAddressee,
        lambda it: it.decline(by=by, reason="other", sentence="Non.", alternative="none-known"),
    )


@pytest.mark.parametrize("answer", [accepted(), declined(), started()])
def test_a_referral_is_answered_once(answer: Told) -> None:
    facts = [sent(), accepted(), answer] if answer == started() else [sent(), answer]
    given(Referral, *facts).refuses(life.AlreadyAnswered, lambda it: it.accept(by=MISSION))


def test_a_place_may_free_itself_for_someone_on_the_waiting_list() -> None:
    given(Referral, sent(), waitlisted()).when(lambda it: it.accept(by=MISSION)).then(
        accepted()
    )


def test_an_answer_that_comes_late_is_still_an_answer() -> None:
    given(Referral, sent(), unanswered()).when(lambda it: it.accept(by=MISSION)).then(
        accepted()
    )
    it = given(Referral, sent(), unanswered(), accepted()).so()
    assert (it.state, it.whose_turn) == (State.ACCEPTED, "addressee")


def test_a_refusal_hands_the_turn_to_the_sender() -> None:
    it = given(Referral, sent(), declined()).so()
    assert (it.state, it.whose_turn, it.deadline) == (State.DECLINED, "sender", None)


# Answers by phone


def test_the_sender_records_what_the_addressee_said_by_phone() -> None:
    given(Referral, sent()).when(
        lambda it: it.accept(by=CCAS, told_by=MISSION, medium="phone")
    ).then(accepted_by_phone())


@pytest.mark.parametrize(
    ("told_by", "medium"), [(CAF, "phone"), (CCAS, "phone"), (MISSION, None), (None, "phone")]
)
def test_a_reported_answer_says_that_the_addressee_gave_it_and_how(
    told_by: PartnerId | None, medium: Medium | None
) -> None:
    given(Referral, sent()).refuses(
        life.NotItsWord, lambda it: it.accept(by=CCAS, told_by=told_by, medium=medium)
    )


@pytest.mark.parametrize("by", [CAF, MISSION])
def test_only_the_sender_reports_an_answer(by: PartnerId) -> None:
    given(Referral, sent()).refuses(
        life.NotSender, lambda it: it.accept(by=by, told_by=MISSION, medium="phone")
    )


def test_the_addressee_confirms_a_reported_answer_once() -> None:
    story = given(Referral, sent(), accepted_by_phone())
    story.when(lambda it: it.confirm_answer(by=MISSION)).then(
        fact(Referral.AnswerConfirmed, by=MISSION)
    )
    story.refuses(life.NotAddressee, lambda it: it.confirm_answer(by=CCAS))
    given(
        Referral, sent(), accepted_by_phone(), fact(Referral.AnswerConfirmed, by=MISSION)
    ).refuses(life.NothingReported, lambda it: it.confirm_answer(by=MISSION))


def test_a_contested_answer_puts_the_referral_back_to_awaiting_it() -> None:
    contested = fact(
        Referral.AnswerContested, by=MISSION, whose_turn="addressee", deadline=QUESTION
    )
    given(Referral, sent(), accepted_by_phone()).when(
        lambda it: it.contest_answer(by=MISSION, deadline=QUESTION)
    ).then(contested)

    it = given(Referral, sent(), accepted_by_phone(), contested).so()
    assert (it.awaits_answer, it.whose_turn, it.deadline) == (True, "addressee", QUESTION)
    assert it.tells_person is None


def test_an_answer_given_here_is_neither_confirmed_nor_contested() -> None:
    given(Referral, sent(), accepted()).refuses(
        life.NothingReported, lambda it: it.contest_answer(by=MISSION, deadline=DEADLINE)
    )


def test_who_starts_what_was_reported_has_confirmed_it() -> None:
    given(Referral, sent(), accepted_by_phone(), started()).refuses(
        life.NothingReported, lambda it: it.contest_answer(by=MISSION, deadline=DEADLINE)
    )


# Telling the person


@pytest.mark.parametrize("answer", [accepted(), waitlisted(), declined()])
def test_every_answer_leaves_somebody_to_tell_the_person(answer: Told) -> None:
    assert given(Referral, sent(), answer).so().tells_person == "sender"


def test_the_addressee_may_take_on_telling_the_person() -> None:
    assert given(Referral, sent(), accepted(tells_person="addressee")).so().tells_person == (
        "addressee"
    )


def test_telling_the_person_is_done_once_by_either_party() -> None:
    told = fact(Referral.PersonToldOfAnswer, by=MISSION, how="phone")
    given(Referral, sent(), accepted()).when(
        lambda it: it.tell_person(by=MISSION, how="phone")
    ).then(told)
    given(Referral, sent(), accepted()).refuses(
        life.NotParty, lambda it: it.tell_person(by=CAF, how="phone")
    )
    given(Referral, sent(), accepted(), told).refuses(
        life.NobodyToTell, lambda it: it.tell_person(by=CCAS, how="phone")
    )
    given(Referral, sent()).refuses(
        life.NobodyToTell, lambda it: it.tell_person(by=CCAS, how="phone")
    )


def test_the_person_is_still_to_be_told_after_the_referral_was_redirected() -> None:
    redirected = fact(Referral.Redirected, by=CCAS, to=CAF, new_referral=NEXT)
    story = given(Referral, sent(), declined(), redirected)
    assert story.so().tells_person == "sender"
