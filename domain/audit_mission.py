"""An audit mission (mission d’audit): the right of an evaluator to read who acted, by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain import codes
from domain.aggregate import Aggregate, Refusal, event
from domain.periods import Period, ensure_period
from domain.values import AgentId, Code, Line, PartnerId, Public, Text


class MissionEnded(Refusal):
    """Cette mission d’audit a déjà pris fin."""


@dataclass(frozen=True)
class Mission:
    """What a mission lets an evaluator see. An empty ``scope`` is the whole territory."""

    evaluator: AgentId
    scope: tuple[PartnerId, ...]
    period: Period
    ended: bool = False

    def covers(self, partner: PartnerId | None, today: date) -> bool:
        """Whether it is in force on that day, for the agents of that partner."""
        if self.ended or not self.period.covers(today):
            return False
        return not self.scope or partner in self.scope


class AuditMission(Aggregate):
    class Opened(Aggregate.Created):
        evaluator: AgentId
        mandated_by: Public[Line]
        scope: tuple[PartnerId, ...]
        purpose: Public[Text]
        first: date
        last: date

    class Ended(Aggregate.Event):
        reason: Code

        def apply(self, it: "AuditMission") -> None:
            it.ended = True

    @event(Opened)
    def __init__(
        self,
        id: UUID,  # noqa: A002 - the library passes the stream's id by this name
        evaluator: AgentId,
        mandated_by: Public[Line],
        scope: tuple[PartnerId, ...],
        purpose: Public[Text],
        first: date,
        last: date,
    ) -> None:
        self.evaluator = evaluator
        self.ended = False

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        ensure_period(facts["first"], facts["last"])

    def end(self, *, reason: str) -> None:
        if self.ended:
            raise MissionEnded
        codes.MISSION_ENDS.ensure(reason=reason)
        self.trigger_event(self.Ended, reason=reason)
