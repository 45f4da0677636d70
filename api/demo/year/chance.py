"""Chance: a tree of random choices, a branch for each name.

What is drawn for one thing never shifts what is drawn for another.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance(Random):
    """``path``: the seed and the names that lead here."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)

    def __reduce__(self) -> tuple[type["Chance"], tuple[str]]:
        return Chance, (self.path,)

    def of(self, *names: object) -> "Chance":
        """The branch of that name."""
        return Chance("/".join((self.path, *map(str, names))))

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def among(self, weights: Mapping[T, float]) -> T:
        """One of them, the heavier the more often."""
        return self.choices(list(weights), list(weights.values()))[0]

    def spread(self, items: Sequence[T], count: int) -> list[T]:
        """So many of them, as even as may be, in their order."""
        step = len(items) / max(count, 1)
        return [items[int(step * (n + self.random()))] for n in range(count)]
