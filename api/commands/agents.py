"""Agents: enrolled for a partner, with the roles in which they act; mandates and absences."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Ask, Day
from api.desk import Desk
from domain import codes
from domain.agent import Agent, acts_for
from domain.aggregate import Refusal
from domain.partner import Partner, PartnerLeft
from domain.values import AgentId, Code, Line, PartnerId
from store.receipts import Receipt
from store.refusals import Unknown


class UnknownEmployer(Refusal):
    """Ce partenaire ne figure pas dans l’annuaire de ce territoire."""

    field = "partner"


class UnknownMandator(Refusal):
    """Le partenaire qui donne mandat ne figure pas dans l’annuaire de ce territoire."""

    field = "on_behalf_of"


class NotAColleague(Refusal):
    """Ce compte n’existe pas, est désactivé, ou n’agit pas pour ce service."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NewAgent(Ask):
    """Somebody who works for a partner, and what they may do there."""

    name: Line
    function: Code
    partner: PartnerId
    roles: tuple[Code, ...] = Field(min_length=1)


class RoleNamed(Ask):
    role: Annotated[Code, Among(codes.ROLES), Field(title="Rôle")]


class NewMandate(Ask):
    """For which other partner the agent acts, on which days (both included)."""

    on_behalf_of: Annotated[PartnerId, Field(title="Au nom de quel partenaire")]
    first: Annotated[Day, Field(title="Du")]
    last: Annotated[Day, Field(title="Au")]


class MandateNamed(Ask):
    on_behalf_of: Annotated[PartnerId, Field(title="Au nom de quel partenaire")]


class NewAbsence(Ask):
    """On which days (both included), and who sees to their referrals meanwhile."""

    first: Annotated[Day, Field(title="Du")]
    last: Annotated[Day, Field(title="Au")]
    deputy: Annotated[AgentId, Field(title="Qui supplée")]


async def enrol(desk: Desk, agent: AgentId, ask: NewAgent) -> Receipt:
    """Enrol an agent and grant the roles; resumed after a partial failure."""
    await _ensure_here(desk, ask.partner, UnknownEmployer)
    codes.ROLES.ensure_each(roles=ask.roles)
    step = desk.steps()
    receipt = await step("enrol").begin(
        Agent, agent, name=ask.name, function=ask.function, partner=ask.partner
    )
    for role in dict.fromkeys(ask.roles):
        receipt = await step(f"grant/{role}").change(Agent, agent, Agent.grant_role, role=role)
    return receipt


async def grant_role(desk: Desk, agent: AgentId, ask: RoleNamed) -> Receipt:
    return await desk.change(Agent, agent, Agent.grant_role, role=ask.role)


async def revoke_role(desk: Desk, agent: AgentId, ask: RoleNamed) -> Receipt:
    """Take a role back; the tokens for it end at once."""
    return await desk.change(Agent, agent, Agent.revoke_role, role=ask.role)


async def disable(desk: Desk, agent: AgentId, _: Ask | None = None) -> Receipt:
    """Close an account; its tokens end at once."""
    return await desk.change(Agent, agent, Agent.disable)


async def mandate(desk: Desk, agent: AgentId, ask: NewMandate) -> Receipt:
    """Let an agent act in the name of another partner than their employer."""
    await _ensure_here(desk, ask.on_behalf_of, UnknownMandator)
    return await desk.change(Agent, agent, Agent.mandate, **dict(ask))


async def end_mandate(desk: Desk, agent: AgentId, ask: MandateNamed) -> Receipt:
    """End a mandate; what tokens may do in that name ends at once."""
    return await desk.change(Agent, agent, Agent.end_mandate, on_behalf_of=ask.on_behalf_of)


async def be_absent(desk: Desk, agent: AgentId, ask: NewAbsence) -> Receipt:
    """Say when an agent is away, and which colleague stands in for them."""
    it = await desk.log.load(Agent, agent)
    if it is None:
        raise Unknown
    await ensure_colleague(desk, it.partner, deputy=ask.deputy)
    return await desk.change(Agent, agent, Agent.be_absent, **dict(ask))


async def come_back(desk: Desk, agent: AgentId, _: Ask | None = None) -> Receipt:
    """Say that an agent is there again, before the day that was planned."""
    return await desk.change(Agent, agent, Agent.come_back)


async def ensure_colleague(desk: Desk, partner: PartnerId, **named: AgentId) -> None:
    """Refuses an agent who does not act for that partner today, naming the field."""
    for field, agent in named.items():
        it = await desk.log.load(Agent, agent)
        if it is None or not acts_for(it, partner, desk.today):
            raise NotAColleague(field)


async def _ensure_here(desk: Desk, partner: PartnerId, unknown: type[Refusal]) -> None:
    it = await desk.log.load(Partner, partner)
    if it is None:
        raise unknown
    if it.left:
        raise PartnerLeft
