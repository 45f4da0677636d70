"""A chart shows each measure at its height, and never leaves its frame."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.chart import chart_of, gauge
from projections.progress import Correction, Indicator, Measure

DAY = date(2026, 1, 1)
values = st.decimals(min_value=0, max_value=10**11, places=4).map(Decimal)


def measure(value: Any, days: int = 0, *was: Any) -> Measure:
    on = DAY + timedelta(days=days)
    earlier = [Correction(Decimal(each), "other") for each in was]
    return Measure(2 + days, on, Decimal(value), None, earlier)


def indicator(*measures: Measure, **said: Any) -> Indicator:
    first: dict[str, Any] = {"baseline": None, "target": None, "due": None, "source": None}
    return Indicator(number=1, name="A", unit="people", measures=measures, **first | said)


def test_what_was_never_measured_has_no_chart() -> None:
    assert chart_of(indicator(target=Decimal(10))) is None


@given(
    st.lists(st.tuples(values, st.integers(0, 900), values), min_size=1, max_size=6),
    st.none() | values, st.none() | values, st.none() | st.integers(-900, 900),
)  # fmt: skip
def test_everything_stands_within_the_frame(
    told: list[Any], target: Any, baseline: Any, due: int | None
) -> None:
    by_day = {days: measure(value, days, was) for value, days, was in told}
    aimed = DAY + timedelta(days=due) if due is not None else None
    it = indicator(
        *(by_day[days] for days in sorted(by_day)), target=target, baseline=baseline, due=aimed
    )
    chart = chart_of(it)
    assert chart is not None
    lines = [*chart.grid, *filter(None, (chart.target, chart.baseline))]
    heights = [mark.y for mark in chart.marks] + [line.y for line in lines]
    heights += [old for mark in chart.marks for old in mark.was]
    assert all(18 <= y <= 160 for y in heights)
    assert all(46 <= x <= 348 for x in [mark.x for mark in chart.marks] + [chart.due or 46])
    assert len(chart.grid) <= 7


def test_a_higher_value_stands_higher_and_a_later_one_further_right() -> None:
    chart = chart_of(indicator(measure(10), measure(30, 90, 5), target=Decimal(40)))
    assert chart is not None
    first, second = chart.marks
    assert first.y > second.y
    assert first.x < second.x
    assert second.was[0] > first.y
    assert [line.label for line in chart.grid] == ["0", "10", "20", "30", "40"]


@pytest.mark.parametrize(
    ("last", "target", "baseline", "way"),
    [(45, 120, 20, "0.25"), (40, 30, 60, "0.66"), (10, 120, 20, "-0.1"), (60, 50, None, "1.2")],
)
def test_the_way_goes_from_the_baseline_to_the_target_whichever_is_higher(
    last: int, target: int, baseline: int | None, way: str
) -> None:
    start = Decimal(baseline) if baseline is not None else None
    it = indicator(measure(last), target=Decimal(target), baseline=start)
    assert it.way is not None
    assert abs(it.way - Decimal(way)) < Decimal("0.01")
    assert 0 <= gauge(it.way) <= 100
    assert it.reached == (Decimal(way) >= 1)


def test_a_measure_is_late_past_its_due_day_and_after_a_year_without_one() -> None:
    adopted, today = DAY, DAY + timedelta(days=400)
    measured = indicator(measure(1, 100))
    assert measured.late(adopted, today) is None
    assert measured.late(adopted, today + timedelta(days=100)) is not None
    assert indicator().late(adopted, today) is not None
    due = indicator(measure(1, 100), due=DAY + timedelta(days=101))
    assert due.late(adopted, DAY + timedelta(days=102)) is not None
    assert due.late(adopted, DAY + timedelta(days=101)) is None
    kept = indicator(measure(1, 101), due=DAY + timedelta(days=101))
    assert kept.late(adopted, today) is None
