"""Alerts at the API: raised, read by whom they are for, led to their end, counted together."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.commands.partners import leave
from api.desk import Desk
from api.installation import Installation
from api.worker import round_of
from domain.alert import Alert
from domain.alert_standing import Escalation
from domain.geography import Quartier
from domain.partner import SomethingOpen
from domain.policies import SYSTEM, Asker
from domain.territory import Territory, territory_stream
from projections import watch_board
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, joined, new_referral
from tests.conftest import TERRITORY
from tests.domain.alerts import ANSWER, DEADLINE, HOUSING, RAISED

COARSE = {
    "age_band": "75-plus", "sex": "unknown", "household": "single", "quartier": "not-recorded",
    "geography_version": "not-recorded", "language_need": "none", "channel": "home-visit",
}  # fmt: skip
CANARY = "Canari-4d2e"


def new_alert(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "situation", "facts": f"{CANARY} ne sort plus.", "observed_on": "2026-11-02",
        "urgency": "ordinary", "themes": list(HOUSING), "informed": "to-be-informed",
        "sharing_ground": "consent", "coarse": COARSE, **changes,
    }  # fmt: skip


COLLECTIVE = {"kind": "collective", "informed": None, "sharing_ground": None}
TOLD = {
    "learnt": "told-by-resident",
    "reporter": {"name": "Mme Voisine", "words": "On n’entend plus rien."},
}


async def raised(who: Somebody, **changes: Any) -> str:
    answer = await who.post("/alerts", new_alert(**changes))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["alert"])


@pytest.fixture
async def animator(administrator: Desk, ccas: Somebody) -> Somebody:
    partner = await joined(administrator, "departement-district")
    return await enrol(administrator, ccas.http, partner, "cell-animator")


async def test_an_alert_is_read_by_its_raiser_and_the_animator_and_by_no_one_else(
    administrator: Desk, ccas: Somebody, mission: Somebody, animator: Somebody
) -> None:
    alert = await raised(ccas)
    for who, status in ((ccas, 200), (animator, 200), (mission, 403)):
        answer = await who.get(f"/alerts/{alert}")
        assert answer.status_code == status
        assert (CANARY in answer.text) is (status == 200)
    for role in ("elected", "evaluator", "administrator", "project-lead", "archivist"):
        other = await enrol(administrator, ccas.http, CCAS, role)
        assert (await other.get(f"/alerts/{alert}")).status_code == 403
        board = await other.get("/watch-board")
        assert not [each for lane in board.json().get("lanes", ()) for each in lane["alerts"]]


async def test_a_territorial_alert_is_read_by_whoever_meets_people_but_not_by_the_elected(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    alert = await raised(ccas, **COLLECTIVE)
    assert (await mission.get(f"/alerts/{alert}")).status_code == 200
    elected = await enrol(administrator, ccas.http, CCAS, "elected")
    assert (await elected.get(f"/alerts/{alert}")).status_code == 403


async def test_who_told_it_is_known_to_the_service_that_heard_them_alone(
    ccas: Somebody, animator: Somebody
) -> None:
    alert = await raised(ccas, **TOLD)
    own = (await ccas.get(f"/alerts/{alert}")).json()["reporter"]
    assert (own["name"], own["by"]) == ("Mme Voisine", str(CCAS))
    masked = await animator.get(f"/alerts/{alert}")
    assert "Voisine" not in masked.text
    assert masked.json()["reporter"]["words"] == "sealed"


async def test_reading_an_alert_is_on_record(
    ccas: Somebody, installation: Installation
) -> None:
    alert = await raised(ccas)
    await ccas.get(f"/alerts/{alert}")
    looks = await installation.readers.fetch(
        "select cases from consultations where purpose = 'alert'"
    )
    assert [look["cases"] for look in looks] == [[UUID(alert)]]


async def test_a_partner_does_not_leave_while_an_alert_is_its_to_see_to(
    administrator: Desk, ccas: Somebody, animator: Somebody
) -> None:
    pmi = await joined(administrator, "pmi")
    alert = await raised(ccas)
    said = {"partner": str(pmi), "sharing_ground": "consent"}
    assert (await animator.post(f"/alerts/{alert}/assignment", said, 1)).status_code == 201
    with pytest.raises(SomethingOpen):
        await leave(administrator, pmi)
    end = {"outcome": "other", "conclusion": "Suivie."}
    assert (await animator.post(f"/alerts/{alert}/resolution", end, 2)).status_code == 201
    await leave(administrator, pmi)


async def test_the_clock_escalates_then_reminds_then_lets_be(
    administrator: Desk, ccas: Somebody, installation: Installation
) -> None:
    """By the territory's own day, at the hands of the worker."""
    days = [date(2020, 1, n) for n in range(2, 10)]
    said = RAISED | {
        "raiser": CCAS, "case": None, "deadline": replace(
            DEADLINE, due=days[0], reminders=tuple(days[:2]), lapses_on=days[2]
        ),
        "escalation": Escalation(
            MISSION, replace(ANSWER, due=days[4], reminders=(days[4], days[5]))
        ),
    }  # fmt: skip
    desk = replace(administrator, asker=Asker(ccas.agent, CCAS, "social-worker", TERRITORY))
    alert = uuid4()
    await desk.begin(Alert, alert, **said)

    async def kinds() -> list[str]:
        rows = await installation.readers.fetch(
            "select kind from events where stream_id = $1 order by version", alert
        )
        return [row["kind"].partition(".")[2] for row in rows]

    await round_of(installation, TERRITORY)
    assert await kinds() == ["Raised", "Escalated"]
    for _ in range(2):
        await round_of(installation, TERRITORY)
        assert await kinds() == ["Raised", "Escalated", "Reminded"]


async def test_police_and_landlords_neither_raise_a_situation_nor_are_told_of_one(
    administrator: Desk, ccas: Somebody, animator: Somebody
) -> None:
    police = await joined(administrator, "police")
    officer = await enrol(administrator, ccas.http, police, "partner-agent")
    refused = await officer.post("/alerts", new_alert())
    assert refused.status_code == 409
    alert = await raised(ccas)
    landlord = str(await joined(administrator, "housing-landlord"))
    for noun, field, to in (
        ("assignment", "partner", str(police)), ("escalation", "to", landlord),
    ):  # fmt: skip
        body = {field: to, "sharing_ground": "consent"}
        answer = await animator.post(f"/alerts/{alert}/{noun}", body, 1)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == field
    assert (await officer.post("/alerts", new_alert(**COLLECTIVE))).status_code == 201


async def test_who_it_is_entrusted_to_reads_it_until_another_sees_to_it(
    administrator: Desk, ccas: Somebody, mission: Somebody, animator: Somebody
) -> None:
    alert = await raised(ccas)
    path = f"/alerts/{alert}"
    said = {"partner": str(MISSION), "sharing_ground": "consent"}
    assert (await animator.post(f"{path}/assignment", said, 1)).status_code == 201
    assert (await mission.get(path)).status_code == 200
    waiting = (await mission.get("/inbox")).json()["alerts"]
    assert [(each["alert"], each["owner"]) for each in waiting] == [(alert, str(MISSION))]
    pmi = await joined(administrator, "pmi")
    said = {"partner": str(pmi), "sharing_ground": "consent"}
    assert (await animator.post(f"{path}/assignment", said, 2)).status_code == 201
    assert (await mission.get(path)).status_code == 403
    assert (await mission.get("/inbox")).json()["alerts"] == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"themes": []}, "themes"),
        ({"themes": ["tea"]}, "themes"),
        ({"urgency": "urgent"}, "danger"),
        ({"peril": "child", "danger": "emergency-called"}, "danger"),
        ({"learnt": "told-by-resident"}, "reporter"),
        ({"reporter": {"name": "Mme V."}}, "reporter"),
        ({"reporter": {}, "learnt": "told-by-resident"}, "reporter"),
        ({"informed": None}, "informed"),
        ({"sharing_ground": "casf-l121-6-2"}, "sharing_ground"),
        ({"observed_on": "2099-01-01"}, "observed_on"),
        ({"kind": "collective", "informed": None}, "sharing_ground"),
        ({"kind": "information-preoccupante"}, "kind"),
        ({"facts": ""}, "facts"),
    ],
    ids=str,
)
async def test_what_is_wrong_with_an_alert_is_told_at_its_field_and_nothing_is_written(
    ccas: Somebody, installation: Installation, said: dict[str, Any], field: str
) -> None:
    before = await installation.head(TERRITORY)
    answer = await ccas.post("/alerts", new_alert(**said))
    assert answer.status_code == 422, answer.text
    assert field in answer.json()["errors"][0]["field"]
    assert CANARY not in answer.text
    assert await installation.head(TERRITORY) == before


async def test_an_alert_is_tied_to_a_case_that_its_raiser_is_party_to(
    ccas: Somebody, mission: Somebody
) -> None:
    case = (await ccas.post("/referrals", new_referral())).json()["case"]
    assert (await mission.post("/alerts", new_alert(case=case))).status_code == 409
    assert (await mission.post("/alerts", new_alert(case=str(uuid4())))).status_code == 404
    alert = await raised(ccas, case=case)
    assert [row["alert"] for row in (await ccas.get(f"/cases/{case}")).json()["alerts"]] == [
        alert
    ]
    assert (await mission.get(f"/cases/{case}")).json()["alerts"] == []


async def test_a_duplicate_is_not_of_itself_nor_of_a_duplicate(
    ccas: Somebody, animator: Somebody, installation: Installation
) -> None:
    one, two, three = [await raised(ccas) for _ in range(3)]

    async def duplicate(alert: str, of: str, version: int = 1) -> int:
        path = f"/alerts/{alert}/duplicate"
        return (await animator.post(path, {"of": of}, version)).status_code

    assert await duplicate(one, one) == 422
    assert await duplicate(two, one) == 201
    assert await duplicate(three, two) == 422
    assert await duplicate(three, str(uuid4())) == 404
    await round_of(installation, TERRITORY)
    assert await duplicate(one, three, 2) == 409
    assert (await animator.get(f"/alerts/{one}")).json()["duplicates"] == [two]
    said = {"reason": "not-a-duplicate"}
    assert (await animator.post(f"/alerts/{two}/reopening", said, 2)).status_code == 201
    await round_of(installation, TERRITORY)
    assert await duplicate(one, three, 3) == 201


async def test_an_urgent_alert_that_nobody_acknowledges_escalates_once(
    ccas: Somebody, animator: Somebody, installation: Installation
) -> None:
    alert = await raised(ccas, urgency="urgent", danger="no-immediate-danger")
    [row] = await installation.readers.fetch(
        watch_board.statements["alert"], TERRITORY, UUID(alert)
    )
    late = row["raised_on"] + timedelta(days=14)
    [due] = await installation.readers.fetch(
        watch_board.statements["due_for_the_clock"], TERRITORY, late, 10
    )
    assert due["stream"] == UUID(alert)
    desk = Desk(installation, Asker(SYSTEM, None, SYSTEM, TERRITORY), "alert-answer@0")
    await desk.change(Alert, UUID(alert), Alert.escalate_unanswered, today=late)
    [waits] = (await animator.get("/inbox")).json()["alerts"]
    assert (waits["alert"], waits["answerable"]) == (alert, str(animator.partner))
    lanes = {
        each["code"]: each for each in (await animator.get("/watch-board")).json()["lanes"]
    }
    assert [each["alert"] for each in lanes["late"]["alerts"]] == [alert]
    others = [each["alert"] for lane in lanes.values() for each in lane["alerts"]]
    assert others.count(alert) == 1, "in its most pressing list only"
    said = {"answer": "Nous y allons."}
    assert (await animator.post(f"/alerts/{alert}/answer", said, 2)).status_code == 201
    assert (await animator.get("/inbox")).json()["alerts"] == []


async def test_alerts_that_may_say_the_same_stand_side_by_side(
    ccas: Somebody, animator: Somebody
) -> None:
    case = (await ccas.post("/referrals", new_referral())).json()["case"]
    one = await raised(ccas, case=case)
    other = await raised(ccas, case=case, themes=["sante--acces-aux-soins"])
    await raised(ccas)
    board = (await animator.get("/watch-board")).json()
    assert [(pair["one"], pair["other"]) for pair in board["alike"]] == [(one, other)]


async def quartier(desk: Desk) -> dict[str, str]:
    await desk.change(
        Territory, territory_stream(TERRITORY), Territory.adopt_geography,
        version="2026", quartiers=(Quartier("bas-clichy", "Bas-Clichy"),),
    )  # fmt: skip
    return COARSE | {"quartier": "bas-clichy", "geography_version": "2026"}


async def test_five_households_and_two_services_propose_a_territorial_alert_in_counts_only(
    administrator: Desk, ccas: Somebody, mission: Somebody, animator: Somebody
) -> None:
    coarse = await quartier(administrator)

    async def signals(who: Somebody = animator) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await who.get("/watch-board")).json()["signals"]
        return found

    household = str(uuid4())
    for _ in range(2):
        await raised(ccas, coarse=coarse, household=household)
    for _ in range(4):
        await raised(ccas, coarse=coarse)
    assert await signals() == [], "six alerts, five households, but one service"
    await raised(mission, coarse=coarse)
    [signal] = await signals()
    assert signal == {
        "theme": HOUSING[0], "quartier": "bas-clichy", "households": 6, "services": 2,
        "days": 30,
    }  # fmt: skip
    assert await signals(ccas) == [], "only the animator is proposed anything"

    said = {"theme": HOUSING[0], "quartier": "bas-clichy", "reason": "known"}
    assert (await ccas.post("/weak-signals", said)).status_code in (403, 409)
    assert (await animator.post("/weak-signals", said)).status_code == 201
    assert await signals() == [], "set aside"
    assert (await animator.post("/weak-signals", said)).status_code == 409
    await raised(mission, coarse=coarse)
    assert [each["households"] for each in await signals()] == [7], "one more household"
    await raised(ccas, coarse=coarse, **COLLECTIVE)
    assert await signals() == [], "a territorial alert stands"


async def test_sensitive_themes_are_not_counted_unless_the_territory_says_so(
    administrator: Desk, ccas: Somebody, mission: Somebody, animator: Somebody
) -> None:
    coarse = await quartier(administrator)
    for who in (ccas, ccas, ccas, ccas, mission):
        await raised(who, coarse=coarse, themes=["sante--addictions"])
    assert (await animator.get("/watch-board")).json()["signals"] == []
    values = {
        "households": 5, "services": 2, "days": 30, "violence": 0, "addiction": 1,
        "mental-health": 0, "child-protection": 0,
    }  # fmt: skip
    await administrator.change(
        Territory, territory_stream(TERRITORY), Territory.adopt_rule, rule="weak-signal",
        values=values,
    )  # fmt: skip
    [signal] = (await animator.get("/watch-board")).json()["signals"]
    assert signal["theme"] == "sante--addictions"


async def test_a_form_sent_again_raises_one_alert(
    ccas: Somebody, installation: Installation
) -> None:
    body = new_alert(**TOLD)
    first, second = [await ccas.post("/alerts", body, key="one") for _ in range(2)]
    assert first.json() == second.json()
    rows = await installation.readers.fetch("select alert from watch_board.alerts")
    assert len(rows) == 1
