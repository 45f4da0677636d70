"""Who does what in Aubelune outside the cases: askers by the key of an agent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from api.demo.calendar import at
from api.demo.cast import SOURCE, AgentPart, Cast, named, partner_of
from api.demo.cue import Cue
from api.demo.year.chance import Chance
from api.demo.year.extent import Extent
from domain.policies import CASEWORK, SYSTEM, Asker
from domain.territory import territory_stream
from domain.values import AgentId, Code, PartnerId

ANIMATOR, LEAD, EVALUATOR, DPO, ADMINISTRATOR = (f"ville-{n}" for n in range(1, 6))
_FIRST_HOUR, _MINUTES = 9, 480


@dataclass(frozen=True)
class Seats:
    """The troupe, each in their seat, on the days of the extent."""

    extent: Extent
    cast: Cast

    def partner(self, key: str) -> PartnerId:
        return partner_of(self.cast.code, f"{SOURCE}/{key}")

    def agent(self, key: str) -> AgentId:
        return self._agents[key].agent(self.cast.code)

    def stream(self, name: str) -> UUID:
        """The identifier of what has that name."""
        return named(self.cast.code, name)

    def asker(self, key: str, role: Code | None = None) -> Asker:
        who = self._agents[key]
        partner = who.works_for(self.cast.code)
        return Asker(who.agent(self.cast.code), partner, role or who.roles[0], self.cast.code)

    @property
    def territory(self) -> UUID:
        return territory_stream(self.cast.code)

    @property
    def system(self) -> Asker:
        return Asker(SYSTEM, None, "administrator", self.cast.code)

    def colleagues(self, partner: str) -> Sequence[str]:
        """The keys of those of a partner who meet people."""
        return self._working.get(partner, ())

    def worker(self, partner: str, chance: Chance) -> str:
        return chance.choice(self.colleagues(partner))

    @cached_property
    def partners_at_work(self) -> Sequence[str]:
        """The keys of the partners with somebody who meets people, the city apart."""
        return [each for each in self._working if each != "ville"]

    def cue(
        self, name: str, day: int, who: Asker | str, resource: str, noun: str,
        stream: UUID | None = None, said: Mapping[str, Any] | None = None, hour: float = 0,
    ) -> Cue:  # fmt: skip
        """One deed on that working day before today; ``hour``: 0 to 1, how late in it."""
        asker = self.asker(who) if isinstance(who, str) else who
        return Cue(
            name, self.moment(name, day, hour), asker, resource, noun, stream, said or {},
            made=None, chain=str(stream or name),
        )  # fmt: skip

    def thread(self, name: str, resource: str, stream: UUID, chain: str = "") -> "Thread":
        """What is done to one stream, deed after deed."""
        return Thread(self, name, resource, stream, chain or str(stream))

    def moment(self, name: str, day: int, hour: float = 0) -> datetime:
        after = hour * _MINUTES
        if not hour:  # what is said to come later in the day keeps its order
            after = self.extent.chance.of("hour", name).randrange(_MINUTES // 12)
        return at(self.extent.day(day), _FIRST_HOUR) + timedelta(minutes=after)

    def date(self, day: int) -> date:
        return self.extent.day(day)

    @cached_property
    def _agents(self) -> Mapping[str, AgentPart]:
        return {each.key: each for each in self.cast.agents}

    @cached_property
    def _working(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in self.cast.agents:
            if each.roles[0] in CASEWORK:
                found.setdefault(each.partner.partition("/")[2], []).append(each.key)
        return found


@dataclass
class Thread:
    """The deeds of one stream, each named by its number; ``who`` is the key of an agent."""

    seats: Seats
    name: str
    resource: str
    stream: UUID
    chain: str
    count: int = 0

    def __call__(
        self, day: int, who: Asker | str, noun: str, hour: float = 0, **said: Any
    ) -> Cue:
        self.count += 1
        cue = self.seats.cue(
            f"{self.name}/{self.count}", day, who, self.resource, noun, self.stream, said, hour
        )
        return replace(cue, chain=self.chain)
