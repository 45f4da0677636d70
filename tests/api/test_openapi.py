"""The API's description: complete, true, and the same conventions at every door."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from jsonschema_rs import ValidationError

from api.app import create_app
from api.desk import Desk
from api.http.lists import IN_SCHEMA
from api.installation import Installation
from api.worker import round_of
from domain.partner import Offer, Partner
from tests.api.conftest import MISSION, ROOT, Somebody, enrol, new_referral
from tests.api.described import Described
from tests.conftest import TERRITORY

Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture
def described(installation: Installation) -> Described:
    return Described(create_app(installation, clock_every=None))


SHAPELESS = ("text/event-stream", "application/zip", "text/calendar")


def operations(described: Described) -> Iterator[Operation]:
    for path, methods in described.said["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_every_door_has_a_lasting_name_a_tag_and_a_summary(described: Described) -> None:
    doors = list(operations(described))
    names = [operation["operationId"] for _, _, operation in doors]
    tags = {tag["name"] for tag in described.said["tags"]}

    assert len(names) == len(set(names))
    assert {"get_inbox", "get_cases_case", "post_referrals_acceptance"} <= set(names)
    for _, path, operation in doors:
        assert tags.issuperset(operation["tags"]), path
        assert operation["summary"], path


def test_a_shape_is_not_named_after_where_the_code_keeps_it(described: Described) -> None:
    assert [] == [name for name in described.said["components"]["schemas"] if "__" in name]


def test_every_error_is_a_problem_of_one_shape(described: Described) -> None:
    for _, path, operation in operations(described):
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                content = described.resolved(answer)["content"]
                assert {"application/problem+json"} == content.keys(), path
                example = content["application/problem+json"]["example"]
                described.validator("#/components/schemas/ProblemDetails").validate(example)


def test_what_is_read_and_written_says_so_in_its_shape(described: Described) -> None:
    for method, path, operation in operations(described):
        done = operation["responses"]["201" if method == "post" else "200"]
        for kind, content in done["content"].items():
            assert kind in SHAPELESS or "$ref" in content["schema"], path


def test_a_door_of_a_territory_asks_for_a_token_and_an_act_for_a_version(
    described: Described,
) -> None:
    for method, path, operation in operations(described):
        opened_by_its_address = path.endswith("/calendars/{token}.ics")
        asks = "{territory}" in path and not opened_by_its_address
        assert ("security" in operation) == asks, path
        headers = {described.resolved(each)["name"] for each in operation.get("parameters", ())}
        if method == "post":
            assert "Idempotency-Key" in headers, path
            assert ("If-Match" in headers) == ("428" in operation["responses"]), path


def test_codes_of_a_list_are_told_with_their_meaning(described: Described) -> None:
    schemas = described.said["components"]["schemas"]
    for schema, name in IN_SCHEMA:
        field = schemas[schema]["properties"][name]
        field = field.get("items") or next(iter(field.get("anyOf", [field])))
        assert field["enum"], (schema, name)
        assert field["description"], (schema, name)


async def test_an_answer_that_is_not_as_described_is_found_out(described: Described) -> None:
    operation = described.said["paths"]["/api/v1"]["get"]
    for status, body, error in (
        (200, {"name": "Maillage"}, ValidationError),
        (418, {}, AssertionError),
    ):
        answer = httpx2.Response(status, json=body)
        with pytest.raises(error):
            described.ensure(operation, answer)


async def test_every_read_of_a_lived_situation_is_as_described(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    made = (await ccas.post("/referrals", new_referral())).json()
    await round_of(administrator.installation, TERRITORY)
    await _live(administrator, mission, made["referral"])
    for who in (ccas, mission, await enrol(administrator, ccas.http, MISSION, "evaluator")):
        for path in (
            "/inbox", "/cases", f"/cases/{made['case']}", f"/cases/{made['case']}/history",
            f"/referrals/{made['referral']}", "/directory", f"/directory/{MISSION}", "/journal",
            "/journal?limit=2", "/changes", "/journal/export",
        ):  # fmt: skip
            answer = await who.get(path)
            assert answer.status_code in {200, 403}, path
        drawn = await who.get("/journal/sample", seed="2026")
        assert drawn.status_code in {200, 403}
    case = (await ccas.get(f"/cases/{made['case']}")).json()
    assert "erased" == case["people"][0]["family_name"]


async def _live(desk: Desk, mission: Somebody, referral: str) -> None:
    """The mission locale answers, describes itself; the person's data end."""
    at = f"/referrals/{referral}"
    version = (await mission.get(at)).json()["version"]
    await mission.post(f"{at}/acceptance", {}, version)
    offer = Offer("Aide aux impayés", ("logement-hebergement--louer-un-logement",))
    await desk.change(Partner, MISSION, Partner.offer_service, service="loyer", offer=offer)
    fiche = (await mission.get(f"/directory/{MISSION}")).json()
    days = {"first": "2027-01-04", "last": "2027-01-05"}
    await mission.post(f"/directory/{MISSION}/closures", days, fiche["version"])
    await mission.post(
        f"/directory/{MISSION}/capacity", {"capacity": "full"}, fiche["version"] + 1
    )
    dpo = await enrol(desk, mission.http, MISSION, "dpo")
    person = (await mission.get(at)).json()["person"]
    ended = await dpo.post(f"/people/{person}/erasure", {"reason": "right-to-erasure"}, 1)
    assert 201 == ended.status_code, ended.text


async def test_a_position_says_what_a_read_takes_into_account(
    administrator: Desk, ccas: Somebody
) -> None:
    before = int((await ccas.get("/directory")).headers["x-maillage-position"])
    await ccas.post("/referrals", new_referral())
    after = int((await ccas.get("/inbox")).headers["x-maillage-position"])
    head = await administrator.installation.head(TERRITORY)

    assert head is not None
    assert before < after == head["position"]


async def test_head_answers_as_get_without_a_body(ccas: Somebody) -> None:
    headers = {"Authorization": f"Bearer {ccas.token}"}
    for path in (ROOT + "/inbox", "/health/live", "/api/v1", ROOT + "/cases/nothing"):
        full = await ccas.http.get(path, headers=headers)
        bare = await ccas.http.head(path, headers=headers)
        assert (full.status_code, b"") == (bare.status_code, bare.content), path
        for name in ("content-type", "content-length"):
            assert full.headers[name] == bare.headers[name], path


async def test_another_method_is_told_which_there_are(ccas: Somebody) -> None:
    for path, allowed in (
        (ROOT + "/inbox", "GET, HEAD"),
        (f"{ROOT}/referrals/{uuid4()}/acceptance", "POST"),
    ):
        refused = await ccas.http.delete(path)
        assert (405, allowed) == (refused.status_code, refused.headers["allow"])
        assert "application/problem+json" == refused.headers["content-type"]


async def test_a_body_that_does_not_say_it_is_json_is_refused(ccas: Somebody) -> None:
    headers = {"Authorization": f"Bearer {ccas.token}", "Content-Type": "text/plain"}
    refused = await ccas.http.post(ROOT + "/referrals", content=b"{}", headers=headers)

    assert (415, "application/json") == (refused.status_code, refused.headers["accept"])
