"""Commitments over HTTP: from the request to the beneficiary's word; who reads what."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from api.desk import Desk
from api.worker import round_of
from domain.local_time import day_of
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, joined, new_referral
from tests.conftest import TERRITORY

COMMITMENTS = "/commitments"


@pytest.fixture
async def lead(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    """The project lead, paid by the CCAS."""
    return await enrol(administrator, http, CCAS, "project-lead")


@pytest.fixture
async def elected(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, CCAS, "elected")


@pytest.fixture
async def caf(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, await joined(administrator, "caf-msa"))


def within(desk: Desk, days: int) -> str:
    return (day_of(desk.log.now) + timedelta(days=days)).isoformat()


def undertaking(desk: Desk, **said: Any) -> dict[str, Any]:
    return {
        "kind": "maps", "what": "Les cartes par quartier.", "due": within(desk, 40),
        "signed_by": "director", **said,
    }  # fmt: skip


def requesting(**said: Any) -> dict[str, Any]:
    return {"kind": "studies", "what": "Une étude des impayés.", **said}


async def begun(who: Somebody, body: Mapping[str, Any], path: str = COMMITMENTS) -> str:
    answer = await who.post(path, body)
    assert 201 == answer.status_code, answer.text
    assert answer.headers["Location"].endswith(f"{COMMITMENTS}/{answer.json()['id']}")
    return f"{COMMITMENTS}/{answer.json()['id']}"


async def act(who: Somebody, it: str, noun: str, **said: Any) -> httpx2.Response:
    version = (await who.get(it)).json()["version"]
    return await who.post(f"{it}/{noun}", said, version)


async def test_a_commitment_is_asked_for_made_kept_contested_kept_again_and_confirmed(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    asked = requesting(debtor=str(MISSION), amount="1 234,5", unit="euros")
    it = await begun(ccas, asked, f"{COMMITMENTS}/requests")
    said = undertaking(administrator)
    steps = [
        (mission, "making", said),
        (ccas, "confirmation", {}),
        (mission, "progress", {"text": "Deux cartes sur cinq.", "share": 40}),
        (mission, "rescheduling", {"due": within(administrator, 60), "reason": "staff"}),
        (mission, "keeping", {"evidence": "Les cartes sont en ligne."}),
        (ccas, "kept-contestation", {"sentence": "Il en manque une."}),
        (mission, "keeping", {"evidence": "Les cinq y sont.", "link": "https://example.org"}),
        (ccas, "kept-confirmation", {}),
    ]
    for who, noun, body in steps:
        answer = await act(who, it, noun, **body)
        assert 201 == answer.status_code, answer.text

    found = (await ccas.get(it)).json()
    told = {
        "state": "kept-confirmed", "requested": True, "reschedules": 1, "contested": 1,
        "debtor": str(MISSION), "beneficiary": str(CCAS), "late_by": 0, "share": 100,
        "first_due": said["due"], "due": within(administrator, 60), "confirmed": False,
    }  # fmt: skip
    assert told == {name: found[name] for name in told}
    assert len(steps) + 1 == len(found["steps"])
    assert "s’engage" in found["steps"][1]["sentence"]


async def test_a_request_keeps_the_amount_as_it_was_typed(
    ccas: Somebody, mission: Somebody
) -> None:
    asked = requesting(debtor=str(MISSION), amount="1 234,50", unit="euros")
    it = await begun(ccas, asked, f"{COMMITMENTS}/requests")

    found = (await mission.get(it)).json()
    assert ("1234.50", "euros") == (found["amount"], found["unit"])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount": "3"}, "unit"),
        ({"unit": "days"}, "amount"),
        ({"amount": "-3", "unit": "days"}, "amount"),
        ({"amount": "beaucoup", "unit": "days"}, "amount"),
        ({"due": "2026-01-05"}, "due"),
        ({"kind": "gold"}, "kind"),
        ({"beneficiary": str(CCAS)}, "beneficiary"),
        ({"beneficiary": str(uuid4())}, "beneficiary"),
        ({"serves": {"kind": "sheet", "stream": str(uuid4())}}, "serves"),
        ({"serves": {"kind": "amendment", "stream": str(uuid4())}}, "serves"),
        ({"serves": "follow-up/" + str(uuid4()) + "/1"}, "serves"),
        ({"serves": "nothing"}, "serves"),
    ],
)
async def test_bad_input_names_its_field_and_writes_nothing(
    administrator: Desk, ccas: Somebody, said: Any, field: str
) -> None:
    answer = await ccas.post(COMMITMENTS, undertaking(administrator, **said))

    assert answer.status_code in (404, 409, 422), answer.text
    assert field in {each["field"].partition(".")[0] for each in answer.json()["errors"]}
    assert [] == (await ccas.get(COMMITMENTS)).json()["items"]


async def test_the_territory_asks_by_its_project_lead_and_any_service_takes_it_up(
    administrator: Desk, lead: Somebody, ccas: Somebody, mission: Somebody
) -> None:
    it = await begun(lead, requesting(), f"{COMMITMENTS}/requests")
    found = (await ccas.get(it)).json()
    assert (None, None) == (found["debtor"], found["beneficiary"])
    assert 403 == (await act(lead, it, "making", **undertaking(administrator))).status_code
    taken = await act(mission, it, "making", **undertaking(administrator))
    assert 201 == taken.status_code
    assert 201 == (await act(mission, it, "keeping", evidence="Fait.")).status_code
    assert 403 == (await act(ccas, it, "kept-confirmation")).status_code
    assert 201 == (await act(lead, it, "kept-confirmation")).status_code


async def test_an_elected_official_reads_what_both_sides_publish_and_how_many_others(
    administrator: Desk, lead: Somebody, mission: Somebody, elected: Somebody
) -> None:
    shown = await begun(mission, undertaking(administrator))
    hidden = await begun(mission, undertaking(administrator))
    assert [] == (await elected.get(COMMITMENTS)).json()["items"]
    assert 201 == (await act(mission, shown, "publication")).status_code
    assert 403 == (await elected.get(shown)).status_code
    assert 201 == (await act(lead, shown, "publication")).status_code

    found = (await elected.get(COMMITMENTS)).json()
    assert [shown] == [f"{COMMITMENTS}/{row['commitment']}" for row in found["items"]]
    assert [{"state": "made", "number": 2, "late": 0}] == found["counts"]
    assert (200, 403) == tuple(
        [(await elected.get(each)).status_code for each in (shown, hidden)]
    )


async def test_what_serves_a_case_is_read_by_who_may_read_the_case_alone(
    ccas: Somebody, mission: Somebody, caf: Somebody, lead: Somebody
) -> None:
    case = (await ccas.post("/referrals", new_referral())).json()["case"]
    asked = requesting(debtor=str(MISSION), serves=f"case/{case}")
    it = await begun(ccas, asked, f"{COMMITMENTS}/requests")
    assert case == (await mission.get(it)).json()["case_id"]
    assert 1 == len((await mission.get(COMMITMENTS)).json()["items"])
    for stranger in (caf, lead):
        assert 403 == (await stranger.get(it)).status_code
        assert [] == (await stranger.get(COMMITMENTS)).json()["items"]
        assert [] == (await stranger.get(COMMITMENTS)).json()["counts"]

    path = f"{COMMITMENTS}/requests"
    assert 403 == (await caf.post(path, asked | {"debtor": str(CCAS)})).status_code
    answer = await ccas.post(path, asked | {"debtor": str(caf.partner)})
    assert (422, "debtor") == (answer.status_code, answer.json()["errors"][0]["field"])
    answer = await ccas.post(path, requesting(serves=f"case/{case}"))
    assert (422, "debtor") == (answer.status_code, answer.json()["errors"][0]["field"])


async def test_the_list_is_sought_and_followed_page_by_page(
    administrator: Desk, mission: Somebody, ccas: Somebody
) -> None:
    for days in (30, 10, 20):
        await begun(mission, undertaking(administrator, due=within(administrator, days)))
    await begun(ccas, undertaking(administrator, kind="logistics"))

    first = (await ccas.get(COMMITMENTS, debtor=str(MISSION), limit=2)).json()
    rest = await ccas.get(COMMITMENTS, debtor=str(MISSION), limit=2, after=first["next"])
    dues = [row["due"] for row in first["items"] + rest.json()["items"]]
    assert [within(administrator, days) for days in (10, 20, 30)] == dues
    found = (await ccas.get(COMMITMENTS, kind="logistics")).json()
    assert ["logistics"] == [row["resource"] for row in found["items"]]
    assert [] == (await ccas.get(COMMITMENTS, state="kept")).json()["items"]
    assert 4 == len((await ccas.get(COMMITMENTS, state=["kept", "made"])).json()["items"])


async def test_each_mean_of_an_amendment_is_asked_for_once(
    administrator: Desk, http: httpx2.AsyncClient, ccas: Somebody
) -> None:
    ada = await enrol(administrator, http, CCAS, "administrator")
    signed = {
        "parties": ["La commune", "Le Département"], "term": "Quatre ans",
        "priorities": ["Emploi"], "principles": ["Confiance"], "means": ["Cellule"],
    }  # fmt: skip
    assert 201 == (await ada.post("/convention", signed)).status_code
    means = ["Un poste de coordination", "Une salle"]
    amended = {"number": 1, "means": means, "signed_on": "2026-01-05"}
    assert 201 == (await ada.post("/convention/amendments", amended, 1)).status_code
    for _ in range(2):
        await round_of(administrator.installation, TERRITORY)

    rows = (await ccas.get(COMMITMENTS, serves_kind="amendment")).json()["items"]
    assert sorted(means) == sorted(row["what"] for row in rows)
    assert {("requested", 1, "additional-means")} == {
        (row["state"], row["serves_part"], row["resource"]) for row in rows
    }


async def test_a_partner_leaves_once_its_commitments_are_kept_or_lifted(
    administrator: Desk, http: httpx2.AsyncClient, caf: Somebody, lead: Somebody
) -> None:
    ada = await enrol(administrator, http, CCAS, "administrator")
    it = await begun(caf, undertaking(administrator))
    fiche = f"/directory/{caf.partner}"

    async def leaves() -> httpx2.Response:
        return await ada.post(
            f"{fiche}/departure", {}, (await ada.get(fiche)).json()["version"]
        )

    refused = await leaves()
    assert (409, "something-open") == (
        refused.status_code, refused.json()["type"].rpartition(":")[2],
    )  # fmt: skip
    assert 201 == (await act(lead, it, "release", reason="need-gone")).status_code
    assert 201 == (await leaves()).status_code


async def test_the_journal_tells_of_commitments_to_services_and_not_to_elected_officials(
    administrator: Desk, mission: Somebody, ccas: Somebody, elected: Somebody
) -> None:
    await begun(mission, undertaking(administrator))

    async def told(who: Somebody) -> list[str]:
        lines = (await who.get("/journal", kind="Commitment.Undertaken")).json()["items"]
        return [line["kind"] for line in lines]

    assert ["Commitment.Undertaken"] == await told(ccas)
    assert [] == await told(elected)
