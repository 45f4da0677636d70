"""What allows a sharing is refused where the table does not give it, through every door."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from api.desk import Desk
from api.worker import round_of
from domain.case import Case
from domain.person import Person
from domain.policies import Asker
from tests.api.conftest import MISSION, Somebody, enrol, joined, new_referral
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


async def test_a_note_is_widened_on_a_ground_that_covers_who_will_read_it(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    logged = (await ccas.post("/referrals", new_referral())).json()
    referral, case = logged["referral"], f"/cases/{logged['case']}"
    await mission.post(f"/referrals/{referral}/acceptance", {}, version=1)
    await round_of(administrator.installation, TERRITORY)
    version = (await ccas.get(case)).json()["version"]
    noted = await ccas.post(f"{case}/notes", {"text": "Vue ce matin."}, version=version)
    said = {"note": version + 1}

    async def widened(ground: str) -> tuple[int, str]:
        answer = await ccas.post(
            f"{case}/note-widening", said | {"sharing_ground": ground}, version=version + 1
        )
        return answer.status_code, answer.json().get("type", "").rpartition(":")[2]

    assert 201 == noted.status_code
    assert (422, "not-between-them") == await widened("csp-l1110-4")
    person = f"/people/{logged['person']}"
    objection = {"received_on": str(administrator.today)}
    await ccas.post(
        f"{person}/opposition", objection, version=await _version(administrator, logged)
    )
    assert (422, "sharing-opposed") == await widened("consent")
    version_now = await _version(administrator, logged)
    await ccas.post(f"{person}/opposition-taken-back", {}, version=version_now)
    assert 201 == (await widened("consent"))[0]


async def test_no_meeting_is_set_in_a_way_that_would_put_the_person_at_risk(
    administrator: Desk, ccas: Somebody
) -> None:
    logged = (await ccas.post("/referrals", new_referral())).json()
    person, referral = f"/people/{logged['person']}", f"/referrals/{logged['referral']}"
    at_risk = {"never_by": ["visit"]}
    await ccas.post(
        f"{person}/safe-contact", at_risk, version=await _version(administrator, logged)
    )
    meets_at = administrator.log.now + timedelta(days=3)
    said = {"meets_at": meets_at.isoformat(), "how": "home-visit"}
    told = {"told_by": str(MISSION), "medium": "phone"}
    await ccas.post(f"{referral}/acceptance", told, version=1)
    answer = await ccas.post(f"{referral}/meeting", said, version=2)

    assert (422, "how") == (answer.status_code, answer.json()["errors"][0]["field"])
    there = await ccas.post(f"{referral}/meeting", said | {"how": "on-site"}, version=2)
    assert 201 == there.status_code


async def _version(desk: Desk, logged: dict[str, str]) -> int:
    it = await desk.log.load(Person, UUID(logged["person"]))
    assert it is not None
    return it.version


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
