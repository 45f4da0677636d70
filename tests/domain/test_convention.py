"""A convention is amended in sequence, renewed for longer, denounced by a party, once."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.aggregate import Refusal
from domain.convention import (
    Convention,
    ConventionDenounced,
    EffectBeforeNotice,
    NoMeans,
    NotLonger,
    NotSignatory,
    OutOfSequence,
)
from domain.values import Reference
from tests.story import fact, given

COMMUNE = "La commune"
NOTICE, EFFECT = date(2027, 3, 1), date(2027, 9, 1)
signed = fact(
    Convention.Signed,
    parties=("Le Département", COMMUNE),
    deliberations=(),
    term="trois ans",
    priorities=(),
    principles=(),
    means=(),
)
denounced = fact(Convention.Denounced, party=COMMUNE, on=NOTICE, effect=EFFECT)


def amended(number: int = 1, signed_on: date = date(2026, 12, 1)) -> Any:
    means = ("Un poste de coordination",)
    return fact(Convention.Amended, number=number, means=means, signed_on=signed_on)


def amend(**said: Any) -> Any:
    first = {"number": 1, "means": ("Un poste de coordination",)}
    return lambda it: it.amend(**first | {"signed_on": date(2026, 12, 1)} | said)


def denounce(**said: Any) -> Any:
    return lambda it: it.denounce(**{"party": COMMUNE, "on": NOTICE, "effect": EFFECT} | said)


def test_an_amendment_may_say_which_conference_led_to_it() -> None:
    given(Convention, signed).when(amend()).then(amended())
    [after] = given(Convention, signed).when(amend(conference="Conférence 2026")).facts
    assert after.fields["conference"] == "Conférence 2026"


def test_an_amendment_may_take_up_what_a_conference_proposed() -> None:
    proposal = Reference("proposal", UUID(int=7), 1)
    [after] = given(Convention, signed).when(amend(proposal=proposal)).facts
    assert after.fields["proposal"] == proposal


@pytest.mark.parametrize("number", [-1, 0, 1, 3])
def test_amendments_are_numbered_in_sequence(number: int) -> None:
    given(Convention, signed, amended()).refuses(OutOfSequence, amend(number=number))
    given(Convention, signed, amended()).when(amend(number=2)).then(amended(2))


def test_amendments_are_signed_in_their_order() -> None:
    story = given(Convention, signed, amended(1, date(2026, 12, 2)))
    story.refuses(OutOfSequence, amend(number=2, signed_on=date(2026, 12, 1)))


def test_an_amendment_brings_means() -> None:
    given(Convention, signed).refuses(NoMeans, amend(means=()))


def test_a_renewal_goes_beyond_the_last_one() -> None:
    renewed = fact(Convention.Renewed, until=date(2029, 12, 31))
    given(Convention, signed).when(lambda it: it.renew(until=date(2029, 12, 31))).then(renewed)
    given(Convention, signed, renewed).refuses(
        NotLonger, lambda it: it.renew(until=date(2029, 12, 31))
    )
    longer = fact(Convention.Renewed, until=date(2030, 1, 1))
    given(Convention, signed, renewed).when(lambda it: it.renew(until=date(2030, 1, 1))).then(
        longer
    )


def test_a_party_denounces_with_an_effect_that_does_not_precede_its_notice() -> None:
    given(Convention, signed).when(denounce()).then(denounced)
    assert len(given(Convention, signed).when(denounce(effect=NOTICE)).facts) == 1
    given(Convention, signed).refuses(EffectBeforeNotice, denounce(effect=date(2027, 2, 28)))
    given(Convention, signed).refuses(NotSignatory, denounce(party="La préfecture"))


AFTER: tuple[tuple[type[Refusal], Any], ...] = (
    (ConventionDenounced, denounce()),
    (ConventionDenounced, lambda it: it.renew(until=date(2040, 1, 1))),
    (ConventionDenounced, amend(signed_on=EFFECT)),
)


@pytest.mark.parametrize(("refusal", "act"), AFTER)
def test_nothing_outlives_a_denunciation(refusal: type[Refusal], act: Any) -> None:
    given(Convention, signed, denounced).refuses(refusal, act)


def test_a_denounced_convention_is_amended_until_its_effect() -> None:
    eve = date(2027, 8, 31)
    given(Convention, signed, denounced).when(amend(signed_on=eve)).then(amended(1, eve))
