"""Creations: an account, a partner, a mission, the convention; each door in one style."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from api.commands.resources import RESOURCES
from api.desk import Desk
from domain import rights
from domain.agent import Agent
from domain.convention import Convention
from domain.partner import Partner
from domain.territory import Territory, territory_stream
from tests.api.conftest import CCAS, MISSION, Somebody, enrol

SIGNED = {
    "parties": ["Le Département", "La commune"], "term": "trois ans",
    "priorities": ["emploi"], "principles": ["confiance"], "means": ["une cellule de veille"],
}  # fmt: skip
JOINING = {"reference": "21930014500015", "name": "Centre social", "kind": "association"}


@pytest.fixture
async def ada(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    """An administrator."""
    return await enrol(administrator, http, CCAS, "administrator")


def account(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Noor Fictive", "function": "social-worker", "partner": str(MISSION),
        "roles": ["partner-agent", "coordinator"], **changes,
    }  # fmt: skip


def test_whatever_begins_has_its_row_of_rights() -> None:
    begun = [each for each in RESOURCES if each.begins is not None]

    assert {Agent, Partner, Convention} < {each.kind for each in begun}
    assert not [each for each in begun if each.begins.does not in rights.RIGHTS]  # type: ignore[union-attr]
    assert not [each for each in begun if each.begins.noun in each.verbs]  # type: ignore[union-attr]


async def test_an_account_is_opened_once_with_its_roles_however_often_it_is_sent(
    administrator: Desk, ada: Somebody
) -> None:
    key = str(uuid4())
    first = await ada.post("/agents", account(), key=key)
    again = await ada.post("/agents", account(), key=key)

    assert (201, 201) == (first.status_code, again.status_code), first.text
    agent = UUID(first.json()["id"])
    assert first.json()["id"] == again.json()["id"]
    assert first.headers["location"].endswith(f"/agents/{agent}")
    it = await administrator.log.load(Agent, agent)
    assert it is not None
    assert (MISSION, {"partner-agent", "coordinator"}) == (it.partner, set(it.roles))


async def test_a_partner_joins_under_one_reference_once(ada: Somebody) -> None:
    joined = await ada.post("/directory", JOINING)
    twice = await ada.post("/directory", JOINING)
    bad = await ada.post("/directory", JOINING | {"reference": "b", "website": "javascript:x"})

    assert (201, 409, 422) == (joined.status_code, twice.status_code, bad.status_code)
    fiche = await ada.get(f"/directory/{joined.json()['id']}")
    assert "Centre social" == fiche.json()["name"]


async def test_a_fiche_is_corrected_and_what_an_import_knows_beside_stays(
    administrator: Desk, ada: Somebody
) -> None:
    said = {"name": "CCAS, accueil", "kind": "ccas", "phone": "01 99 00 00 00"}
    answer = await ada.post(f"/directory/{CCAS}/description", said, version=1)

    assert 201 == answer.status_code, answer.text
    it = await administrator.log.load(Partner, CCAS)
    assert it is not None
    assert ("CCAS, accueil", "01 99 00 00 00") == (it.description.name, it.description.phone)


async def test_a_mission_and_the_convention_begin_by_an_administrator(
    administrator: Desk, http: httpx2.AsyncClient, ada: Somebody
) -> None:
    eva = await enrol(administrator, http, CCAS, "evaluator")
    mission = {
        "evaluator": str(eva.agent), "mandated_by": "Comité de pilotage", "scope": [str(CCAS)],
        "purpose": "Évaluer les délais", "first": "2026-01-01", "last": "2026-12-31",
    }  # fmt: skip
    opened = await ada.post("/audit-missions", mission)
    signed = await ada.post("/convention", SIGNED)
    again = await ada.post("/convention", SIGNED)

    assert (201, 201, 409) == (opened.status_code, signed.status_code, again.status_code)
    assert signed.headers["location"].endswith("/convention")


async def test_a_geography_is_adopted(administrator: Desk, ada: Somebody) -> None:
    said = {"version": "2027", "quartiers": [{"code": "nord", "name": "Nord"}]}
    adopted = await ada.post("/territory/geography", said, version=1)

    assert 201 == adopted.status_code, adopted.text
    it = await administrator.log.load(Territory, territory_stream(administrator.territory))
    assert it is not None
    assert it.geography is not None
    assert "2027" == it.geography.version


async def test_nobody_else_creates(ccas: Somebody) -> None:
    for path, body in (
        ("/agents", account()), ("/directory", JOINING), ("/convention", SIGNED),
    ):  # fmt: skip
        assert 403 == (await ccas.post(path, body)).status_code, path


async def test_the_api_describes_creations_and_their_codes(ccas: Somebody) -> None:
    described = (await ccas.http.get("/api/v1/openapi.json")).json()
    root = "/api/v1/territories/{territory}"

    assert "post" in described["paths"][f"{root}/agents"]
    assert (
        "evaluator"
        in described["components"]["schemas"]["AgentEnrolment"]["properties"]["roles"]["items"][
            "enum"
        ]
    )
