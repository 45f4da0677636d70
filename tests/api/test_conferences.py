"""A conference from its convocation to its report, through the API; and its figures."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx2
import pytest

from api.desk import Desk
from api.installation import Installation, opened
from api.settings import Settings
from api.worker import round_of
from domain.commitment_terms import commitment_id
from domain.conference import Conference, conference_stream
from domain.convention import Convention
from domain.policies import Asker
from domain.values import Reference
from store.embedded import Addresses
from store.tree import root_at
from store.verify import verify
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, new_referral
from tests.conftest import TERRITORY

YEAR = 2026
DAY = "2026-01-15"
NEW = {"held_on": DAY, "where": "Salle des fêtes", "agenda": ["Ce qui est resté sans réponse"]}
TEXT = {"text": "Trois silences sur quatre viennent de deux services."}


@pytest.fixture
async def lead(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, CCAS, "project-lead")


@pytest.fixture
async def evaluator(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, MISSION, "evaluator")


async def convened(by: Somebody, **said: Any) -> str:
    answer = await by.post("/conferences", NEW | said)
    assert answer.status_code == 201, answer.text
    return f"/conferences/{answer.json()['id']}"


async def did(by: Somebody, path: str, said: Any) -> dict[str, Any]:
    version = (await by.get(path.rpartition("/")[0])).json()["version"]
    answer = await by.post(path, said, version=version)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def answered(ccas: Somebody, mission: Somebody, number: int) -> None:
    for n in range(number):
        person = {"family_name": f"Canari{n}", "given_name": "Zoé", "birth_date": "2004-02-29"}
        sent = (await ccas.post("/referrals", new_referral(new_person=person))).json()
        accepted = f"/referrals/{sent['referral']}/acceptance"
        assert (await mission.post(accepted, {}, version=1)).status_code == 201


async def values(by: Somebody, **query: Any) -> dict[str, str]:
    read = await by.get("/conference-figures", **query)
    return {each["code"]: each["value"] for each in read.json()["figures"]}


async def test_a_territory_has_one_conference_a_year(lead: Somebody) -> None:
    await convened(lead)
    refused = await lead.post("/conferences", NEW | {"held_on": "2026-11-20"})

    assert refused.status_code == 409
    await convened(lead, held_on="2027-01-20")
    years = [each["year"] for each in (await lead.get("/conferences")).json()["items"]]
    assert years == [2027, 2026]


async def test_who_leads_convenes_and_nobody_else(ccas: Somebody, evaluator: Somebody) -> None:
    for who in (ccas, evaluator):
        assert (await who.post("/conferences", NEW)).status_code == 403


async def test_evidence_is_sealed_as_the_journal_stands_and_verify_reads_it_again(
    installation: Installation, lead: Somebody, evaluator: Somebody
) -> None:
    path = await convened(lead)
    beyond = await evaluator.post(f"{path}/evidence", {"position": 999}, version=1)
    assert (beyond.status_code, beyond.json()["errors"][0]["field"]) == (422, "position")
    await did(evaluator, f"{path}/evidence", {"position": 3})
    told = (await lead.get(path)).json()["evidence"]
    async with installation.readers.acquire() as db:
        assert told["seal"] == (await root_at(db, TERRITORY, 3)).hex()
        assert told["position"] == 3
        assert (await verify(db, TERRITORY)).faults == []
    await did(evaluator, f"{path}/evidence", {})
    assert (await lead.get(path)).json()["evidence"]["position"] > 3


async def test_evidence_under_another_seal_is_found_by_verify(
    installation: Installation, administrator: Desk, lead: Somebody
) -> None:
    await convened(lead)
    asker = Asker(lead.agent, MISSION, "evaluator", TERRITORY)
    await replace(administrator, asker=asker).change(
        Conference, conference_stream(TERRITORY, YEAR), Conference.freeze_evidence,
        position=2, seal="0" * 64, head=2,
    )  # fmt: skip
    async with installation.readers.acquire() as db:
        faults = (await verify(db, TERRITORY)).faults
        head = await db.fetchval("select position from heads")
    assert [(fault.code, fault.position) for fault in faults] == [("evidence-differs", head)]


async def test_a_question_is_asked_by_any_role_and_a_finding_answers_it(
    administrator: Desk, http: httpx2.AsyncClient, lead: Somebody, evaluator: Somebody
) -> None:
    path = await convened(lead)
    elected = await enrol(administrator, http, CCAS, "elected")
    await did(elected, f"{path}/questions", {"college": "elected", "text": "Combien ?"})
    await did(evaluator, f"{path}/evidence", {})
    about = {"principle": "trust", "answers": [1]}
    await did(evaluator, f"{path}/findings", TEXT | about)
    unknown = TEXT | about | {"answers": [2]}
    version = (await lead.get(path)).json()["version"]
    refused = await evaluator.post(f"{path}/findings", unknown, version=version)

    assert refused.json()["errors"][0]["field"] == "answers"
    [asked] = (await lead.get(path)).json()["questions"]
    assert (asked["college"], asked["answered_by"]) == ("elected", [1])


async def test_figures_are_read_at_the_frozen_position_and_stand_beside_what_is_now_known(
    ccas: Somebody, mission: Somebody, lead: Somebody, evaluator: Somebody
) -> None:
    await answered(ccas, mission, 6)
    path = await convened(lead)
    await did(evaluator, f"{path}/evidence", {})
    cited = {
        "priority": "employment", "readings": ["referrals-sent", "answered-in-time"],
        "elsewhere": ["Allocataires ; 1 204 ; CAF, 2025"],
    }  # fmt: skip
    await did(evaluator, f"{path}/findings", TEXT | cited)
    [found] = (await lead.get(path)).json()["findings"]
    told = [(each["label"], each["value"], each["known_now"]) for each in found["figures"]]

    assert [
        ("Orientations envoyées", "6", "6"),
        ("Orientations qui ont reçu une réponse dans le délai", "6 sur 6", "6 sur 6"),
        ("Allocataires", "1 204", None),
    ] == told


async def test_a_figure_of_the_journal_is_restated_by_reading_it_again(
    ccas: Somebody, mission: Somebody, lead: Somebody, evaluator: Somebody
) -> None:
    await answered(ccas, mission, 6)
    wrong = (await ccas.post("/referrals", new_referral())).json()["referral"]
    path = await convened(lead)
    await did(evaluator, f"{path}/evidence", {})
    cited = {"principle": "trust", "readings": ["referrals-sent"], "elsewhere": ["A ; 1 ; B"]}
    await did(evaluator, f"{path}/findings", TEXT | cited)
    why = {"finding": 1, "figure": 1, "reason": "Saisie lors d’une formation."}
    version = (await lead.get(path)).json()["version"]
    same = await evaluator.post(f"{path}/restatements", why, version=version)
    assert same.json()["errors"][0]["field"] == "value"
    await ccas.post(f"/referrals/{wrong}/error", {"reason": "trial"}, version=1)
    typed = await evaluator.post(f"{path}/restatements", why | {"value": "9"}, version=version)
    assert typed.status_code == 422
    await did(evaluator, f"{path}/restatements", why)
    elsewhere = why | {"figure": 2}
    unsaid = await evaluator.post(f"{path}/restatements", elsewhere, version=version + 1)
    assert unsaid.json()["errors"][0]["field"] == "value"
    await did(evaluator, f"{path}/restatements", elsewhere | {"value": "2"})
    ours, theirs = (await lead.get(path)).json()["findings"][0]["figures"]

    assert (ours["value"], ours["restated"][0]["now"], ours["known_now"]) == ("7", "6", "6")
    assert (theirs["value"], theirs["restated"][0]["now"]) == ("1", "2")


async def test_a_few_people_are_not_told_and_nothing_is_not_zero(
    ccas: Somebody, mission: Somebody, lead: Somebody
) -> None:
    await answered(ccas, mission, 3)
    head = int((await lead.get("/conferences")).headers["X-Maillage-Position"])
    read = await values(lead, position=head)

    assert read["referrals-sent"] == "moins de 5"
    assert read["answered-in-time"] == "non publié\u00a0: moins de 5 en tout"
    assert read["contributions-answered"] == "non renseigné"
    assert await values(lead, position=head, after=head) == dict.fromkeys(
        read, "non renseigné"
    ) | {"referrals-sent": "0"}


async def test_a_conference_is_concluded_on_a_report_whose_digest_anyone_may_compute(
    lead: Somebody, evaluator: Somebody
) -> None:
    path = await convened(lead)
    await did(evaluator, f"{path}/evidence", {})
    there = {"elected": 4, "residents": 23, "services": 17, "partners": [str(MISSION)]}
    await did(lead, f"{path}/holding", there)
    asked = {"text": "Ouvrir le samedi.", "addressed_to": str(MISSION)}
    await did(lead, f"{path}/recommendations", asked)
    await did(lead, f"{path}/conclusion", {})
    report = (await lead.get(path)).json()["report"]

    assert report["digest"] == report["published"]
    assert "Ouvrir le samedi." in report["text"]
    assert "Mission locale d’Éveil" in report["text"]
    version = (await lead.get(path)).json()["version"]
    late = await lead.post(f"{path}/recommendations", asked, version=version)
    assert late.status_code == 409


async def test_a_recommendation_goes_to_a_partner_of_the_directory(lead: Somebody) -> None:
    path = await convened(lead)
    await did(lead, f"{path}/holding", {"elected": 1, "residents": 1, "services": 1})
    asked = {"text": "Ouvrir le samedi.", "addressed_to": str(UUID(int=9))}
    refused = await lead.post(f"{path}/recommendations", asked, version=2)

    assert refused.json()["errors"][0]["field"] == "addressed_to"


async def test_an_amendment_takes_up_what_a_conference_proposed(
    administrator: Desk, http: httpx2.AsyncClient, lead: Somebody
) -> None:
    path = await convened(lead)
    await did(lead, f"{path}/holding", {"elected": 1, "residents": 1, "services": 1})
    await did(lead, f"{path}/proposals", {"means": ["Un mi-temps d’accueil"]})
    clerk = await enrol(administrator, http, CCAS, "administrator")
    parts = {part: ["—"] for part in ("priorities", "principles", "means")}
    signed = parts | {"parties": ["La commune", "Le Département"], "term": "trois ans"}
    assert (await clerk.post("/convention", signed)).status_code == 201
    amended = {"number": 1, "means": ["Un mi-temps d’accueil"], "signed_on": "2026-02-01"}
    unknown = await clerk.post(
        "/convention/amendments", amended | {"proposal": "2026/2"}, version=1
    )
    assert unknown.json()["errors"][0]["field"] == "proposal"
    told = await clerk.post(
        "/convention/amendments", amended | {"proposal": "2026/1"}, version=1
    )
    assert told.status_code == 201, told.text
    [proposal] = (await lead.get(path)).json()["proposals"]
    assert proposal["amendment"] == 1
    assert Convention.Amended.class_version == 2


async def requested(installation: Installation) -> list[UUID]:
    rows = await installation.readers.fetch(
        "select stream_id from events where kind = 'Commitment.Requested' order by position"
    )
    return [row["stream_id"] for row in rows]


async def test_a_recommendation_asks_for_a_commitment_once_however_often_it_is_followed(
    installation: Installation, home: Settings, where: Addresses, lead: Somebody
) -> None:
    path = await convened(lead)
    await did(lead, f"{path}/holding", {"elected": 1, "residents": 1, "services": 1})
    await did(lead, f"{path}/recommendations", {"text": "Ouvrir le samedi."})
    assert await requested(installation) == []
    async with opened(home, where) as other:  # the process that took it has died
        await asyncio.gather(*(round_of(each, TERRITORY) for each in (installation, other)))
        await other.writers.execute("update cursors set position = 0 where name = 'processes'")
        await round_of(other, TERRITORY)
    stream = conference_stream(TERRITORY, YEAR)

    asked = commitment_id(Reference("recommendation", stream, 1))
    assert [asked] == await requested(installation)
    [adopted] = (await lead.get(path)).json()["recommendations"]
    [traced] = adopted["commitments"]
    assert (traced["commitment"], traced["state"]) == (str(asked), "requested")
