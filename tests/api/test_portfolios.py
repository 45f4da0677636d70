"""Absence and hand-over: what was entrusted to one agent finds another."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest

from api.commands.agents import NewAbsence, NotAColleague, be_absent, come_back
from api.commands.portfolios import HandingOver, hand_over
from api.desk import Desk
from domain.agent import Agent, NothingToHandOver
from domain.policies import Asker, NotAllowed
from domain.referral import Referral
from domain.values import AgentId, ReferralId
from store.uuid7 import uuid7
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, new_referral

DAY = timedelta(days=1)


@pytest.fixture
async def paul(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, MISSION)


def desk_of(administrator: Desk, who: Somebody) -> Desk:
    asker = Asker(who.agent, who.partner, "social-worker", administrator.territory)
    return replace(administrator, asker=asker, correlation=uuid7())


async def entrusted(desk: Desk, sender: Somebody, to: AgentId) -> ReferralId:
    """A new referral to the mission locale, assigned to that agent."""
    logged = (await sender.post("/referrals", new_referral())).json()
    referral = ReferralId(UUID(logged["referral"]))
    entrusting = replace(desk, correlation=uuid7())
    await entrusting.change(Referral, referral, Referral.assign, by=MISSION, agent=to)
    return referral


async def assigned(desk: Desk) -> dict[str, Any]:
    rows = await desk.installation.readers.fetch("select referral, assigned from referrals")
    return {str(row["referral"]): row["assigned"] for row in rows}


async def handed(desk: Desk) -> list[tuple[str, str]]:
    rows = await desk.installation.readers.fetch(
        "select correlation_id, data from events where kind = 'Agent.PortfolioHandedOver'"
    )
    return [(str(row["correlation_id"]), row["data"]) for row in rows]


async def test_all_open_referrals_of_an_agent_go_to_a_colleague_under_one_correlation(
    administrator: Desk, ccas: Somebody, mission: Somebody, paul: Somebody
) -> None:
    desk = desk_of(administrator, paul)
    open_ones = [await entrusted(desk, ccas, mission.agent) for _ in range(3)]
    declined = await entrusted(desk, ccas, mission.agent)
    sender = desk_of(administrator, ccas)
    await sender.change(Referral, declined, Referral.withdraw, by=CCAS, reason="other")
    await administrator.change(Agent, mission.agent, Agent.disable)

    await hand_over(desk, mission.agent, HandingOver(to=paul.agent))

    now = await assigned(desk)
    assert {paul.agent} == {now[str(each)] for each in open_ones}
    assert mission.agent == now[str(declined)]
    [(correlation, data)] = await handed(desk)
    assert (str(desk.correlation), True) == (correlation, '"referrals":3' in data)
    rows = await desk.installation.readers.fetch(
        "select stream_id from events where correlation_id = $1", desk.correlation
    )
    assert {*map(str, open_ones), str(mission.agent)} == {str(row["stream_id"]) for row in rows}


async def test_a_hand_over_that_stopped_half_way_goes_on_and_counts_all(
    administrator: Desk, ccas: Somebody, mission: Somebody, paul: Somebody
) -> None:
    desk, ask = desk_of(administrator, paul), HandingOver(to=paul.agent)
    both = [await entrusted(desk, ccas, mission.agent) for _ in range(2)]
    half = replace(desk, command_id=desk.step_id(f"assign/{both[0]}/{paul.agent}"))
    await half.change(Referral, both[0], Referral.assign, by=MISSION, agent=paul.agent)

    first = await hand_over(desk, mission.agent, ask)
    again = await hand_over(desk, mission.agent, ask)

    assert first == again
    [(_, data)] = await handed(desk)
    assert '"referrals":2' in data


async def test_there_must_be_something_to_hand_over_and_a_colleague_to_take_it(
    administrator: Desk, ccas: Somebody, mission: Somebody, paul: Somebody
) -> None:
    desk = desk_of(administrator, paul)
    with pytest.raises(NothingToHandOver):
        await hand_over(desk, mission.agent, HandingOver(to=paul.agent))
    await entrusted(desk, ccas, mission.agent)
    with pytest.raises(NotAColleague) as refused:
        await hand_over(desk, mission.agent, HandingOver(to=ccas.agent))
    assert "to" == refused.value.field
    stranger = desk_of(administrator, ccas)
    with pytest.raises((NotAllowed, NothingToHandOver)):
        await hand_over(stranger, mission.agent, HandingOver(to=ccas.agent))
    assert [] == await handed(desk)


async def items(who: Somebody) -> list[dict[str, Any]]:
    lists = (await who.get("/inbox")).json()["worklists"]
    return [item for each in lists for item in each["items"]]


async def test_a_deputy_sees_the_referrals_of_an_absent_colleague_as_theirs(
    administrator: Desk, ccas: Somebody, mission: Somebody, paul: Somebody
) -> None:
    desk = desk_of(administrator, paul)
    await entrusted(desk, ccas, mission.agent)
    [before] = await items(paul)
    today = desk.today
    away = NewAbsence(first=today, last=today + DAY, deputy=paul.agent)
    await be_absent(desk_of(administrator, mission), mission.agent, away)
    [mine] = await items(paul)
    [theirs] = await items(mission)
    await come_back(desk, mission.agent)
    [after] = await items(paul)

    assert [False, True, False] == [item["mine"] for item in (before, mine, after)]
    relay = {"absent": "social-worker", "deputy": "social-worker"}
    assert [None, relay, None] == [item["relay"] for item in (before, mine, after)]
    assert (False, relay) == (theirs["mine"], theirs["relay"])
    [outside] = await items(ccas)
    assert (False, None) == (outside["mine"], outside["relay"])


async def test_an_absence_to_come_changes_nothing_yet(
    administrator: Desk, ccas: Somebody, mission: Somebody, paul: Somebody
) -> None:
    desk = desk_of(administrator, paul)
    await entrusted(desk, ccas, mission.agent)
    later = NewAbsence(first=desk.today + DAY, last=desk.today + DAY, deputy=paul.agent)
    await be_absent(desk, mission.agent, later)

    assert [(False, None)] == [(each["mine"], each["relay"]) for each in await items(paul)]


async def test_a_deputy_is_of_the_same_service(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    today = administrator.today
    away = NewAbsence(first=today, last=today, deputy=ccas.agent)
    with pytest.raises(NotAColleague) as refused:
        await be_absent(desk_of(administrator, mission), mission.agent, away)
    assert "deputy" == refused.value.field
