"""How much of a year is told: what the options of ``maillage demo`` say."""

from datetime import date, timedelta
from typing import NamedTuple

from api.demo.year.extent import WHOLE, Extent


class Told(NamedTuple):
    seed: int = 1
    days: int = WHOLE
    scale: float = 1.0

    @classmethod
    def named(cls, name: str) -> "Told":
        _, seed, days, scale = name.split("/")
        return cls(int(seed), int(days), float(scale))

    @property
    def name(self) -> str:
        return f"year/{self.seed}/{self.days}/{self.scale}"

    def extent(self, today: date) -> Extent:
        return Extent(self.seed, self.days, self.scale, today)

    def told_on(self, first: date) -> date:
        """The day of the telling, for a year whose first working day was ``first``."""
        today = first + timedelta(days=self.days)
        while self.extent(today).day(self.extent(today).opening) < first:
            today += timedelta(days=1)
        return today


USUAL = Told(scale=0.25)
"""What is told where nothing else is asked for: all of it in a quarter of the numbers."""
