"""A territory's own rules, and the convention that binds it."""

from dataclasses import replace

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.aggregate import Refusal
from domain.geography import (
    Geography,
    NoQuartier,
    OtherGeography,
    Quartier,
    QuartierTwice,
    UnknownQuartier,
)
from domain.rules import DEFAULTS, REFERRAL_ANSWER, DelayOutOfRange, UnknownRule
from domain.territory import GeographyAlreadyAdopted, Territory, territory_stream
from tests.domain.people import COARSE
from tests.story import fact, given

VALUES = dict(DEFAULTS[REFERRAL_ANSWER].values)
created = fact(Territory.Created, name="Clichy-sous-Bois", fictitious=True, origin="demo")


def test_a_territory_has_one_stream_for_each_insee_code() -> None:
    assert territory_stream("93014") == territory_stream("93014")
    assert territory_stream("93014") != territory_stream("93015")


def test_the_default_rules_stand_until_a_territory_adopts_its_own() -> None:
    assert given(Territory, created).so().rules == DEFAULTS
    assert {name: VALUES[name] for name in ("urgent", "soon", "ordinary")} == {
        "urgent": 2,
        "soon": 5,
        "ordinary": 15,
    }


def test_adopting_a_rule_numbers_its_version() -> None:
    stricter = VALUES | {"ordinary": 10}
    first = fact(Territory.RuleAdopted, rule=REFERRAL_ANSWER, version=1, values=stricter)
    given(Territory, created).when(
        lambda it: it.adopt_rule(rule=REFERRAL_ANSWER, values=stricter)
    ).then(first)
    given(Territory, created, first).when(
        lambda it: it.adopt_rule(rule=REFERRAL_ANSWER, values=VALUES)
    ).then(fact(Territory.RuleAdopted, rule=REFERRAL_ANSWER, version=2, values=VALUES))
    in_force = given(Territory, created, first).so().rules[REFERRAL_ANSWER]
    assert (in_force.version, in_force.values["ordinary"]) == (1, 10)


def test_adopting_a_rule_leaves_the_defaults_of_others_alone() -> None:
    adopted = fact(
        Territory.RuleAdopted, rule=REFERRAL_ANSWER, version=1, values=VALUES | {"soon": 3}
    )
    given(Territory, created, adopted).so()
    assert DEFAULTS[REFERRAL_ANSWER].values["soon"] == 5


@pytest.mark.parametrize(
    ("rule", "values"),
    [("tea-time", VALUES), (REFERRAL_ANSWER, {}), (REFERRAL_ANSWER, VALUES | {"extra": 1})],
)
def test_a_rule_has_its_own_settings_and_no_others(rule: str, values: dict[str, int]) -> None:
    given(Territory, created).refuses(
        UnknownRule, lambda it: it.adopt_rule(rule=rule, values=values)
    )


@forall(st.sampled_from(sorted(VALUES)), st.integers().filter(lambda n: not 1 <= n <= 250))
def test_a_delay_is_between_one_day_and_a_year(name: str, days: int) -> None:
    given(Territory, created).refuses(
        DelayOutOfRange,
        lambda it: it.adopt_rule(rule=REFERRAL_ANSWER, values=VALUES | {name: days}),
    )


def test_silence_is_only_recorded_after_the_last_reminder() -> None:
    given(Territory, created).refuses(
        DelayOutOfRange,
        lambda it: it.adopt_rule(
            rule=REFERRAL_ANSWER, values=VALUES | {"reminder-after": 3, "unanswered-after": 3}
        ),
    )


HAUT, BAS = Quartier("haut-clichy", "Haut-Clichy"), Quartier("bas-clichy", "Bas-Clichy")
adopted = fact(Territory.GeographyAdopted, version="2026", quartiers=(HAUT, BAS))


def test_a_geography_is_adopted_once_in_each_version() -> None:
    given(Territory, created).when(
        lambda it: it.adopt_geography(version="2026", quartiers=(HAUT, BAS))
    ).then(adopted)
    newer = fact(Territory.GeographyAdopted, version="2027", quartiers=(HAUT,))
    for facts in ((created, adopted), (created, adopted, newer)):
        given(Territory, *facts).refuses(
            GeographyAlreadyAdopted,
            lambda it: it.adopt_geography(version="2026", quartiers=(BAS,)),
        )
    assert given(Territory, created, adopted, newer).so().geography == Geography(
        "2027", (HAUT,)
    )


@pytest.mark.parametrize(
    ("quartiers", "refusal"),
    [
        ((), NoQuartier),
        ((HAUT, HAUT), QuartierTwice),
        ((HAUT, replace(BAS, code=HAUT.code)), QuartierTwice),
        ((HAUT, replace(BAS, name=HAUT.name)), QuartierTwice),
        ((HAUT, Quartier("not-recorded", "Non renseigné")), QuartierTwice),
    ],
)
def test_quartiers_are_told_apart_by_code_and_by_name(
    quartiers: tuple[Quartier, ...], refusal: type[Refusal]
) -> None:
    given(Territory, created).refuses(
        refusal, lambda it: it.adopt_geography(version="2026", quartiers=quartiers)
    )


@pytest.mark.parametrize(
    ("quartier", "version", "refusal"),
    [
        ("centre", "2026", UnknownQuartier),
        ("haut-clichy", "2025", OtherGeography),
        ("haut-clichy", "not-recorded", OtherGeography),
        ("not-recorded", "2025", OtherGeography),
    ],
)
def test_a_coarse_fact_is_placed_in_the_geography_in_force(
    quartier: str, version: str, refusal: type[Refusal]
) -> None:
    coarse = replace(COARSE, quartier=quartier, geography_version=version)
    with pytest.raises(refusal):
        Geography("2026", (HAUT, BAS)).ensure_places(coarse)


@pytest.mark.parametrize(
    ("quartier", "version"),
    [
        ("haut-clichy", "2026"),
        ("bas-clichy", "2026"),
        ("not-recorded", "2026"),
        ("not-recorded", "not-recorded"),
    ],
)
def test_a_quartier_may_be_left_unrecorded(quartier: str, version: str) -> None:
    coarse = replace(COARSE, quartier=quartier, geography_version=version)
    Geography("2026", (HAUT, BAS)).ensure_places(coarse)
