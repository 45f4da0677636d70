"""On its way: notified, seen, given up or handed over by its sender; and the clock."""

from collections.abc import Callable
from datetime import date

import pytest

from domain import referral_life as life
from domain.codes import UnknownCode
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.endings import AlreadyEnded
from domain.referral import Referral
from domain.referral_life import State
from domain.values import PartnerId
from tests.domain.people import (
    CAF,
    CCAS,
    MISSION,
    NADIA,
    NEXT,
    QUESTION,
    accepted,
    asked,
    completed,
    declined,
    seen,
    sender_changed,
    sent,
    started,
    unanswered,
    waitlisted,
)
from tests.story import Told, fact, given

Verb = Callable[[Referral], object]


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
        story.refuses(AlreadyEnded, act)
    assert (story.so().whose_turn, story.so().deadline) == (None, None)


@pytest.mark.parametrize("facts", ENDS[:-1])
def test_even_an_ended_referral_may_have_been_entered_in_error(facts: list[Told]) -> None:
    error = fact(Referral.EnteredInError, by=CCAS, reason="wrong-person")
    given(Referral, sent(), *facts).when(
        lambda it: it.enter_in_error(by=CCAS, reason="wrong-person")
    ).then(error)
    story = given(Referral, sent(), *facts, error)
    story.refuses(AlreadyEnded, lambda it: it.enter_in_error(by=CCAS, reason="other"))
    assert story.so().tells_person is None


# Another service on the sender's side


def test_another_service_takes_over_the_senders_side_with_its_ground() -> None:
    given(Referral, sent()).when(
        lambda it: it.change_sender(
            by=CCAS, to=CAF, reason="moved-away", sharing_ground="consent"
        )
    ).then(sender_changed())


def test_after_a_handover_only_the_new_sender_acts_for_it() -> None:
    story = given(Referral, sent(), unanswered(), sender_changed())
    story.refuses(life.NotSender, lambda it: it.withdraw(by=CCAS, reason="other"))
    story.when(lambda it: it.withdraw(by=CAF, reason="other")).then(
        fact(Referral.Withdrawn, by=CAF, reason="other")
    )


def test_a_handover_moves_neither_the_turn_nor_the_deadline() -> None:
    for facts in ([], [asked()], [accepted(), started()]):
        before = given(Referral, sent(), *facts).so()
        after = given(Referral, sent(), *facts, sender_changed()).so()
        kept = ("state", "whose_turn", "deadline", "asked_on", "tells_person")
        assert [getattr(after, name) for name in kept] == [
            getattr(before, name) for name in kept
        ]


@pytest.mark.parametrize("to", [CCAS, MISSION])
def test_the_new_sender_is_neither_of_the_two(to: PartnerId) -> None:
    given(Referral, sent()).refuses(
        life.NotAnotherSender,
        lambda it: it.change_sender(by=CCAS, to=to, reason="other", sharing_ground="consent"),
    )


@pytest.mark.parametrize(("reason", "ground"), [("whim", "consent"), ("other", "clspd")])
def test_a_handover_has_a_coded_reason_and_ground(reason: str, ground: str) -> None:
    given(Referral, sent()).refuses(
        UnknownCode,
        lambda it: it.change_sender(by=CCAS, to=CAF, reason=reason, sharing_ground=ground),
    )


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
        AlreadyReminded, lambda it: it.remind(due=date(2026, 11, 25))
    )
    given(Referral, sent()).refuses(
        AlreadyReminded, lambda it: it.remind(due=date(2026, 11, 26))
    )
    given(Referral, sent(), accepted()).refuses(
        AlreadyReminded, lambda it: it.remind(due=date(2026, 11, 25))
    )


def test_silence_is_recorded_after_the_deadline_and_hands_the_turn_to_the_sender() -> None:
    given(Referral, sent(), seen()).when(
        lambda it: it.leave_unanswered(today=date(2026, 12, 2))
    ).then(unanswered())
    given(Referral, sent()).refuses(
        NotYetDue, lambda it: it.leave_unanswered(today=date(2026, 12, 1))
    )
    it = given(Referral, sent(), unanswered()).so()
    assert (it.state, it.whose_turn, it.deadline) == (State.UNANSWERED, "sender", None)


def test_the_senders_own_delay_is_never_the_addressees_silence() -> None:
    given(Referral, sent(), asked()).refuses(
        NotYetDue, lambda it: it.leave_unanswered(today=date(2030, 1, 1))
    )


def test_who_has_answered_is_not_silent() -> None:
    given(Referral, sent(), accepted()).refuses(
        life.NotAtThisStage, lambda it: it.leave_unanswered(today=date(2030, 1, 1))
    )
