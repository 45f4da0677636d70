"""The names of those who acted: for an evaluator, under a mission in force, in its scope."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from api.commands.audit_missions import (
    Ending,
    NewMission,
    NotAnEvaluator,
    UnknownInScope,
    open_mission,
)
from api.commands.convention_verbs import MISSIONS
from api.commands.people import erase
from api.desk import Desk
from api.views.audit_missions import missions_in
from domain.agent import Agent
from domain.policies import Asker, NotAllowed
from domain.values import AgentId, PartnerId
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, new_referral

NAME = "Camille Fictif"
DAY = timedelta(days=1)
MISSION_ID = UUID("6f1f6a0e-0d4c-4b57-9d3a-5a0c7e8b1f22")


@pytest.fixture
async def eva(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, CCAS, "evaluator")


def asked(desk: Desk, who: AgentId, first: int = 0, last: int = 0, **said: Any) -> NewMission:
    today: date = desk.today
    usual = {"mandated_by": "Comité de pilotage du 3 mars", "purpose": "Délais de réponse"}
    days = {"first": today + first * DAY, "last": today + last * DAY}
    return NewMission(evaluator=who, **usual | days | said)


async def opened(desk: Desk, who: Somebody, *days: int, **said: Any) -> None:
    await open_mission(desk, MISSION_ID, asked(desk, who.agent, *days, **said))


async def names_by_service(who: Somebody) -> dict[str | None, set[str | None]]:
    """Which names stand beside the lines of the referral family, by service."""
    found: dict[str | None, set[str | None]] = {}
    for path, query in (("/journal", {"kind": "Referral"}), ("/changes", {})):
        for line in (await who.get(path, **query)).json()["items"]:
            if line["kind"].startswith("Referral."):
                found.setdefault(line["service"], set()).add(line["name"])
    return found


async def acted(ccas: Somebody, mission: Somebody) -> None:
    """One referral that both services have touched."""
    logged = (await ccas.post("/referrals", new_referral())).json()
    path = f"/referrals/{logged['referral']}/reception"
    assert 201 == (await mission.post(path, {}, version=1)).status_code


async def test_without_a_mission_no_name_leaves_the_api(
    ccas: Somebody, mission: Somebody, eva: Somebody
) -> None:
    await acted(ccas, mission)
    logged = (await ccas.post("/referrals", new_referral())).json()
    answers = [
        await who.get(path)
        for who in (ccas, mission, eva)
        for path in ("/journal", "/changes", "/inbox", "/cases", "/directory")
    ]
    answers += [await ccas.get(f"/cases/{logged['case']}{more}") for more in ("", "/history")]

    assert all(answer.status_code in (200, 403) for answer in answers)
    assert not [answer.url for answer in answers if NAME in answer.text]


async def test_a_mission_names_the_agents_of_its_scope_and_the_look_says_so(
    administrator: Desk, ccas: Somebody, mission: Somebody, eva: Somebody
) -> None:
    await acted(ccas, mission)
    await opened(administrator, eva, scope=(CCAS,))

    assert {"CCAS de Clichy": {NAME}, "Mission locale d’Éveil": {None}} == (
        await names_by_service(eva)
    )
    assert {None} == set.union(*(await names_by_service(ccas)).values())
    looks = await administrator.installation.readers.fetch(
        "select purpose from consultations where agent = $1 order by id", str(eva.agent)
    )
    assert ["audit-mission"] * 2 == [row["purpose"] for row in looks]


async def test_a_mission_without_scope_covers_the_whole_territory(
    administrator: Desk, ccas: Somebody, mission: Somebody, eva: Somebody
) -> None:
    await acted(ccas, mission)
    await opened(administrator, eva)

    assert {"CCAS de Clichy": {NAME}, "Mission locale d’Éveil": {NAME}} == (
        await names_by_service(eva)
    )


async def test_what_an_agent_did_is_sought_only_under_a_mission_that_covers_them(
    administrator: Desk, ccas: Somebody, mission: Somebody, eva: Somebody
) -> None:
    await acted(ccas, mission)
    before = await eva.get("/journal", actor=str(ccas.agent))
    await opened(administrator, eva, scope=(CCAS,))
    found = await eva.get("/journal", actor=str(ccas.agent))
    outside = await eva.get("/journal", actor=str(mission.agent))
    nobody = await eva.get("/journal", actor="-" * 36)

    assert [403, 200, 403, 403] == [
        answer.status_code for answer in (before, found, outside, nobody)
    ]
    assert {(str(ccas.agent), NAME)} == {
        (line["actor"], line["name"]) for line in found.json()["items"]
    }


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (1, 9)])
async def test_a_mission_names_nobody_outside_its_days(
    administrator: Desk, ccas: Somebody, mission: Somebody, eva: Somebody, first: int, last: int
) -> None:
    await acted(ccas, mission)
    await opened(administrator, eva, first, last)

    assert {None} == set.union(*(await names_by_service(eva)).values())


async def test_a_mission_that_ended_names_nobody(
    administrator: Desk, ccas: Somebody, mission: Somebody, eva: Somebody
) -> None:
    await acted(ccas, mission)
    await opened(administrator, eva)
    await MISSIONS.run("end", administrator, MISSION_ID, Ending(reason="accomplished"))

    assert {None} == set.union(*(await names_by_service(eva)).values())


async def test_another_evaluator_is_told_nothing(
    administrator: Desk, ccas: Somebody, mission: Somebody, eva: Somebody,
    http: httpx2.AsyncClient,
) -> None:  # fmt: skip
    await acted(ccas, mission)
    await opened(administrator, eva)
    other = await enrol(administrator, http, MISSION, "evaluator")

    assert {None} == set.union(*(await names_by_service(other)).values())


async def test_a_name_whose_key_is_destroyed_is_gone_for_the_mission_too(
    administrator: Desk, ccas: Somebody, mission: Somebody, eva: Somebody
) -> None:
    await acted(ccas, mission)
    await opened(administrator, eva)
    dpo = replace(administrator, asker=replace(administrator.asker, role="dpo"))
    await erase(dpo, Agent, ccas.agent, "right-to-erasure")

    assert {"erased"} == (await names_by_service(eva))["CCAS de Clichy"]


async def test_a_mission_is_for_an_evaluator_and_services_of_the_territory(
    administrator: Desk, ccas: Somebody, eva: Somebody
) -> None:
    for nobody in (ccas.agent, AgentId(uuid4())):
        with pytest.raises(NotAnEvaluator):
            await open_mission(administrator, uuid4(), asked(administrator, nobody))
    elsewhere = asked(administrator, eva.agent, scope=(PartnerId(uuid4()),))
    with pytest.raises(UnknownInScope):
        await open_mission(administrator, uuid4(), elsewhere)


async def test_nobody_opens_a_mission_for_themselves(
    administrator: Desk, eva: Somebody
) -> None:
    await administrator.change(Agent, eva.agent, Agent.grant_role, role="administrator")
    oneself = Asker(eva.agent, CCAS, "administrator", administrator.territory)

    with pytest.raises(NotAllowed):
        await opened(replace(administrator, asker=oneself), eva)


async def test_everyone_may_know_which_missions_there_are(
    administrator: Desk, eva: Somebody
) -> None:
    await opened(administrator, eva, scope=(MISSION, MISSION))
    await open_mission(administrator, uuid4(), asked(administrator, eva.agent, -9, -2))
    async with administrator.look("missions") as sight:
        now, then = await missions_in(sight)

    assert (True, ["Mission locale d’Éveil"]) == (now["in_force"], now["services"])
    assert (False, []) == (then["in_force"], then["services"])
    assert NAME not in repr(now)
