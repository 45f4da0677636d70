"""Observations: figures and words on needs, never small enough to tell who somebody is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain import codes
from domain.aggregate import Refusal
from domain.geography import (
    Geography,
    OtherGeography,
    PlaceIncomplete,
    Quartier,
    UnknownQuartier,
)
from domain.nameless import NamesSomebody
from domain.observation import (
    AlreadySaid,
    Observation,
    ObservationWithdrawn,
    OnlyForTheCommune,
    PeriodNotOver,
    ensure_over,
    observation_id,
)
from domain.observed import (
    FigureMissing,
    OtherThreshold,
    SmallCell,
    WordsMissing,
    threshold,
)
from domain.periods import PeriodReversed
from domain.values import ObservationId
from tests.domain.needs import FIGURE, WORDS, recorded
from tests.story import STREAM, begun, fact, given

ID = ObservationId(STREAM)
withdrawn = fact(Observation.Withdrawn, reason="wrong")


def begins(**said: Any) -> Observation:
    return Observation(id=ID, **FIGURE | said)


def correct(**said: Any) -> Any:
    return lambda it: it.correct(reason="restated", **said)


def test_a_figure_says_its_indicator_unit_place_period_and_source() -> None:
    begun(begins()).then(recorded())


def test_words_stand_beside_figures() -> None:
    begun(Observation(id=ID, **WORDS)).then(fact(Observation.Recorded, **WORDS))


def test_an_observation_may_be_of_the_whole_commune() -> None:
    assert begins(quartier=None, geography_version=None)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"value": None}, FigureMissing),
        ({"unit": None}, FigureMissing),
        ({"text": "et des mots"}, FigureMissing),
        ({"fewer_than": 5}, FigureMissing),
        ({"kind": "qualitative"}, WordsMissing),
        (WORDS | {"text": None}, WordsMissing),
        (WORDS | {"value": Decimal(3)}, WordsMissing),
        (WORDS | {"unit": "people"}, WordsMissing),
        (WORDS | {"text": "Écrire à zoe@exemple.fr"}, NamesSomebody),
        ({"source": "Mme Traoré, 06 12 34 56 78"}, NamesSomebody),
        ({"last": date(2026, 6, 30)}, PeriodReversed),
        ({"quartier": None}, PlaceIncomplete),
        ({"geography_version": None}, PlaceIncomplete),
        ({"theme": "sante--addictions"}, OnlyForTheCommune),
        ({"kind": "rumour"}, codes.UnknownCode),
        ({"theme": "rumour"}, codes.UnknownCode),
        ({"unit": "rumour"}, codes.UnknownCode),
        ({"source_kind": "rumour"}, codes.UnknownCode),
    ],
)
def test_an_observation_that_contradicts_itself_is_refused(
    said: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        begins(**said)


@pytest.mark.parametrize("theme", codes.COMMUNE_THEMES)
def test_a_sensitive_theme_is_one_of_the_national_list_and_observed_for_the_commune(
    theme: str,
) -> None:
    assert codes.COMMUNE_THEMES[theme].label
    assert theme in codes.THEMES
    assert begins(theme=theme, quartier=None, geography_version=None)


PEOPLE = [unit for unit, entry in codes.UNITS.items() if entry.marks.get("people")]


@forall(
    st.sampled_from(list(codes.OBSERVATION_SOURCES)),
    st.sampled_from(PEOPLE),
    st.integers(0, 1_000),
)
def test_a_small_count_of_people_is_never_said_and_zero_is_nobody(
    source: str, unit: str, count: int
) -> None:
    said = {"source_kind": source, "unit": unit}
    fewest = threshold(source)
    if 0 < count < fewest:
        with pytest.raises(SmallCell):
            begins(value=Decimal(count), **said)
    else:
        assert begins(value=Decimal(count), **said)
    assert begins(value=None, fewer_than=fewest, **said)


def test_five_is_the_threshold_and_eleven_that_of_caf_and_fiscal_sources() -> None:
    elevens = {source for source in codes.OBSERVATION_SOURCES if threshold(source) == 11}
    assert elevens == {"caf", "fiscal"}
    assert {threshold(source) for source in codes.OBSERVATION_SOURCES} == {5, 11}


@pytest.mark.parametrize(
    "said",
    [
        {"fewer_than": 6},
        {"fewer_than": 5, "source_kind": "caf"},
        {"fewer_than": 5, "unit": "percent"},
    ],
)
def test_fewer_than_says_the_threshold_of_its_source_and_only_of_people(
    said: dict[str, Any],
) -> None:
    with pytest.raises(OtherThreshold):
        begins(value=None, **said)


@pytest.mark.parametrize("value", ["-1", "12.5"])
def test_a_count_of_people_is_whole(value: str) -> None:
    with pytest.raises(codes.NotInThisUnit):
        begins(value=Decimal(value))


@pytest.mark.parametrize("value", ["0.5", "2", "99.9"])
def test_a_share_need_not_be_whole(value: str) -> None:
    assert begins(unit="percent", value=Decimal(value))


def test_a_correction_says_why_and_both_stay() -> None:
    corrected = fact(Observation.Corrected, value=Decimal(420), reason="restated")
    given(Observation, recorded()).when(correct(value=Decimal(420))).then(corrected)
    given(Observation, recorded(), corrected).refuses(AlreadySaid, correct(value=Decimal(420)))
    given(Observation, recorded(), corrected).when(correct(value=Decimal(412)))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"value": Decimal(412)}, AlreadySaid),
        ({"value": Decimal(4)}, SmallCell),
        ({"text": "des mots"}, FigureMissing),
        ({}, FigureMissing),
    ],
)
def test_a_correction_keeps_to_the_same_rules(
    said: dict[str, Any], refusal: type[Refusal]
) -> None:
    given(Observation, recorded()).refuses(refusal, correct(**said))


def test_reasons_are_codes() -> None:
    for act in (
        lambda it: it.correct(value=Decimal(420), reason="mood"),
        lambda it: it.withdraw(reason="mood"),
    ):
        given(Observation, recorded()).refuses(codes.UnknownCode, act)


def test_what_is_withdrawn_says_nothing_more() -> None:
    given(Observation, recorded()).when(lambda it: it.withdraw(reason="wrong")).then(withdrawn)
    for act in (correct(value=Decimal(420)), lambda it: it.withdraw(reason="wrong")):
        given(Observation, recorded(), withdrawn).refuses(ObservationWithdrawn, act)


def test_a_period_is_over_before_it_is_observed() -> None:
    ensure_over(date(2026, 9, 30), date(2026, 9, 30))
    with pytest.raises(PeriodNotOver):
        ensure_over(date(2026, 10, 1), date(2026, 9, 30))


_PART = st.one_of(st.none(), st.text(max_size=6), st.dates())
_KEY = st.lists(_PART, min_size=3, max_size=3)


@forall(_KEY, _KEY)
def test_the_same_thing_observed_has_the_same_stream_and_another_has_another(
    one: list[Any], other: list[Any]
) -> None:
    same = [part and str(part) for part in one] == [part and str(part) for part in other]
    assert (observation_id("93014", *one) == observation_id("93014", *other)) == same
    assert observation_id("93014", *one) != observation_id("93047", *one)


def test_a_place_is_a_quartier_of_the_geography_in_force() -> None:
    geography = Geography("2026", (Quartier("chene-pointu", "Chêne Pointu"),))
    geography.ensure_has("chene-pointu", "2026")
    for quartier, version, refusal in (
        ("chene-pointu", "2020", OtherGeography),
        ("ailleurs", "2026", UnknownQuartier),
    ):
        with pytest.raises(refusal):
            geography.ensure_has(quartier, version)
