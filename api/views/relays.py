"""Relays (relais): who sees to what is assigned to an agent while they are away."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from api.sight import Sight
from domain.values import Code
from projections import directory


class Relay(NamedTuple):
    """By function, never by name: who is away, and who sees to it meanwhile."""

    absent: Code
    deputy: Code | None


class Relays:
    """Who is away today, and who stands in for them."""

    def __init__(self, deputies: Mapping[UUID, UUID], functions: Mapping[UUID, Code]) -> None:
        self._deputies, self._functions = deputies, functions

    def present(self, agent: UUID) -> UUID:
        """Who sees to what is assigned to that agent; a deputy who is away has one too."""
        passed: set[UUID] = set()
        while agent in self._deputies and agent not in passed:
            passed.add(agent)
            agent = self._deputies[agent]
        return agent

    def of(self, agent: UUID | None) -> Relay | None:
        """The relay of that agent; None while they are there."""
        if agent is None or agent not in self._deputies:
            return None
        return Relay(self._functions[agent], self._functions.get(self.present(agent)))


async def relays_today(sight: Sight) -> Relays:
    """The absences of this day in the territory."""
    return await relays_on(sight, sight.today)


async def relays_on(sight: Sight, day: date) -> Relays:
    """The absences of that day, as they are known now."""
    absences = await sight.fetch(directory.statements["absences"], day)
    deputies = [str(row["deputy"]) for row in absences]
    rows = await sight.fetch(directory.statements["functions"], deputies) if deputies else []
    return Relays(
        {row["agent"]: row["deputy"] for row in absences},
        {row["agent"]: row["function"] for row in (*absences, *rows)},
    )
