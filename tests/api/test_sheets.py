"""Action sheets over the API: drafted under a number, measured, corrected, read by all."""

from typing import Any
from uuid import uuid4

import pytest

from api.desk import Desk
from tests.api.conftest import CCAS, MISSION, Somebody, enrol
from tests.api.test_bad_input import CANARY, NUL, ensure_told, events


@pytest.fixture
async def lead(administrator: Desk, ccas: Somebody) -> Somebody:
    """The project lead."""
    return await enrol(administrator, ccas.http, MISSION, "project-lead")


def new_sheet(**changes: Any) -> dict[str, Any]:
    return {
        "number": 3, "title": "Aller vers", "kind": "new", "priority": "cohesion",
        "need": "Des guichets trop loin.", "objectives": ["Deux permanences par mois"],
        "publics": ["familles"], "lead": str(CCAS), **changes,
    }  # fmt: skip


def new_indicator(**changes: Any) -> dict[str, Any]:
    first = {"name": "Personnes reçues", "unit": "people", "baseline": 20, "target": "120"}
    return {**first, "due": "2026-06-30", **changes}


async def begun(lead: Somebody, **changes: Any) -> str:
    answer = await lead.post("/sheets", new_sheet(**changes))
    assert 201 == answer.status_code, answer.text
    return f"/sheets/{answer.json()['id']}"


async def did(who: Somebody, sheet: str, noun: str, body: Any) -> int:
    """What became of that verb, told at the version that stands."""
    version = int((await who.get(sheet)).headers["etag"].strip('"'))
    answer = await who.post(f"{sheet}/{noun}", body, version)
    return answer.status_code


async def test_a_sheet_is_drafted_measured_and_read_by_its_number(
    lead: Somebody, ccas: Somebody, mission: Somebody
) -> None:
    sheet = await begun(lead)
    adopted = {"on": "2026-01-12", "body": "Comité de pilotage"}
    assert 201 == await did(lead, sheet, "adoption", adopted)
    assert 201 == await did(mission, sheet, "participation", {})
    assert 201 == await did(ccas, sheet, "indicators", new_indicator())
    measure = {"indicator": 1, "value": "45", "on": "2026-03-31", "source": "Registre"}
    assert 201 == await did(ccas, sheet, "measures", measure)
    correction = {"measurement": 5, "value": 54, "reason": "consolidated"}
    assert 201 == await did(ccas, sheet, "correction", correction)

    found = await mission.get("/sheets/3")
    said = found.json()
    assert ('"6"', "adopted", [str(MISSION)]) == (
        found.headers["etag"], said["state"], said["partners"],
    )  # fmt: skip
    [indicator] = said["indicators"]
    assert {
        "version": 5, "on": "2026-03-31", "value": "54", "source": "Registre",
        "was": [{"value": "45", "reason": "consolidated"}],
    } == indicator["measures"][0]  # fmt: skip
    assert "mesure attendue depuis le 30\u00a0juin\u00a02026" == indicator["late"]
    assert (await mission.get(sheet)).json() == said


async def test_two_sheets_never_bear_one_number(lead: Somebody, administrator: Desk) -> None:
    await begun(lead)
    before = await events(administrator)
    refused = await lead.post("/sheets", new_sheet(title="Une autre"))

    ensure_told(refused, "number")
    assert "urn:maillage:problem:number-taken" == refused.json()["type"]
    assert before == await events(administrator)


async def test_sheets_are_narrowed_and_those_in_error_are_asked_for(lead: Somebody) -> None:
    kept, health = await begun(lead), await begun(lead, number=4, priority="health")
    wrong = await begun(lead, number=5)
    assert 201 == await did(lead, wrong, "error", {"reason": "trial"})

    async def numbers(**query: Any) -> list[int]:
        return [each["number"] for each in (await lead.get("/sheets", **query)).json()["items"]]

    assert [3, 4] == await numbers()
    assert [4] == await numbers(priority="health")
    assert [5] == await numbers(state="in-error")
    assert [] == await numbers(late="true")
    assert [3, 4] == await numbers(partner=str(CCAS))
    assert [] == await numbers(partner=str(MISSION))
    assert {kept, health, wrong}

    assert 201 == await did(lead, wrong, "redrafting", without_number(title="Enfin"))
    assert [3, 4, 5] == await numbers()


def without_number(**changes: Any) -> dict[str, Any]:
    return {name: said for name, said in new_sheet(**changes).items() if name != "number"}


async def test_a_sheet_drafted_again_shows_nothing_of_the_one_before(
    lead: Somebody, ccas: Somebody, mission: Somebody
) -> None:
    sheet = await begun(lead)
    assert 201 == await did(mission, sheet, "participation", {})
    assert 201 == await did(ccas, sheet, "indicators", new_indicator())
    measure = {"indicator": 1, "value": "45", "on": "2026-03-31"}
    assert 201 == await did(ccas, sheet, "measures", measure)
    assert 201 == await did(lead, sheet, "error", {"reason": "trial"})
    assert 201 == await did(lead, sheet, "redrafting", without_number(title="Enfin"))

    said = (await lead.get(sheet)).json()
    assert ("drafted", [], []) == (said["state"], said["partners"], said["indicators"])
    assert 201 == await did(ccas, sheet, "indicators", new_indicator(name="Autre"))
    [indicator] = (await lead.get(sheet)).json()["indicators"]
    assert ("Autre", []) == (indicator["name"], indicator["measures"])


BODIES: dict[str, tuple[str, Any, str]] = {
    "a target without unit": ("indicators", new_indicator(unit=None), "unit"),
    "an unknown unit": ("indicators", new_indicator(unit="furlongs"), "unit"),
    "a target that is no number": ("indicators", new_indicator(target=CANARY), "target"),
    "an infinite target": ("indicators", new_indicator(target="Infinity"), "target"),
    "half a person": ("indicators", new_indicator(target="0.5"), "target"),
    "a measure before its indicator": (
        "measures", {"indicator": 7, "value": 1, "on": "2026-01-01"}, "indicator",
    ),
    "a measure of tomorrow": (
        "measures", {"indicator": 1, "value": 1, "on": "2099-01-01"}, "",
    ),
    "a correction of no measure": (
        "correction", {"measurement": 99, "value": 1, "reason": "other"}, "measurement",
    ),
    "a generalisation of what is no experiment": ("generalisation", {"scope": "Partout"}, ""),
    "an adoption by nobody": ("adoption", {"on": "2026-01-01"}, "body"),
    "an adoption by an unknown forum": (
        "adoption", {"on": "2026-01-01", "forum": str(uuid4())}, "forum",
    ),
    "a hand-over to nobody": ("handover", {"to": str(uuid4())}, "to"),
    "a revision that changes nothing": (
        "revision", {k: v for k, v in new_sheet().items() if k not in ("number", "lead")}
        | {"why": "Rien"}, "",
    ),
    "U+0000": ("conclusion", {"assessment": NUL}, "assessment"),
}  # fmt: skip


async def test_what_contradicts_a_sheet_is_told_by_field_and_nothing_is_written(
    administrator: Desk, lead: Somebody, subtests: pytest.Subtests
) -> None:
    sheet = await begun(lead)
    assert 201 == await did(lead, sheet, "indicators", new_indicator())
    before = await events(administrator)
    for case, (noun, body, field) in BODIES.items():
        with subtests.test(case):
            ensure_told(await lead.post(f"{sheet}/{noun}", body, 2), field)
    for path, field in (("/sheets/999", ""), ("/sheets/0", "sheet"), ("/sheets/x", "sheet")):
        with subtests.test(path):
            ensure_told(await lead.get(path), field)
    for query in ({"state": CANARY}, {"partner": CANARY}, {"late": CANARY}):
        with subtests.test(**query):
            ensure_told(await lead.get("/sheets", **query), next(iter(query)))

    assert before == await events(administrator)


async def test_who_does_not_carry_a_sheet_does_not_measure_it(
    lead: Somebody, mission: Somebody
) -> None:
    sheet = await begun(lead)
    assert 403 == await did(mission, sheet, "indicators", new_indicator())
    assert 403 == await did(mission, sheet, "withdrawal", {"reason": "other"})
    assert 403 == (await mission.post("/sheets", new_sheet(number=8))).status_code
