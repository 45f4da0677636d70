"""Sending a referral: what it says, of whom, and what was done about danger before."""

from dataclasses import replace
from typing import Any

import pytest

from domain import codes
from domain import referral_life as life
from domain.codes import UnknownCode
from domain.danger import DangerUnsaid
from domain.deadlines import DeadlineMissing
from domain.referral import NAMING, Referral
from domain.somebody import SaidOfNobody, Unsaid
from tests.domain.people import (
    CASE,
    CCAS,
    COARSE,
    DEADLINE,
    NAMELESS,
    NEXT,
    REFERRAL,
    SENT,
    sent,
)
from tests.story import begun, fact, given


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
    with pytest.raises(DeadlineMissing):
        Referral(id=REFERRAL, **SENT | {"deadline": None})


def test_what_expects_no_answer_has_no_deadline_and_stays_the_senders() -> None:
    with pytest.raises(DeadlineMissing):
        Referral(id=REFERRAL, **SENT | {"kind": "advice"})

    it = given(Referral, sent(kind="advice", deadline=None)).so()
    assert it.whose_turn == "sender"


def test_the_sender_closes_advice_without_an_answer() -> None:
    given(Referral, sent(kind="advice", deadline=None)).when(
        lambda it: it.close(by=CCAS, reason="information-given")
    ).then(fact(Referral.Closed, by=CCAS, reason="information-given"))


@pytest.mark.parametrize("measure", [None, "no-immediate-danger"])
def test_what_was_done_about_danger_is_kept(measure: str | None) -> None:
    begun(Referral(id=REFERRAL, **SENT | {"danger": measure})).then(sent(danger=measure))


def test_what_is_urgent_says_first_what_was_done_about_danger() -> None:
    with pytest.raises(DangerUnsaid) as refused:
        Referral(id=REFERRAL, **SENT | {"urgency": "urgent"})
    assert refused.value.field == "danger"

    said = {"urgency": "urgent", "danger": "emergency-called"}
    begun(Referral(id=REFERRAL, **SENT | said)).then(sent(**said))


def test_before_danger_was_asked_nothing_was_said_of_it() -> None:
    state: dict[str, Any] = {"urgency": "urgent"}
    Referral.Sent.upcast_v1_v2(state)
    assert state == {"urgency": "urgent", "danger": None}


@pytest.mark.parametrize("kind", ["advice", "contact-details"])
def test_advice_and_contact_details_need_no_name(kind: str) -> None:
    begun(Referral(id=REFERRAL, **NAMELESS | {"kind": kind})).then(
        fact(Referral.Sent, **NAMELESS | {"kind": kind})
    )


def test_what_names_nobody_belongs_to_no_case() -> None:
    it = Referral(id=REFERRAL, **NAMELESS)
    assert (it.case_id, it.subject) == (None, REFERRAL)


@pytest.mark.parametrize(
    "field", ["request", "reason", "informed", "agreement", "sharing_ground"]
)
def test_what_names_nobody_says_nothing_of_anybody(field: str) -> None:
    with pytest.raises(SaidOfNobody) as refused:
        Referral(id=REFERRAL, **NAMELESS | {field: SENT[field]})
    assert refused.value.field == field


@pytest.mark.parametrize("kind", codes.KINDS)
@pytest.mark.parametrize("field", NAMING)
def test_what_is_about_somebody_says_who_why_and_by_which_ground(kind: str, field: str) -> None:
    deadline = DEADLINE if codes.expects_answer(kind) else None
    with pytest.raises(Unsaid) as refused:
        Referral(id=REFERRAL, **SENT | {"kind": kind, "deadline": deadline, field: None})
    assert refused.value.field == field


def test_what_waits_for_an_answer_is_about_somebody() -> None:
    with pytest.raises(Unsaid):
        Referral(id=REFERRAL, **NAMELESS | {"kind": "referral", "deadline": DEADLINE})
