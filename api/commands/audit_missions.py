"""Audit missions: who may read, for a time, the names of those who acted."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.commands.asks import Among, Ask, Day, Deed
from api.desk import Desk
from domain import codes
from domain.agent import Agent
from domain.aggregate import Refusal
from domain.audit_mission import AuditMission
from domain.partner import Partner
from domain.policies import EVALUATOR
from domain.values import AgentId, Code, Line, PartnerId, Text
from store.receipts import Receipt


class NotAnEvaluator(Refusal):
    """Ce compte n’a pas le rôle d’évaluateur·rice sur ce territoire."""

    field = "evaluator"


class UnknownInScope(Refusal):
    """Un des services du périmètre ne figure pas dans l’annuaire de ce territoire."""

    field = "scope"


class NewMission(Ask):
    """To whom, by whose mandate, on which services (none: all of them), why and when.

    ``mandated_by`` is a public line: « Comité de pilotage du 3 mars ». It names nobody.
    """

    evaluator: AgentId
    mandated_by: Line
    scope: tuple[PartnerId, ...] = Field((), max_length=200)
    purpose: Text
    first: Day
    last: Day


class Ending(Deed):
    reason: Annotated[Code, Among(codes.MISSION_ENDS), Field(title="Pourquoi")]


async def open_mission(desk: Desk, mission: UUID, ask: NewMission) -> Receipt:
    """Open a mission for an evaluator of the territory."""
    it = await desk.log.load(Agent, ask.evaluator)
    if it is None or it.disabled or EVALUATOR not in it.roles:
        raise NotAnEvaluator
    for partner in ask.scope:
        if await desk.log.load(Partner, partner) is None:
            raise UnknownInScope
    said = dict(ask) | {"scope": tuple(dict.fromkeys(ask.scope))}
    return await desk.begin(AuditMission, mission, **said)
