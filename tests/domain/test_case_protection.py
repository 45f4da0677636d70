"""Danger first: what goes to protection goes at any time, and says nothing of its content."""

from typing import Any

import pytest

from domain import case_life as life
from domain.aggregate import AlreadyErased
from domain.case import Case
from domain.codes import UnknownCode
from tests.domain.cases import CLOSED, COORDINATED, OPENED, PMI, SHARED, doing
from tests.domain.people import CAF, CCAS, MISSION
from tests.story import fact, given

ERROR = fact(Case.EnteredInError, by=CCAS, reason="duplicate")


@pytest.mark.parametrize("history", [SHARED, (*SHARED, CLOSED), (*SHARED, ERROR)])
def test_danger_is_transmitted_at_any_time_by_any_partner_of_the_case(history: Any) -> None:
    given(Case, *history).when(
        lambda it: it.transmit_to_protection(
            by=MISSION,
            route="crip",
            medium="mail",
            family_informed="interest-of-the-child",
            receipt="AR-12",
        )
    ).then(
        fact(
            Case.TransmittedToProtection,
            by=MISSION,
            route="crip",
            medium="mail",
            family_informed="interest-of-the-child",
            receipt="AR-12",
        )
    )


def test_a_transmission_is_coded_and_no_outsiders() -> None:
    said: dict[str, Any] = {"route": "crip", "medium": "mail", "family_informed": "informed"}
    for wrong in ({"route": "maire"}, {"medium": "smoke"}, {"family_informed": "no"}):
        given(Case, *SHARED).refuses(
            UnknownCode,
            doing(Case.transmit_to_protection, by=CAF, **said | wrong),
        )
    given(Case, *SHARED).refuses(
        life.NotInvolved, lambda it: it.transmit_to_protection(by=PMI, **said)
    )
    gone = fact(Case.Erased, reason="right-to-erasure")
    given(Case, *SHARED, gone).refuses(
        AlreadyErased, lambda it: it.transmit_to_protection(by=CAF, **said)
    )


TOLD: dict[str, Any] = {
    "authorities": ("maire",),
    "categories": ("housing",),
    "why": "Une expulsion est fixée au 3.",
}


def test_an_authority_is_told_by_the_coordinator_or_by_who_intervenes_alone() -> None:
    given(Case, OPENED).when(lambda it: it.inform_authority(by=CCAS, **TOLD)).then(
        fact(Case.AuthorityInformed, by=CCAS, **TOLD)
    )
    given(Case, *COORDINATED).when(lambda it: it.inform_authority(by=MISSION, **TOLD)).then(
        fact(Case.AuthorityInformed, by=MISSION, **TOLD)
    )
    for history in (SHARED, COORDINATED):
        given(Case, *history).refuses(
            life.NotCoordinator, lambda it: it.inform_authority(by=CCAS, **TOLD)
        )


def test_an_authority_is_named_and_so_is_what_it_was_told() -> None:
    for wrong, refusal in (
        ({"authorities": ()}, life.NoAuthority),
        ({"categories": ()}, life.NothingTold),
        ({"authorities": ("prefet",)}, UnknownCode),
        ({"categories": ("rumours",)}, UnknownCode),
    ):
        given(Case, OPENED).refuses(
            refusal, doing(Case.inform_authority, by=CCAS, **TOLD | wrong)
        )


def test_what_goes_to_protection_is_sealed_under_a_key_of_its_own() -> None:
    for kind in (Case.AuthorityInformed, Case.TransmittedToProtection):
        assert kind.sensitivity == "protection"
