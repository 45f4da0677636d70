"""Advice given without any name: one command, nothing personal, for its sender alone."""

from typing import Any
from uuid import uuid4

import pytest

from api.desk import Desk
from tests.api.conftest import MISSION, Somebody, enrol, new_referral
from tests.conftest import TERRITORY

OF_SOMEBODY = ("request", "reason", "informed", "agreement", "sharing_ground", "new_person")


def nameless(**changes: Any) -> dict[str, Any]:
    said = new_referral(kind="contact-details")
    return {name: value for name, value in said.items() if name not in OF_SOMEBODY} | changes


async def logged(by: Somebody) -> str:
    answer = await by.post("/referrals", nameless())
    assert 201 == answer.status_code, answer.text
    assert (answer.json()["case"], answer.json()["person"]) == (None, None)
    return str(answer.json()["referral"])


async def test_it_is_one_command_without_case_person_or_key(
    administrator: Desk, ccas: Somebody
) -> None:
    referral = await logged(ccas)
    rows = await administrator.installation.readers.fetch(
        "select stream_id, case_id, key_id, sealed, correlation_id from events"
        " where kind not like 'Partner.%' and kind not like 'Agent.%'"
        " and kind not like 'Territory.%'"
    )

    assert [referral] == [str(row["stream_id"]) for row in rows]
    assert (None, None, None) == (rows[0]["case_id"], rows[0]["key_id"], rows[0]["sealed"])


async def test_only_its_sender_sees_it(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    referral = await logged(ccas)
    path = f"/referrals/{referral}"

    assert "contact-details" == (await ccas.get(path)).json()["kind"]
    assert 403 == (await mission.get(path)).status_code
    for reader, seen in ((ccas, True), (mission, False)):
        for door in ("/journal", "/changes"):
            items = (await reader.get(door)).json()["items"]
            assert seen is any(item["kind"] == "Referral.Sent" for item in items), door
        assert seen is (referral in (await reader.get("/inbox")).text)
    evaluator = await enrol(administrator, ccas.http, MISSION, "evaluator")
    assert "Referral.Sent" in (await evaluator.get("/journal")).text
    assert 403 == (await evaluator.get(path)).status_code


async def test_a_look_at_it_is_recorded_with_no_case(
    administrator: Desk, ccas: Somebody
) -> None:
    referral = await logged(ccas)
    await ccas.get(f"/referrals/{referral}")
    [row] = await administrator.installation.readers.fetch(
        "select agent, cases from consultations where territory = $1 and purpose = 'referral'",
        TERRITORY,
    )

    assert (str(ccas.agent), []) == (row["agent"], list(row["cases"]))


async def test_it_is_closed_and_reopened_by_its_sender_and_answered_by_nobody(
    ccas: Somebody, mission: Somebody
) -> None:
    path = f"/referrals/{await logged(ccas)}"

    assert 403 == (await mission.post(f"{path}/acceptance", {}, version=1)).status_code
    told = {"told_by": str(MISSION), "medium": "phone"}
    assert 409 == (await ccas.post(f"{path}/acceptance", told, version=1)).status_code
    for version, (noun, reason) in enumerate(
        (("closure", "information-given"), ("reopening", "person-returned")), start=1
    ):
        answer = await ccas.post(f"{path}/{noun}", {"reason": reason}, version=version)
        assert 201 == answer.status_code, answer.text


@pytest.mark.parametrize("field", OF_SOMEBODY[:-1])
async def test_it_says_nothing_of_anybody(ccas: Somebody, field: str) -> None:
    answer = await ccas.post("/referrals", nameless(**{field: new_referral()[field]}))

    assert 422 == answer.status_code
    assert [field] == [error["field"] for error in answer.json()["errors"]]


async def test_advice_about_a_case_still_needs_its_reason(ccas: Somebody) -> None:
    answer = await ccas.post("/referrals", new_referral(kind="advice", reason=None))

    assert 422 == answer.status_code
    assert ["reason"] == [error["field"] for error in answer.json()["errors"]]


async def test_what_waits_for_an_answer_names_its_person(ccas: Somebody) -> None:
    answer = await ccas.post("/referrals", nameless(kind="referral"))

    assert 422 == answer.status_code


async def test_the_same_form_twice_is_one_referral(ccas: Somebody) -> None:
    key = str(uuid4())
    first = await ccas.post("/referrals", nameless(), key=key)
    second = await ccas.post("/referrals", nameless(), key=key)

    assert first.json() == second.json()
