"""What follows from a fact: events in, commands out."""

from datetime import date
from typing import Any

import pytest

from domain.case import Case
from domain.commitment import Commitment
from domain.commitment_terms import Terms, commitment_id
from domain.conference import Conference
from domain.convention import Convention
from domain.person import Person
from domain.processes import Command, react
from domain.referral import Referral
from domain.values import Reference
from tests.domain.people import (
    AMINA,
    CAF,
    CASE,
    MISSION,
    accepted,
    accepted_by_phone,
    declined,
    sender_changed,
    sent,
)
from tests.story import STREAM, Told, as_event, fact


def after(told: Told) -> tuple[Command, ...]:
    return react(as_event(told, STREAM, 1 if told.kind == "Referral.Sent" else 2))


def test_what_is_sent_is_notified() -> None:
    assert after(sent()) == (
        Command(Referral, Referral.notify, STREAM, {"channel": "maillage"}),
    )


def test_advice_notifies_nobody() -> None:
    assert after(sent(kind="advice", deadline=None)) == ()


@pytest.mark.parametrize("answer", [accepted(), accepted_by_phone()])
def test_who_accepts_joins_the_case_and_knows_the_person_on_the_ground_of_the_referral(
    answer: Any,
) -> None:
    said = {"partner": MISSION, "sharing_ground": "consent"}
    assert after(answer) == (
        Command(Case, Case.involve_partner, CASE, said),
        Command(Person, Person.make_known_to, AMINA, said),
    )


def test_who_accepts_for_nobody_named_knows_nobody_more() -> None:
    [joins] = after(accepted(person=None))
    assert joins.kind is Case


def test_who_takes_over_the_senders_side_joins_the_case_on_the_ground_of_the_handover() -> None:
    said = {"partner": CAF, "sharing_ground": "csp-l1110-4"}
    assert after(sender_changed(sharing_ground="csp-l1110-4")) == (
        Command(Case, Case.involve_partner, CASE, said),
        Command(Person, Person.make_known_to, AMINA, said),
    )


def test_nothing_follows_from_a_refusal() -> None:
    assert after(declined()) == ()


def test_each_mean_of_an_amendment_is_asked_of_whoever_takes_it_up_for_the_territory() -> None:
    means = ("Un poste de coordination", "Une salle")
    amended = fact(Convention.Amended, number=2, means=means, signed_on=date(2027, 1, 4))
    serves = Reference("amendment", STREAM, 2)
    assert after(amended) == tuple(
        Command(
            Commitment,
            Commitment,
            commitment_id(serves, n),
            {
                "debtor": None,
                "beneficiary": None,
                "serves": serves,
                "terms": Terms("additional-means", mean),
            },
        )
        for n, mean in enumerate(means, start=1)
    )


@pytest.mark.parametrize("addressed_to", [None, CAF])
def test_what_a_conference_recommends_is_asked_of_whom_it_is_addressed_to(
    addressed_to: Any,
) -> None:
    adopted = fact(
        Conference.RecommendationAdopted, number=3, text="Ouvrir le samedi.", findings=(1,),
        addressed_to=addressed_to, wished_for=date(2027, 6, 30),
    )  # fmt: skip
    serves = Reference("recommendation", STREAM, 3)
    said = {
        "debtor": addressed_to, "beneficiary": None, "serves": serves,
        "terms": Terms("action", "Ouvrir le samedi."), "wished_for": date(2027, 6, 30),
    }  # fmt: skip
    assert after(adopted) == (Command(Commitment, Commitment, commitment_id(serves), said),)


def test_a_proposed_amendment_stays_a_proposal() -> None:
    means = ("Un poste de coordination",)
    assert (
        after(fact(Conference.AmendmentProposed, number=1, means=means, recommendations=()))
        == ()
    )
