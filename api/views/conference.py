"""A conference as its facts tell it: prepared, held, what was found and asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, TypeVar
from uuid import UUID

from api.sight import Sight
from domain.aggregate import Aggregate
from domain.conference import Conference
from domain.conference_evidence import Figure
from store.facts import Fact
from store.reading import shut
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)
E = TypeVar("E", bound=Aggregate.Event)


class Restated(NamedTuple):
    """What was known of a figure later, from which position, and why it differs."""

    now: str
    position: int
    reason: str


class Cited(NamedTuple):
    """A figure as published, its number in its finding, and what it was restated to."""

    number: int
    figure: Figure
    restated: Sequence[Restated]


@dataclass(frozen=True)
class ConferenceView:
    """``facts`` in their order; ``version`` counts them."""

    conference: UUID
    facts: Sequence[Fact]

    @property
    def version(self) -> int:
        return self.facts[-1].at.version

    @cached_property
    def convened(self) -> Conference.Convened:
        first = self.facts[0].event
        assert isinstance(first, Conference.Convened)
        return first

    @property
    def year(self) -> int:
        return self.convened.year

    @property
    def state(self) -> str:
        """``convened``, ``held``, ``concluded`` or ``cancelled``."""
        for kind, state in _ENDS:
            if self.told(kind):
                return state
        return "convened"

    @property
    def held_on(self) -> date:
        """The day for which it is convened now."""
        return next((each.held_on for each in self.postponements[::-1]),
            self.convened.held_on)  # fmt: skip

    @property
    def place(self) -> str:
        moved = [each.where for each in self.postponements if each.where]
        return moved[-1] if moved else self.convened.where

    @property
    def postponements(self) -> list[Conference.Postponed]:
        return self.told(Conference.Postponed)

    @property
    def cancellations(self) -> list[Conference.Cancelled]:
        return self.told(Conference.Cancelled)

    @property
    def evidence(self) -> Conference.EvidenceFrozen | None:
        """The last that was frozen."""
        return next(iter(self.told(Conference.EvidenceFrozen)[::-1]), None)

    @property
    def frozen_at(self) -> datetime | None:
        """When that was."""
        kind = Conference.EvidenceFrozen
        facts = [fact for fact in self.facts if isinstance(fact.event, kind)]
        return facts[-1].at.recorded_at if facts else None

    @property
    def questions(self) -> list[tuple[Conference.QuestionRaised, list[int]]]:
        """Each question, with the numbers of the findings that answer it."""
        return [
            (asked, [each.number for each in self.findings if asked.number in each.answers])
            for asked in self.told(Conference.QuestionRaised)
        ]

    @property
    def findings(self) -> list[Conference.FindingRecorded]:
        return self.told(Conference.FindingRecorded)

    def cited(self, finding: Conference.FindingRecorded) -> list[Cited]:
        """Its figures, each beside what is now known of it."""
        restated = self.told(Conference.FindingRestated)
        return [
            Cited(number, figure, [
                Restated(each.now, each.position, each.reason) for each in restated
                if (each.finding, each.figure) == (finding.number, number)
            ])
            for number, figure in enumerate(finding.figures, start=1)
        ]  # fmt: skip

    @property
    def held(self) -> Conference.Held | None:
        return next(iter(self.told(Conference.Held)), None)

    @property
    def recommendations(self) -> list[Conference.RecommendationAdopted]:
        return self.told(Conference.RecommendationAdopted)

    @property
    def proposals(self) -> list[Conference.AmendmentProposed]:
        return self.told(Conference.AmendmentProposed)

    @property
    def concluded(self) -> Conference.Concluded | None:
        return next(iter(self.told(Conference.Concluded)), None)

    @property
    def as_concluded(self) -> "ConferenceView":
        """As it stood when it was concluded: what came later is not of its report."""
        for n, fact in enumerate(self.facts):
            if isinstance(fact.event, Conference.Concluded):
                return ConferenceView(self.conference, self.facts[:n])
        return self

    @property
    def partners(self) -> set[UUID]:
        """Whoever it names."""
        asked = {asked.by for asked in self.told(Conference.QuestionRaised)}
        whom = {each.addressed_to for each in self.recommendations if each.addressed_to}
        return asked | whom | set(self.held.partners if self.held else ())

    def told(self, kind: type[E]) -> list[E]:
        return [fact.event for fact in self.facts if isinstance(fact.event, kind)]


_ENDS: tuple[tuple[type[Aggregate.Event], str], ...] = (
    (Conference.Cancelled, "cancelled"),
    (Conference.Concluded, "concluded"),
    (Conference.Held, "held"),
)


async def conference_of(sight: Sight, conference: UUID) -> ConferenceView:
    """The conference of that stream; raises ``Unknown``."""
    facts = [shut(row) for row in await sight.fetch(_sql["facts"], conference)]
    if not facts or not isinstance(facts[0].event, Conference.Convened):
        raise Unknown
    return ConferenceView(conference, facts)
