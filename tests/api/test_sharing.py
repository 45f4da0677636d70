"""What allows a sharing is refused where the table does not give it, through every door."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from api.desk import Desk
from domain.case import Case
from domain.policies import Asker
from tests.api.conftest import Somebody, enrol, joined, new_referral
from tests.conftest import TERRITORY

COORDINATION = "casf-l121-6-2"


async def refused(by: Somebody, **changes: Any) -> tuple[int, str, list[str]]:
    answer = await by.post("/referrals", new_referral(**changes))
    said = answer.json()
    fields = [error["field"] for error in said.get("errors", ())]
    return answer.status_code, said.get("type", "").rpartition(":")[2], fields


@pytest.mark.parametrize(
    ("kind", "ground", "given"),
    [
        ("crip", "casf-l226-2-2", True),
        ("housing-landlord", "casf-l226-2-2", False),
        ("health", "csp-l1110-4", True),
        ("police", "csp-l1110-4", False),
        ("police", "consent", True),
    ],
)
async def test_a_ground_holds_between_the_agents_function_and_the_addressees_kind(
    administrator: Desk, ccas: Somebody, kind: str, ground: str, *, given: bool
) -> None:
    addressee = str(await joined(administrator, kind))
    answer = await refused(ccas, addressee=addressee, sharing_ground=ground)

    expected = (201, "", []) if given else (422, "not-between-them", ["sharing_ground"])
    assert expected == answer


async def test_who_only_receives_people_shares_by_their_consent_alone(
    administrator: Desk, ccas: Somebody
) -> None:
    crip = str(await joined(administrator, "crip"))
    desk = await enrol(administrator, ccas.http, ccas.partner, function="reception")

    assert 422 == (await refused(desk, addressee=crip, sharing_ground="casf-l226-2-2"))[0]
    assert 201 == (await refused(desk, addressee=crip))[0]


async def test_coordination_allows_nothing_before_the_maire_has_named_somebody(
    administrator: Desk, ccas: Somebody
) -> None:
    help_ = str(await joined(administrator, "association"))
    said = {"addressee": help_, "sharing_ground": COORDINATION}
    assert (422, "not-coordinated", ["sharing_ground"]) == await refused(ccas, **said)

    first = (await ccas.post("/referrals", new_referral())).json()
    known = {"case": first["case"], "person": first["person"], "new_person": None}
    assert (422, "not-coordinated", ["sharing_ground"]) == await refused(ccas, **said, **known)
    await coordinated(administrator, ccas, UUID(first["case"]))
    assert (201, "", []) == await refused(ccas, **said, **known)


async def test_another_sender_is_held_to_the_same_table(
    administrator: Desk, ccas: Somebody
) -> None:
    landlord = str(await joined(administrator, "housing-landlord"))
    referral = (await ccas.post("/referrals", new_referral())).json()["referral"]
    said = {"to": landlord, "reason": "moved-away", "sharing_ground": "csp-l1110-4"}
    answer = await ccas.post(f"/referrals/{referral}/sender-change", said, version=1)

    assert (422, "sharing_ground") == (
        answer.status_code, answer.json()["errors"][0]["field"],
    )  # fmt: skip


async def coordinated(administrator: Desk, by: Somebody, case: UUID) -> None:
    """The steps of CASF, article L.121-6-2, to a designated coordinator."""
    asker = Asker(by.agent, by.partner, "coordinator", TERRITORY)
    desk = Desk(administrator.installation, asker, "test")
    mine = {"by": by.partner}
    who = {"partner": by.partner, "agent": by.agent}
    today = desk.today
    decided = {"decided_on": today, "reference": "2026-1"}
    for verb, said in _steps(who, today, decided):
        await desk.change(Case, case, verb, **mine, **said)


def _steps(who: Any, today: date, decided: Any) -> list[tuple[Any, dict[str, Any]]]:
    told = {"authorities": ("maire", "president-departement"), "need": "several-professionals"}
    return [
        (Case.report_coordination_need, told),
        (Case.propose_coordinator, who),
        (Case.agree_to_coordinator, {}),
        (Case.consult_department, {"consulted_on": today, "opinion": "favourable"}),
        (Case.designate_coordinator, who | decided),
    ]
