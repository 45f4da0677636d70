"""How far an indicator is: its last measure, as now known, against baseline and target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from projections.wording import day, quantity

_A_YEAR = timedelta(days=366)
"""The evaluation is yearly (convention, article 4): so is the least that is measured."""


class Correction(NamedTuple):
    """What a measure was said to be, and why it no longer is."""

    value: Decimal
    reason: str


@dataclass(frozen=True)
class Measure:
    """``version`` names it; ``was`` are its earlier values, the oldest first."""

    version: int
    on: date
    value: Decimal
    source: str | None
    was: Sequence[Correction]


@dataclass(frozen=True)
class Indicator:
    """What is measured, and its measures by day, as now known."""

    number: int
    name: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    due: date | None
    source: str | None
    measures: Sequence[Measure] = ()

    @property
    def last(self) -> Measure | None:
        return self.measures[-1] if self.measures else None

    @property
    def way(self) -> Decimal | None:
        """How much of the way from the baseline (else 0) to the target: 1 is all of it."""
        start = self.baseline or Decimal(0)
        if self.last is None or self.target is None or self.target == start:
            return None
        return (self.last.value - start) / (self.target - start)

    @property
    def reached(self) -> bool:
        if self.last is None or self.target is None:
            return False
        return self.last.value == self.target if self.way is None else self.way >= 1

    def late(self, since: date, today: date) -> str | None:
        """Why a measure is missing, for an action that runs ``since`` then."""
        last = self.last.on if self.last is not None else None
        if self.due is not None and self.due < today and (last is None or last < self.due):
            return f"mesure attendue depuis le {day(self.due)}"
        if (last or since) + _A_YEAR < today:
            return "pas de mesure depuis plus d’un an"
        return None

    @property
    def progress(self) -> str:
        """« 45 personnes au 30 juin 2026 : 38 % du chemin vers 120 personnes »."""
        if self.last is None:
            return f"pas encore mesuré{self._towards}"
        said = f"{quantity(self.last.value, self.unit)} au {day(self.last.on)}"
        if self.target is None:
            return f"{said}, sans cible"
        target = quantity(self.target, self.unit)
        if self.reached:
            return f"{said}\u00a0: la cible de {target} est atteinte"
        if self.way is None:
            return f"{said}, pour une cible de {target}"
        if self.way < 0:
            return f"{said}\u00a0: plus loin de la cible de {target} qu’au départ"
        return f"{said}\u00a0: {int(self.way * 100)}\u00a0% du chemin vers {target}"

    @property
    def _towards(self) -> str:
        if self.target is None:
            return ""
        by = f" au {day(self.due)}" if self.due is not None else ""
        return f", cible de {quantity(self.target, self.unit)}{by}"
