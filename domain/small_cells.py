"""Small cells (petits effectifs): counts so small that they could tell who somebody is."""

from collections.abc import Mapping
from typing import TypeVar

from domain.observed import FEWEST

K = TypeVar("K")


def hidden_below(count: int, fewest: int = FEWEST) -> int | None:
    """The count, or None where it is too small to be shown; zero is nobody."""
    return None if 0 < count < fewest else count


def without_small(cells: Mapping[K, int], fewest: int = FEWEST) -> dict[K, int | None]:
    """The cells of one row whose total is shown; None where a cell is hidden.

    Secondary suppression: no small cell is what is left of the total. The smallest others
    are hidden with it until at least two are hidden, that are not small together.
    """
    small = [key for key, count in cells.items() if 0 < count < fewest]
    if small:
        others = sorted((count, n) for n, count in enumerate(cells.values()) if count >= fewest)
        keys = list(cells)
        while len(small) < 2 or sum(cells[key] for key in small) < fewest:  # noqa: PLR2004 - a pair
            if not others:
                break
            small.append(keys[others.pop(0)[1]])
    hidden = set(small)
    return {key: None if key in hidden else count for key, count in cells.items()}
