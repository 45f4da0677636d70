"""The indicators of an action sheet, their measures, and the corrections of those."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain import action_sheet_life as life
from domain import codes
from domain.action_sheet_standing import Content, Standing
from domain.aggregate import Aggregate
from domain.nameless import ensure_all_nameless
from domain.values import Code, Line, PartnerId, Public, Quantity, Text


@dataclass(frozen=True)
class Indicator:
    """What is measured, as its next measure and its next target are judged."""

    name: str
    unit: Code
    target: Decimal | None
    due: date | None


@dataclass(frozen=True)
class Measure:
    """What an indicator was worth on a day, as now known."""

    indicator: int
    value: Decimal
    on: date


class Measuring(Standing):
    """Indicators are numbered in the order of their definition, from 1.

    A measure is named by the version of the fact that recorded it.
    """

    class IndicatorDefined(Aggregate.Event):
        indicator: int
        name: Public[Line]
        unit: Code
        baseline: Quantity | None
        target: Quantity | None
        due: date | None
        source: Public[Line] | None

        def apply(self, it: "Measuring") -> None:
            defined = Indicator(self.name, self.unit, self.target, self.due)
            it.indicators = {**it.indicators, self.indicator: defined}

    class TargetRevised(Aggregate.Event):
        indicator: int
        unit: Code
        target: Quantity | None
        due: date | None
        why: Public[Text]

        def apply(self, it: "Measuring") -> None:
            revised = replace(it.indicators[self.indicator], target=self.target, due=self.due)
            it.indicators = {**it.indicators, self.indicator: revised}

    class IndicatorMeasured(Aggregate.Event):
        transition: ClassVar[bool] = False

        indicator: int
        unit: Code
        value: Quantity
        on: date
        source: Public[Line] | None

        def apply(self, it: "Measuring") -> None:
            measure = Measure(self.indicator, self.value, self.on)
            it.measures = {**it.measures, self.originator_version: measure}

    class MeasurementCorrected(Aggregate.Event):
        """Both values stay readable; the last one told counts."""

        transition: ClassVar[bool] = False

        measurement: int
        indicator: int
        unit: Code
        was: Quantity
        value: Quantity
        reason: Code

        def apply(self, it: "Measuring") -> None:
            corrected = replace(it.measures[self.measurement], value=self.value)
            it.measures = {**it.measures, self.measurement: corrected}

    def begin(self, content: Content, lead: PartnerId) -> None:
        super().begin(content, lead)
        self.indicators: dict[int, Indicator] = {}
        self.measures: dict[int, Measure] = {}

    def define_indicator(
        self,
        *,
        name: str,
        unit: str | None,
        baseline: Decimal | None = None,
        target: Decimal | None = None,
        due: date | None = None,
        source: str | None = None,
    ) -> None:
        """``baseline``: what it was worth before; ``target``: what is aimed at, by ``due``."""
        self._ensure_open()
        if unit is None:
            raise life.NoUnit
        codes.ensure_measurable(unit, baseline=baseline, target=target)
        if name in {each.name for each in self.indicators.values()}:
            raise life.IndicatorNamedTwice
        ensure_all_nameless(name=name, source=source)
        self.trigger_event(
            self.IndicatorDefined,
            indicator=len(self.indicators) + 1,
            name=name,
            unit=unit,
            baseline=baseline,
            target=target,
            due=due,
            source=source,
        )

    def revise_target(
        self,
        *,
        indicator: int,
        why: str,
        target: Decimal | None = None,
        due: date | None = None,
    ) -> None:
        """Both are said anew: None is no target, or no day by which."""
        self._ensure_open()
        defined = self._defined(indicator)
        codes.ensure_measurable(defined.unit, target=target)
        if (target, due) == (defined.target, defined.due):
            raise life.TargetUnchanged
        ensure_all_nameless(why=why)
        self.trigger_event(
            self.TargetRevised,
            indicator=indicator,
            unit=defined.unit,
            target=target,
            due=due,
            why=why,
        )

    def measure(
        self, *, indicator: int, value: Decimal, on: date, source: str | None = None
    ) -> None:
        """What it was worth ``on`` a day: also one before its definition, or after the end.

        A figure often comes after the year that it tells of.
        """
        self._ensure_not_in_error()
        defined = self._defined(indicator)
        codes.ensure_measurable(defined.unit, value=value)
        if (indicator, on) in {(each.indicator, each.on) for each in self.measures.values()}:
            raise life.AlreadyMeasured
        ensure_all_nameless(source=source)
        self.trigger_event(
            self.IndicatorMeasured,
            indicator=indicator,
            unit=defined.unit,
            value=value,
            on=on,
            source=source,
        )

    def correct_measurement(self, *, measurement: int, value: Decimal, reason: str) -> None:
        self._ensure_not_in_error()
        if measurement not in self.measures:
            raise life.UnknownMeasurement
        told = self.measures[measurement]
        unit = self.indicators[told.indicator].unit
        codes.ensure_measurable(unit, value=value)
        codes.MEASUREMENT_CORRECTIONS.ensure(reason=reason)
        if value == told.value:
            raise life.NothingToCorrect
        self.trigger_event(
            self.MeasurementCorrected,
            measurement=measurement,
            indicator=told.indicator,
            unit=unit,
            was=told.value,
            value=value,
            reason=reason,
        )

    def _defined(self, indicator: int) -> Indicator:
        if indicator not in self.indicators:
            raise life.UnknownIndicator
        return self.indicators[indicator]
