"""A weak signal (signal faible): several households, one theme, one quartier, a few weeks.

It is counted from the alerts and proposed to the cell's animator; it raises nothing by
itself. That the animator set one aside is a fact.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain import codes
from domain.aggregate import Aggregate, Refusal, event
from domain.rules import Rule
from domain.values import Code, PartnerId


class NoSignal(Refusal):
    """Ce rapprochement n’existe pas, ou n’existe plus."""


def is_watched(rule: Rule, theme: Code) -> bool:
    """Whether the territory lets alerts on that theme be counted together."""
    entry = codes.SENSITIVE_THEMES.get(theme)
    return entry is None or bool(rule.values[entry.marks["about"]])


class WeakSignal(Aggregate):
    class SetAside(Aggregate.Created):
        """Counts only; it is proposed again once more households are concerned."""

        by: PartnerId
        theme: Code
        quartier: Code
        households: int
        services: int
        reason: Code
        set_aside_on: date

    @event(SetAside)
    def __init__(
        self,
        id: UUID,  # noqa: A002 - the library passes the stream's id by this name
        by: PartnerId,
        theme: Code,
        quartier: Code,
        households: int,
        services: int,
        reason: Code,
        set_aside_on: date,
    ) -> None:
        self.households = households

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.THEMES.ensure(theme=facts["theme"])
        codes.SIGNAL_SET_ASIDES.ensure(reason=facts["reason"])
