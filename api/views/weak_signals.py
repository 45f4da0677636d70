"""Weak signals: themes that several households and services meet in one quartier."""

from datetime import timedelta
from typing import NamedTuple

from api.sight import Sight
from domain import codes
from domain.rules import Rule
from domain.values import Code
from domain.weak_signal import is_watched
from projections import watch_board


class Signal(NamedTuple):
    """How many households and services, never which; over so many ``days``."""

    theme: Code
    quartier: Code
    households: int
    services: int
    days: int


async def signals_of(sight: Sight, rule: Rule) -> list[Signal]:
    """What the rule ``weak-signal`` proposes today; it raises nothing by itself."""
    since = sight.today - timedelta(days=rule.values["days"])
    unwatched = [theme for theme in codes.SENSITIVE_THEMES if not is_watched(rule, theme)]
    rows = await sight.fetch(
        watch_board.statements["signals"], since, rule.values["households"],
        rule.values["services"], unwatched,
    )  # fmt: skip
    return [Signal(**row, days=rule.values["days"]) for row in rows]
