"""Whose names stand beside the lines of the journal: those that an audit mission covers."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from api.sight import Sight
from domain.audit_mission import Mission
from domain.periods import Period
from domain.policies import EVALUATOR, SYSTEM, decide_seeking, names_agents
from domain.values import AgentId, PartnerId, Withheld
from projections import directory
from store.facts import Fact, Header

AUDIT_MISSION = "audit-mission"


class Named:
    """The agents of some lines who may be named to this reader, and how they are called."""

    def __init__(
        self, sight: Sight, missions: Iterable[Mission], facts: Iterable[Fact]
    ) -> None:
        self._sight, self._missions = sight, list(missions)
        self._agents = {UUID(at.actor) for at, _ in facts if self._may_name(at)}
        self._names: Mapping[UUID, str | Withheld] = {}

    @property
    def purpose(self) -> str | None:
        """The purpose under which the look is recorded, where it shows names."""
        return AUDIT_MISSION if self._agents else None

    async def open(self) -> None:
        """Read the names; the look at them must be on record."""
        if self._agents:
            self._names = await self._sight.agents(list(self._agents))

    def of(self, at: Header) -> str | Withheld | None:
        """Who did it, where this reader may be told."""
        return self._names.get(UUID(at.actor)) if self._may_name(at) else None

    def _may_name(self, at: Header) -> bool:
        service = PartnerId(at.organisation) if at.organisation is not None else None
        asker, today = self._sight.asker, self._sight.today
        return at.actor != SYSTEM and names_agents(asker, self._missions, service, today)


async def named_in(sight: Sight, facts: Iterable[Fact]) -> Named:
    """Who of these lines may be named; nobody, unless the reader has a mission."""
    return Named(sight, await _missions(sight), facts)


async def ensure_may_seek(sight: Sight, actor: str | None) -> None:
    """Raises ``ActsOfAnother`` where this reader may not seek what that agent did."""
    if actor is None:
        return
    rows = await sight.fetch(directory.statements["employer"], actor)
    employer = PartnerId(rows[0]["partner"]) if rows else None
    missions = await _missions(sight) if employer is not None else ()
    decide_seeking(sight.asker, actor, missions, employer, sight.today)


async def _missions(sight: Sight) -> list[Mission]:
    asker = sight.asker
    if asker.role != EVALUATOR or asker.agent == SYSTEM:
        return []
    rows = await sight.fetch(directory.statements["missions_of"], asker.agent)
    return [
        Mission(
            AgentId(row["evaluator"]), tuple(row["scope"]), Period(row["first"], row["last"]),
            row["ended"],
        )
        for row in rows
    ]  # fmt: skip
