"""How much of a year is told: what the options of ``maillage demo`` say."""

from datetime import date
from typing import NamedTuple

from api.demo.year.extent import WHOLE, Extent


class Told(NamedTuple):
    seed: int = 1
    days: int = WHOLE
    scale: float = 1.0

    def extent(self, today: date) -> Extent:
        return Extent(self.seed, self.days, self.scale, today)


class Telling(NamedTuple):
    """What was told, or begun, and on which day."""

    told: Told
    today: date

    @classmethod
    def named(cls, name: str) -> "Telling":
        _, seed, days, scale, today = name.split("/")
        return cls(Told(int(seed), int(days), float(scale)), date.fromisoformat(today))

    @property
    def name(self) -> str:
        return "/".join(("year", *map(str, self.told), self.today.isoformat()))


USUAL = Told(scale=0.25)
"""What is told where nothing else is asked for: all of it in a quarter of the numbers."""
