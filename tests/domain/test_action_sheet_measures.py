"""An indicator has a unit and a number; its measures are kept as told, and corrected beside."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.action_sheet import ActionSheet
from domain.action_sheet_life import (
    AlreadyMeasured,
    IndicatorNamedTwice,
    NothingToCorrect,
    NoUnit,
    SheetInError,
    SheetOutside,
    TargetUnchanged,
    UnknownIndicator,
    UnknownMeasurement,
)
from domain.aggregate import Refusal
from domain.codes import NotInThisUnit, UnknownCode
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.sheets import (
    DECEMBER,
    JULY,
    JUNE,
    abandoned,
    adopted,
    concluded,
    content,
    corrected,
    defined,
    existing,
    in_error,
    measured,
    new,
    outside,
)
from tests.story import as_told, fact, given, replayed

begun = (new, adopted, defined())
"""Its first measure is the fact of version 4."""


def define(unit: Any = "people", **said: Any) -> Any:
    first: dict[str, Any] = {"name": "Indicateur 1", "target": Decimal(120)}
    return lambda it: it.define_indicator(unit=unit, **first | said)


def measure(value: Any = 45, on: date = JUNE, indicator: int = 1) -> Any:
    return lambda it: it.measure(indicator=indicator, value=Decimal(value), on=on)


def correct(measurement: int = 4, value: Any = 54, reason: str = "consolidated") -> Any:
    return lambda it: it.correct_measurement(
        measurement=measurement, value=Decimal(value), reason=reason
    )


def revise(**said: Any) -> Any:
    return lambda it: it.revise_target(indicator=1, why="Un poste en moins", **said)


def test_indicators_are_numbered_in_the_order_of_their_definition() -> None:
    given(ActionSheet, new).when(define()).then(defined())
    given(ActionSheet, *begun).when(define(name="Indicateur 2")).then(defined(2))
    given(ActionSheet, *begun).refuses(IndicatorNamedTwice, define())


def test_a_target_has_a_unit_of_the_list() -> None:
    given(ActionSheet, new).refuses(NoUnit, define(unit=None))
    given(ActionSheet, new).refuses(UnknownCode, define(unit="furlongs"))


@pytest.mark.parametrize("said", [{"target": Decimal("0.5")}, {"baseline": Decimal(-1)}])
def test_a_target_and_what_it_starts_from_make_sense_in_their_unit(said: Any) -> None:
    given(ActionSheet, new).refuses(NotInThisUnit, define(**said))


def test_a_target_is_revised_with_a_reason() -> None:
    revised = fact(
        ActionSheet.TargetRevised, indicator=1, unit="people", target=Decimal(90),
        due=DECEMBER, why="Un poste en moins",
    )  # fmt: skip
    given(ActionSheet, *begun).when(revise(target=Decimal(90), due=DECEMBER)).then(revised)
    given(ActionSheet, *begun, revised).refuses(
        TargetUnchanged, revise(target=Decimal(90), due=DECEMBER)
    )
    given(ActionSheet, new).refuses(UnknownIndicator, revise(target=Decimal(90)))
    given(ActionSheet, *begun).refuses(NotInThisUnit, revise(target=Decimal("1.5")))


def test_an_indicator_is_measured_once_it_is_defined() -> None:
    given(ActionSheet, *begun).when(measure()).then(measured(45))
    given(ActionSheet, new, adopted).refuses(UnknownIndicator, measure())
    given(ActionSheet, *begun).refuses(UnknownIndicator, measure(indicator=2))
    given(ActionSheet, *begun).refuses(NotInThisUnit, measure("4.5"))


def test_a_figure_may_be_of_a_day_before_its_indicator_or_come_after_the_end() -> None:
    early = date(2020, 1, 1)
    given(ActionSheet, *begun).when(measure(on=early)).then(measured(45, early))
    for end in (concluded, abandoned):
        given(ActionSheet, *begun, end).when(measure()).then(measured(45))
    given(ActionSheet, new, defined()).when(measure()).then(measured(45))


def test_an_indicator_has_one_measure_a_day() -> None:
    given(ActionSheet, *begun, measured(45)).refuses(AlreadyMeasured, measure(46))
    given(ActionSheet, *begun, measured(45)).when(measure(46, JULY)).then(measured(46, JULY))


def test_a_correction_says_of_which_measure_and_why() -> None:
    story = given(ActionSheet, *begun, measured(45))
    story.when(correct()).then(corrected(4, 45, 54))
    story.refuses(UnknownMeasurement, correct(measurement=3))
    story.refuses(UnknownMeasurement, correct(measurement=5))
    story.refuses(NothingToCorrect, correct(value=45))
    story.refuses(UnknownCode, correct(reason="because"))
    story.refuses(NotInThisUnit, correct(value="4.5"))


def test_a_measure_is_corrected_again_from_what_it_is_now_known_to_be() -> None:
    once = corrected(4, 45, 54)
    given(ActionSheet, *begun, measured(45), once).when(correct(value=45)).then(
        corrected(4, 54, 45)
    )


@pytest.mark.parametrize("act", [measure(), correct(), define(name="Autre")])
def test_nothing_is_measured_on_a_sheet_entered_in_error(act: Any) -> None:
    given(ActionSheet, *begun, measured(45), in_error).refuses(SheetInError, act)


def test_an_action_left_outside_gets_no_indicator() -> None:
    given(ActionSheet, existing, outside).refuses(SheetOutside, define())


@forall(
    st.lists(st.integers(0, 500), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 500)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_a_measure_is_worth_the_last_word_on_it_in_whatever_order_others_are_corrected(
    values: list[int], corrections: list[tuple[int, int]], chance: Any
) -> None:
    days = [date(2026, 1, 1 + n) for n in range(len(values))]
    first = (*begun, *(measured(value, on) for value, on in zip(values, days, strict=True)))
    told = [(4 + which % len(values), value) for which, value in corrections]
    shuffled = _merged_anew(told, chance)

    known = {4 + n: Decimal(value) for n, value in enumerate(values)}
    for measurement, value in told:
        known[measurement] = Decimal(value)
    for order in (told, shuffled):
        it = replayed(ActionSheet, *first)
        for measurement, value in order:
            with suppress(NothingToCorrect):
                correct(measurement, value)(it)
        assert {which: each.value for which, each in it.measures.items()} == known


def _merged_anew(told: list[tuple[int, int]], chance: Any) -> list[tuple[int, int]]:
    """Each measure's corrections in their order, those of different measures mixed."""
    streams = {which: [each for each in told if each[0] == which] for which, _ in told}
    order = [which for which, _ in told]
    chance.shuffle(order)
    return [streams[which].pop(0) for which in order]


PARTNERS = st.sampled_from([CCAS, MISSION, CAF])
ACTS = st.one_of(
    PARTNERS.map(lambda one: lambda it: it.join(by=one)),
    PARTNERS.map(lambda one: lambda it: it.leave(by=one, reason="other")),
    PARTNERS.map(lambda one: lambda it: it.hand_over(to=one)),
    st.sampled_from([
        lambda it: it.adopt(on=JUNE, body="Copil"),
        lambda it: it.pause(reason="other"),
        lambda it: it.resume(),
        lambda it: it.enter_in_error(reason="trial"),
        lambda it: it.draft_again(content=content(), lead=CAF),
        measure(), measure(on=JULY), correct(), define(), define(name="Indicateur 2"),
    ]),
)  # fmt: skip


@forall(st.lists(ACTS, max_size=30))
def test_a_sheet_has_one_lead_that_is_no_partner_and_replays_to_itself(acts: list[Any]) -> None:
    it = replayed(ActionSheet, new)
    for act in acts:
        with suppress(Refusal):
            act(it)
        assert it.lead not in it.partners
        assert {each.indicator for each in it.measures.values()} <= set(it.indicators)
    again = replayed(ActionSheet, new, *(as_told(event) for event in it.collect_events()))
    assert vars(again)["measures"] == it.measures
    assert (again.state, again.lead, again.partners) == (it.state, it.lead, it.partners)
