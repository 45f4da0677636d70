"""What a referral lets its two partners do, and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain import referral_life as life
from domain.codes import UnknownCode
from domain.referral import Referral
from domain.referral_life import State
from domain.values import Medium, PartnerId
from tests.domain.people import (
    CAF,
    CASE,
    CCAS,
    COARSE,
    DEADLINE,
    MISSION,
    NADIA,
    NEXT,
    QUESTION,
    REFERRAL,
    SENT,
    accepted,
    accepted_by_phone,
    asked,
    completed,
    declined,
    seen,
    sent,
    started,
    unanswered,
    waitlisted,
)
from tests.story import Told, begun, fact, given

Verb = Callable[[Referral], object]

NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)


# Sending


def test_sending_records_the_request_and_its_coarse_facts() -> None:
    begun(Referral(id=REFERRAL, **SENT)).then(sent())


def test_a_referral_may_follow_another_one() -> None:
    it = Referral(id=NEXT, **SENT | {"follows": REFERRAL})
    begun(it).then(sent(follows=REFERRAL))


def test_a_referral_and_its_text_belong_to_its_case() -> None:
    it = given(Referral, sent()).so()
    assert (it.case_id, it.subject) == (CASE, CASE)


def test_nobody_sends_a_referral_to_oneself() -> None:
    with pytest.raises(life.NotToOneself):
        Referral(id=REFERRAL, **SENT | {"addressee": CCAS})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "gift"),
        ("urgency", "at-once"),
        ("themes", ("logement",)),
        ("informed", "maybe"),
        ("agreement", "perhaps"),
        ("sharing_ground", "clspd"),
    ],
)
def test_a_code_outside_its_list_is_refused_and_its_field_named(
    field: str, value: object
) -> None:
    with pytest.raises(UnknownCode) as refused:
        Referral(id=REFERRAL, **SENT | {field: value})
    assert refused.value.field == field


@pytest.mark.parametrize("field", ["age_band", "sex", "household", "language_need", "channel"])
def test_coarse_facts_are_codes_of_their_lists(field: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        Referral(id=REFERRAL, **SENT | {"coarse": replace(COARSE, **{field: "marie"})})
    assert refused.value.field == field


def test_what_expects_an_answer_has_a_deadline() -> None:
    with pytest.raises(life.DeadlineMissing):
        Referral(id=REFERRAL, **SENT | {"deadline": None})


def test_what_expects_no_answer_has_no_deadline_and_stays_the_senders() -> None:
    with pytest.raises(life.DeadlineMissing):
        Referral(id=REFERRAL, **SENT | {"kind": "advice"})

    it = given(Referral, sent(kind="advice", deadline=None)).so()
    assert it.whose_turn == "sender"


def test_the_sender_closes_advice_without_an_answer() -> None:
    given(Referral, sent(kind="advice", deadline=None)).when(
        lambda it: it.close(by=CCAS, reason="information-given")
    ).then(fact(Referral.Closed, by=CCAS, reason="information-given"))


# The way there


def test_a_notification_is_recorded_with_its_channel() -> None:
    given(Referral, sent()).when(lambda it: it.notify(channel="maillage")).then(
        fact(Referral.Notified, channel="maillage")
    )


def test_a_refused_notification_is_a_fact_too() -> None:
    given(Referral, sent()).when(
        lambda it: it.refuse_notification(channel="mail", reason="no-such-address")
    ).then(fact(Referral.NotificationRefused, channel="mail", reason="no-such-address"))


def test_seeing_is_the_addressees_and_happens_once() -> None:
    given(Referral, sent()).when(lambda it: it.see(by=MISSION)).then(seen())
    given(Referral, sent()).refuses(life.NotAddressee, lambda it: it.see(by=CCAS))
    given(Referral, sent(), seen()).refuses(life.AlreadySeen, lambda it: it.see(by=MISSION))
    assert given(Referral, sent(), seen()).so().state is State.SEEN


def test_seeing_after_the_deadline_does_not_undo_the_silence() -> None:
    assert given(Referral, sent(), unanswered(), seen()).so().state is State.UNANSWERED


def test_only_the_addressee_assigns_a_referral_to_one_of_its_agents() -> None:
    given(Referral, sent()).when(lambda it: it.assign(by=MISSION, agent=NADIA)).then(
        fact(Referral.Assigned, by=MISSION, agent=NADIA)
    )
    given(Referral, sent()).refuses(
        life.NotAddressee, lambda it: it.assign(by=CCAS, agent=NADIA)
    )


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
        life.DeadlineMissing, lambda it: it.provide_information(by=CCAS, answer="Oui.")
    )


def test_once_accepted_a_question_has_no_answer_deadline_to_give_back() -> None:
    given(Referral, sent(), accepted(), asked()).refuses(
        life.DeadlineMissing,
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


# What the sender does with a no, or with silence


@pytest.mark.parametrize("before", [unanswered(), declined(), waitlisted()])
def test_the_sender_redirects_what_was_declined_waitlisted_or_left_unanswered(
    before: Told,
) -> None:
    given(Referral, sent(), before).when(
        lambda it: it.redirect(by=CCAS, to=CAF, new_referral=NEXT)
    ).then(fact(Referral.Redirected, by=CCAS, to=CAF, new_referral=NEXT))


@pytest.mark.parametrize("to", [CCAS, MISSION])
def test_a_referral_is_redirected_elsewhere(to: PartnerId) -> None:
    given(Referral, sent(), declined()).refuses(
        life.NotElsewhere, lambda it: it.redirect(by=CCAS, to=to, new_referral=NEXT)
    )


def test_an_awaited_answer_is_not_overtaken_by_a_redirection_or_a_closure() -> None:
    given(Referral, sent()).refuses(
        life.NotAtThisStage, lambda it: it.redirect(by=CCAS, to=CAF, new_referral=NEXT)
    )
    given(Referral, sent()).refuses(
        life.NotAtThisStage, lambda it: it.close(by=CCAS, reason="other")
    )


@pytest.mark.parametrize("facts", [[], [seen()], [waitlisted()], [unanswered()], [accepted()]])
def test_the_sender_withdraws_a_referral_until_support_starts(facts: list[Told]) -> None:
    given(Referral, sent(), *facts).when(
        lambda it: it.withdraw(by=CCAS, reason="need-gone")
    ).then(fact(Referral.Withdrawn, by=CCAS, reason="need-gone"))
    given(Referral, sent(), accepted(), started()).refuses(
        life.NotAtThisStage, lambda it: it.withdraw(by=CCAS, reason="need-gone")
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda it: it.redirect(by=MISSION, to=CAF, new_referral=NEXT),
        lambda it: it.withdraw(by=MISSION, reason="other"),
        lambda it: it.close(by=MISSION, reason="other"),
        lambda it: it.enter_in_error(by=MISSION, reason="other"),
    ],
)
def test_only_the_sender_redirects_withdraws_closes_or_corrects(act: Verb) -> None:
    given(Referral, sent(), unanswered()).refuses(life.NotSender, act)


@pytest.mark.parametrize("before", [unanswered(), declined()])
def test_the_sender_closes_with_a_code_what_found_no_answer(before: Told) -> None:
    given(Referral, sent(), before).when(
        lambda it: it.close(by=CCAS, reason="no-solution-found")
    ).then(fact(Referral.Closed, by=CCAS, reason="no-solution-found"))


ENDS = [
    [fact(Referral.Withdrawn, by=CCAS, reason="other")],
    [declined(), fact(Referral.Redirected, by=CCAS, to=CAF, new_referral=NEXT)],
    [unanswered(), fact(Referral.Closed, by=CCAS, reason="other")],
    [accepted(), started(), completed()],
    [accepted(), fact(Referral.EndedEarly, by=MISSION, reason="other")],
    [fact(Referral.EnteredInError, by=CCAS, reason="duplicate")],
]


@pytest.mark.parametrize("facts", ENDS)
def test_nothing_moves_once_a_referral_has_ended(facts: list[Told]) -> None:
    story = given(Referral, sent(), *facts)
    for act in (
        lambda it: it.accept(by=MISSION),
        lambda it: it.assign(by=MISSION, agent=NADIA),
        lambda it: it.notify(channel="maillage"),
        lambda it: it.refuse_notification(channel="mail", reason="no-such-address"),
        lambda it: it.see(by=MISSION),
        lambda it: it.request_information(
            by=MISSION, question="?", asked_on=date(2026, 12, 1), deadline=QUESTION
        ),
        lambda it: it.provide_information(by=CCAS, answer="!"),
        lambda it: it.remind(due=date(2026, 11, 25)),
        lambda it: it.start(by=MISSION),
        lambda it: it.withdraw(by=CCAS, reason="other"),
        lambda it: it.leave_unanswered(today=date(2030, 1, 1)),
        lambda it: it.confirm_answer(by=MISSION),
    ):
        story.refuses(life.AlreadyEnded, act)
    assert (story.so().whose_turn, story.so().deadline) == (None, None)


@pytest.mark.parametrize("facts", ENDS[:-1])
def test_even_an_ended_referral_may_have_been_entered_in_error(facts: list[Told]) -> None:
    error = fact(Referral.EnteredInError, by=CCAS, reason="wrong-person")
    given(Referral, sent(), *facts).when(
        lambda it: it.enter_in_error(by=CCAS, reason="wrong-person")
    ).then(error)
    story = given(Referral, sent(), *facts, error)
    story.refuses(life.AlreadyEnded, lambda it: it.enter_in_error(by=CCAS, reason="other"))
    assert story.so().tells_person is None


# The clock


def test_a_reminder_is_made_on_its_day_once() -> None:
    reminded = fact(
        Referral.Reminded,
        due=date(2026, 11, 25),
        whose_turn="addressee",
        rule="referral-answer",
        version=0,
    )
    given(Referral, sent()).when(lambda it: it.remind(due=date(2026, 11, 25))).then(reminded)
    given(Referral, sent(), reminded).refuses(
        life.AlreadyReminded, lambda it: it.remind(due=date(2026, 11, 25))
    )
    given(Referral, sent()).refuses(
        life.AlreadyReminded, lambda it: it.remind(due=date(2026, 11, 26))
    )
    given(Referral, sent(), accepted()).refuses(
        life.AlreadyReminded, lambda it: it.remind(due=date(2026, 11, 25))
    )


def test_silence_is_recorded_after_the_deadline_and_hands_the_turn_to_the_sender() -> None:
    given(Referral, sent(), seen()).when(
        lambda it: it.leave_unanswered(today=date(2026, 12, 2))
    ).then(unanswered())
    given(Referral, sent()).refuses(
        life.NotYetDue, lambda it: it.leave_unanswered(today=date(2026, 12, 1))
    )
    it = given(Referral, sent(), unanswered()).so()
    assert (it.state, it.whose_turn, it.deadline) == (State.UNANSWERED, "sender", None)


def test_the_senders_own_delay_is_never_the_addressees_silence() -> None:
    given(Referral, sent(), asked()).refuses(
        life.NotYetDue, lambda it: it.leave_unanswered(today=date(2030, 1, 1))
    )


def test_who_has_answered_is_not_silent() -> None:
    given(Referral, sent(), accepted()).refuses(
        life.NotAtThisStage, lambda it: it.leave_unanswered(today=date(2030, 1, 1))
    )
