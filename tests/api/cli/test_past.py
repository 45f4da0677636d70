"""A case at an earlier moment, and two moments compared, on the command line."""

from uuid import UUID

from api.cli.exits import Exit
from api.commands.referrals import NewReferral, log_referral
from api.desk import Desk
from domain.case import Case
from domain.policies import Asker
from domain.values import AgentId
from tests.api.cli.conftest import Maillage
from tests.api.conftest import CCAS, new_referral
from tests.conftest import TERRITORY


async def test_a_case_is_seen_at_a_moment_and_two_are_compared(
    maillage: Maillage, administrator: Desk, camille: AgentId
) -> None:
    asker = Asker(camille, CCAS, "social-worker", TERRITORY)
    desk = Desk(administrator.installation, asker, "test")
    case = (await log_referral(desk, NewReferral.model_validate(new_referral()))).case
    made = await maillage("token", "create", TERRITORY, str(camille), "--json")
    asked = ("case", "show", TERRITORY, str(case), "--token", made.json["token"])
    position = (await maillage(*asked, "--json")).json["position"]
    await desk.change(Case, UUID(str(case)), Case.close, by=CCAS, outcome="needs-met")

    then = await maillage(*asked, "--known-at", str(position), "--json")
    assert (position, "open") == (then.json["position"], then.json["case"]["state"])
    assert "closed" == (await maillage(*asked, "--json")).json["case"]["state"]

    found = await maillage(*asked, "--from", str(position))
    assert Exit.DONE == found.code, found.err
    assert "Situation : ouverte → close (besoins satisfaits)" in found.out
    assert "clôt la situation" in found.out
    same = await maillage(*asked, "--from", str(position), "--to", str(position))
    assert "Rien n’a changé." in same.out

    refused = await maillage(*asked, "--at", "2001-01-01")
    assert (Exit.REFUSED, "") == (refused.code, refused.out)
    assert "votre service n’était pas partie" in refused.err
    for wrong in (
        ("--at", "hier"), ("--known-at", "-1"), ("--to", "3"),
        ("--from", "3", "--at", "2026-01-01"), ("--from", str(position), "--to", "1"),
    ):  # fmt: skip
        misused = await maillage(*asked, *wrong)
        assert (Exit.MISUSED, "") == (misused.code, misused.out), wrong
