"""Agents: enrolled for a partner, with the roles in which they act."""

from pydantic import Field

from api.commands.asks import Ask
from api.desk import Desk
from domain import codes
from domain.agent import Agent
from domain.aggregate import Refusal
from domain.partner import Partner
from domain.values import AgentId, Code, Line, PartnerId
from store.receipts import Receipt


class UnknownEmployer(Refusal):
    """Ce partenaire ne figure pas dans l’annuaire de ce territoire."""

    field = "partner"


class NewAgent(Ask):
    """Somebody who works for a partner, and what they may do there."""

    name: Line
    function: Code
    partner: PartnerId
    roles: tuple[Code, ...] = Field(min_length=1)


async def enrol(desk: Desk, agent: AgentId, ask: NewAgent) -> Receipt:
    """Enrol an agent and grant the roles; resumed after a partial failure."""
    if await desk.log.load(Partner, ask.partner) is None:
        raise UnknownEmployer
    codes.ROLES.ensure_each(roles=ask.roles)
    step = desk.steps()
    receipt = await step("enrol").begin(
        Agent, agent, name=ask.name, function=ask.function, partner=ask.partner
    )
    for role in dict.fromkeys(ask.roles):
        receipt = await step(f"grant/{role}").change(Agent, agent, Agent.grant_role, role=role)
    return receipt
