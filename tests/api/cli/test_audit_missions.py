"""The names of those who acted, at the command line."""

from uuid import uuid4

import httpx2

from api.cli.exits import Exit
from api.commands.audit_missions import NewMission, open_mission
from api.desk import Desk
from tests.api.cli.conftest import Maillage
from tests.api.conftest import CCAS, Somebody, enrol, new_referral
from tests.conftest import TERRITORY

NAME = "Camille Fictif"


async def test_names_leave_the_command_line_under_a_mission_only(
    administrator: Desk, ccas: Somebody, maillage: Maillage, http: httpx2.AsyncClient
) -> None:
    eva = await enrol(administrator, http, CCAS, "evaluator")
    assert 201 == (await ccas.post("/referrals", new_referral())).status_code
    sent = ("journal", TERRITORY, "--kind", "Referral.Sent")
    by_eva = (*sent, "--token", eva.token)
    asked = (sent, by_eva, (*by_eva, "--json"), ("token", "agents", TERRITORY))

    before = await maillage.each(*asked)
    today = administrator.today
    mission = NewMission(
        evaluator=eva.agent, mandated_by="Comité de pilotage", purpose="Délais", first=today,
        last=today,
    )  # fmt: skip
    await open_mission(administrator, uuid4(), mission)
    after = await maillage.each(*asked)

    assert {Exit.DONE} == {each.code for each in (*before, *after)}
    assert [False] * 4 == [NAME in each.out + each.err for each in before]
    assert [False, True, True, False] == [NAME in each.out + each.err for each in after]
    assert after[1].out.endswith(f"[{NAME}]\n")


async def test_a_token_for_acting_in_anothers_name_needs_a_mandate(
    ccas: Somebody, mission: Somebody, maillage: Maillage
) -> None:
    asked = ("token", "create", TERRITORY, str(ccas.agent), "--on-behalf-of")
    none, bad = await maillage.each((*asked, str(mission.partner)), (*asked, "la CAF"))

    assert (Exit.REFUSED, Exit.MISUSED) == (none.code, bad.code)
