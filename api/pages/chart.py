"""A chart of an indicator: where its points, its lines and its labels stand, in SVG units.

Only places are computed here; the template draws them, the style sheet colours them, and
the table beside says the same in words.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from projections.progress import Indicator
from projections.wording import number

WIDTH, HEIGHT = 360, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 348, 18, 160
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LINES = 4
_BELOW = 13


class Mark(NamedTuple):
    """A measure: its place, and those of the values that it was said to be before."""

    x: float
    y: float
    was: Sequence[float]


class Line(NamedTuple):
    """A level across the chart, what is written there, and at which height."""

    y: float
    label: str
    at: float


class Chart(NamedTuple):
    marks: Sequence[Mark]
    path: str
    grid: Sequence[Line]
    target: Line | None
    baseline: Line | None
    first: date
    last: date
    due: float | None


def chart_of(it: Indicator) -> Chart | None:
    """The chart of an indicator; None while it was never measured."""
    if not it.measures:
        return None
    days = [each.on for each in it.measures]
    first, last = min(days), max((*days, it.due or days[-1]))
    across, up = _Across(first, last), _Up(_values(it))
    marks = [
        Mark(across(each.on), up(each.value), [up(old.value) for old in each.was])
        for each in it.measures
    ]
    return Chart(
        marks, " ".join(f"{mark.x},{mark.y}" for mark in marks),
        [Line(up(level), number(level), up(level) + 4) for level in up.levels],
        *_limits(up, it), first, last,
        across(it.due) if it.due is not None and it.due >= first else None,
    )  # fmt: skip


def gauge(way: Decimal | None) -> int:
    """How much of a bar of 100 is filled."""
    return max(0, min(100, int((way or 0) * 100)))


class _Across:
    """From a day to its place."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._days = first, (last - first).days

    def __call__(self, day: date) -> float:
        if not self._days:
            return (_LEFT + _RIGHT) / 2
        part = (day - self._first).days / self._days
        return round(_LEFT + part * (_RIGHT - _LEFT), 1)


class _Up:
    """From a value to its height, from 0 to a round number above them all."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        step = _round_step(max(values) / _LINES) if max(values) > 0 else Decimal(1)
        lines = max(1, int((max(values) / step).to_integral_value(ROUND_CEILING)))
        self.levels = [step * n for n in range(lines + 1)]

    def __call__(self, value: Decimal) -> float:
        part = float(value / self.levels[-1])
        return round(_BOTTOM - part * (_BOTTOM - _TOP), 1)


def _round_step(least: Decimal) -> Decimal:
    """The first of 1, 2, 2.5, 5, 10 times a power of ten that is not below."""
    power = Decimal(10) ** least.adjusted()
    step = next(each for each in _STEPS if each * power >= least) * power
    return step.quantize(Decimal(1)) if step == step.to_integral_value() else step


def _values(it: Indicator) -> list[Decimal]:
    known = [each.value for each in it.measures]
    earlier = [old.value for each in it.measures for old in each.was]
    others = [value for value in (it.target, it.baseline) if value is not None]
    return [*known, *earlier, *others]


def _limits(up: _Up, it: Indicator) -> tuple[Line | None, Line | None]:
    """Target and baseline: the higher one is written above its line, the other below."""
    falls = it.target is not None and it.baseline is not None and it.target < it.baseline
    return _line(up, it.target, above=not falls), _line(up, it.baseline, above=falls)


def _line(up: _Up, value: Decimal | None, *, above: bool) -> Line | None:
    if value is None:
        return None
    y = up(value)
    over = above or y + _BELOW > _BOTTOM
    return Line(y, number(value), round(y - 4 if over else y + _BELOW, 1))
