"""Handing over (passer la main): all that is assigned to an agent goes to a colleague."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.commands.agents import ensure_colleague
from api.commands.asks import Ask
from api.desk import Desk
from domain.agent import Agent
from domain.referral import Referral
from domain.values import AgentId
from projections import inbox
from store.receipts import Receipt, receipts

_LAST = "hand-over"


class HandingOver(Ask):
    """The colleague who takes over."""

    to: Annotated[AgentId, Field(title="À quel·le collègue")]


async def hand_over(desk: Desk, agent: AgentId, ask: HandingOver) -> Receipt:
    """Reassign each open referral of the agent, then record how many; resumed where it stopped.

    It concerns the referrals to the partner for which the caller acts.
    """
    await ensure_colleague(desk, desk.partner, to=ask.to)
    done, waiting = await _portfolio(desk, agent, ask.to)
    step = desk.steps()
    last = step(_LAST)
    for referral in waiting:
        await step(_assigning(referral, ask.to)).change(
            Referral, referral, Referral.assign, by=desk.partner, agent=ask.to
        )
    count = len(done) + len(waiting)
    return await last.change(Agent, agent, Agent.hand_over, to=ask.to, referrals=count)


async def _portfolio(
    desk: Desk, agent: AgentId, to: AgentId
) -> tuple[Sequence[UUID], Sequence[UUID]]:
    """What an interrupted run reassigned already, and what still waits for its turn."""
    async with desk.look("hand-over") as sight:
        rows = await sight.fetch(inbox.statements["portfolio"], desk.partner, [agent, to])
    taken = [row["referral"] for row in rows if row["assigned"] == to]
    commands = {desk.step_id(_assigning(each, to)): each for each in taken}
    asked = [desk.step_id(_LAST), *commands]
    known = await receipts(desk.installation.writers, desk.territory, asked)
    done = [each for command, each in commands.items() if command in known]
    if desk.step_id(_LAST) in known:
        return done, ()
    return done, [row["referral"] for row in rows if row["assigned"] == agent and row["open"]]


def _assigning(referral: UUID, to: AgentId) -> str:
    return f"assign/{referral}/{to}"
