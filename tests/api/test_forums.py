"""Forums and resources over the API: a year of a working group, a catalogue, bad input."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from api.desk import Desk
from api.views.forums import meetings_for
from domain import codes
from domain.commitment import Commitment
from domain.commitment_terms import Terms
from domain.local_time import PARIS, day_of
from domain.partner import Partner
from domain.policies import Asker
from domain.values import CaseId, CommitmentId, Reference
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, joined
from tests.conftest import TERRITORY
from tests.domain.people import DEADLINE

FORMED = {
    "kind": "working-group", "name": "Groupe logement", "purpose": "Prévenir les impayés",
    "serves": [],
}  # fmt: skip
STUDY: dict[str, Any] = {
    "kind": "study", "title": "Portrait social", "source": "Observatoire",
    "licence": "licence-ouverte-2", "aggregation": "aggregated", "readers": "everyone",
    "link": "https://observatoire.example/portrait", "covers_from": "2023-01-01",
    "covers_to": "2024-12-31",
}  # fmt: skip


@pytest.fixture
async def lead(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    """The project lead, employed by the CCAS."""
    return await enrol(administrator, http, CCAS, "project-lead")


@pytest.fixture
async def elected(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, CCAS, "elected")


async def formed(lead: Somebody, **changes: Any) -> str:
    answer = await lead.post("/forums", FORMED | changes)
    assert 201 == answer.status_code, answer.text
    return f"/forums/{answer.json()['id']}"


async def does(who: Somebody, path: str, noun: str, **said: Any) -> httpx2.Response:
    """Do it with the version that stands."""
    version = (await who.get(path)).json()["version"]
    return await who.post(f"{path}/{noun}", said, version=version)


async def did(who: Somebody, path: str, noun: str, **said: Any) -> int:
    answer = await does(who, path, noun, **said)
    assert 201 == answer.status_code, answer.text
    return int(answer.json()["version"])


async def test_a_forum_lives_from_its_first_member_to_its_end(
    administrator: Desk, lead: Somebody, mission: Somebody
) -> None:
    path, now = await formed(lead), administrator.log.now
    today = day_of(now).isoformat()
    await did(mission, path, "membership", since="2026-01-05")
    await did(lead, path, "members", since="2026-01-05", college="residents")
    soon = now.replace(microsecond=0).astimezone(PARIS)
    meeting = await did(
        lead, path, "meetings", meets_at=soon.isoformat(), where="Mairie", agenda="Loyers"
    )
    line = (await lead.get("/forums")).json()["items"][0]
    assert (2, soon) == (line["members"], datetime.fromisoformat(line["next_at"]))
    await did(
        lead, path, "minutes", meeting=meeting, on=today, partners=[str(MISSION)],
        guests=[str(CCAS)], residents=4, elected=0, conclusions="Trop tard.",
        decisions=["Prévenir plus tôt", "Revenir en mars"],
    )  # fmt: skip
    await did(mission, path, "membership-end", left_on=today)
    await did(lead, path, "dissolution", reason="Objectif atteint")

    it = (await mission.get(path)).json()
    assert ["Prévenir plus tôt", "Revenir en mars"] == it["meetings"][0]["decisions"]
    assert {"elected": 0, "residents": 4} == it["meetings"][0]["people"]
    assert [str(MISSION)] == [each["partner"] for each in it["meetings"][0]["partners"]]
    assert [str(CCAS)] == [each["partner"] for each in it["meetings"][0]["guests"]]
    periods = {(each["college"], each["since"], each["left_on"]) for each in it["members"]}
    assert {("residents", "2026-01-05", None), (None, "2026-01-05", today)} == periods
    assert it["reason"] == "Objectif atteint"


async def test_a_partners_calendar_holds_the_meetings_of_the_days_it_sat_there(
    administrator: Desk, lead: Somebody, mission: Somebody
) -> None:
    path = await formed(lead)
    days = [administrator.log.now + timedelta(days=n) for n in (10, 20, 30)]
    last = day_of(days[1]).isoformat()
    await did(mission, path, "membership", since="2026-01-05")
    meetings = [
        await did(
            lead, path, "meetings", meets_at=day.isoformat(), where="Mairie", agenda="Loyers"
        )
        for day in days
    ]
    await did(lead, path, "cancellation", meeting=meetings[0], reason="Grève")
    await did(lead, path, "departures", partner=str(MISSION), left_on=last)

    async with administrator.look("test") as sight:
        planned = await meetings_for(sight, MISSION, sight.today)
        other = await meetings_for(sight, CCAS, sight.today)
    assert [(meetings[0], "cancelled"), (meetings[1], "convened")] == [
        (row["meeting"], row["state"]) for row in planned
    ]
    assert not other


BAD: list[tuple[str, dict[str, Any], int, str | None]] = [
    ("meetings", {"meets_at": "2026-03-02T10:00", "where": "Mairie", "agenda": "x"}, 422,
     "meets_at"),
    ("meetings", {"meets_at": "3026-03-02T10:00Z", "where": "Mairie", "agenda": "x"}, 422,
     "meets_at"),
    ("minutes", {"on": "2026-03-02", "conclusions": "x"}, 422, "partners"),
    ("minutes", {"on": "2026-03-02", "conclusions": "x", "services": -1}, 422, "services"),
    ("minutes", {"on": "2026-03-02", "conclusions": "x", "meeting": 99, "services": 1}, 422,
     "meeting"),
    ("minutes", {"on": "2099-03-02", "conclusions": "x", "services": 1}, 422, None),
    ("minutes", {"on": "2026-03-02", "conclusions": "x", "partners": [str(MISSION)]}, 422,
     "partners"),
    ("minutes", {"on": "2026-03-02", "conclusions": "x", "guests": [str(uuid4())]}, 422,
     "guests"),
    ("members", {"since": "2026-03-02"}, 422, "partner"),
    ("members", {"since": "2026-03-02", "partner": str(uuid4())}, 422, "partner"),
    ("members", {"since": "2026-03-02", "college": "clergy"}, 422, "college"),
    ("departures", {"left_on": "2026-03-02", "college": "elected"}, 422, "partner"),
    ("cancellation", {"meeting": 1, "reason": "x"}, 422, "meeting"),
    ("dissolution", {"reason": ""}, 422, "reason"),
]  # fmt: skip


async def test_what_contradicts_itself_is_refused_at_its_field(lead: Somebody) -> None:
    path = await formed(lead)
    for noun, said, status, field in BAD:
        answer = await does(lead, path, noun, **said)
        assert status == answer.status_code, (noun, said, answer.text)
        fields = [each["field"] for each in answer.json().get("errors") or ()]
        assert field is None or field in fields, (noun, said, answer.text)


async def test_a_partner_that_left_the_network_joins_nothing(
    administrator: Desk, lead: Somebody
) -> None:
    path, gone = await formed(lead), await joined(administrator, "association")
    await administrator.change(Partner, gone, Partner.leave, still_open=0)

    refused = await does(lead, path, "members", since="2026-01-05", partner=str(gone))
    assert 409 == refused.status_code


async def test_only_the_project_lead_keeps_forums_and_everyone_reads_them(
    lead: Somebody, mission: Somebody, elected: Somebody
) -> None:
    path = await formed(lead)
    for who in (mission, elected):
        assert 403 == (await who.post("/forums", FORMED)).status_code
        assert 403 == (await does(who, path, "dissolution", reason="x")).status_code
        assert 200 == (await who.get(path)).status_code
    assert 403 == (await does(elected, path, "membership", since="2026-01-05")).status_code
    for kind in ("case", "sheet", "amendment", "rumour"):
        serves = {"serves": [{"kind": kind, "stream": str(uuid4())}]}
        refused = await lead.post("/forums", FORMED | serves)
        assert 422 == refused.status_code, kind
        assert ["serves"] == [each["field"] for each in refused.json()["errors"]], kind
    assert 404 == (await lead.get(f"/forums/{uuid4()}")).status_code


async def test_a_resource_is_lent_revised_and_withdrawn_by_its_provider(
    ccas: Somebody, mission: Somebody, lead: Somebody
) -> None:
    lent = await ccas.post("/resources", STUDY)
    assert 201 == lent.status_code, lent.text
    path = f"/resources/{lent.json()['id']}"
    notice = {name: value for name, value in STUDY.items() if name != "kind"}
    said = notice | {"title": "Portrait social, corrigé"}
    assert 403 == (await does(mission, path, "notice", **said)).status_code
    await did(ccas, path, "notice", **said)
    assert 409 == (await does(ccas, path, "notice", **said)).status_code
    assert ["Portrait social, corrigé"] == await titles(mission)
    await did(lead, path, "withdrawal", reason="Remplacé")

    assert [] == await titles(mission)
    assert "Remplacé" == (await mission.get(path)).json()["reason"]


async def titles(who: Somebody, **query: Any) -> list[str]:
    items = (await who.get("/resources", **query)).json()["items"]
    return [each["title"] for each in items]


async def test_the_catalogue_is_sought_by_kind_year_and_provider_page_by_page(
    ccas: Somebody, lead: Somebody
) -> None:
    untimed = {"covers_from": None, "covers_to": None}
    await ccas.post("/resources", STUDY | {"title": "A"})
    await ccas.post("/resources", STUDY | untimed | {"title": "B", "kind": "tool"})
    await lead.post("/resources", STUDY | {"title": "C", "provider": str(MISSION)})

    assert ["C", "B", "A"] == await titles(ccas)
    assert ["B"] == await titles(ccas, kind="tool")
    assert ["C", "A"] == await titles(ccas, year=2024)
    assert [] == await titles(ccas, year=2025)
    assert ["C"] == await titles(ccas, provider=str(MISSION))
    first = await ccas.get("/resources", limit=2)
    assert 'rel="next"' in first.headers["link"]
    assert ["A"] == await titles(ccas, limit=2, after=first.json()["next"])


async def test_the_address_kept_for_the_network_is_not_given_to_the_elected(
    ccas: Somebody, elected: Somebody
) -> None:
    lent = await ccas.post("/resources", STUDY | {"readers": "network"})
    path = f"/resources/{lent.json()['id']}"
    kept, given = (await elected.get(path)).json(), (await ccas.get(path)).json()

    assert (None, True) == (kept["link"], kept["withheld"])
    assert (STUDY["link"], False) == (given["link"], given["withheld"])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"link": "http://observatoire.example/"}, "link"),
        ({"link": "https://intranet/"}, "link"),
        ({"aggregation": "individual"}, "aggregation"),
        ({"covers_to": None}, "covers_to"),
        ({"licence": "unknown"}, "licence"),
        ({"provider": str(UUID(int=9))}, "provider"),
        ({"serves": {"kind": "case", "stream": str(UUID(int=9))}}, "serves"),
    ],
)
async def test_a_resource_at_fault_says_where(
    ccas: Somebody, said: dict[str, Any], field: str
) -> None:
    refused = await ccas.post("/resources", STUDY | said)

    assert 422 == refused.status_code, refused.text
    assert field in [each["field"] for each in refused.json()["errors"]]


async def test_a_resource_says_the_forum_that_it_is_lent_for(
    lead: Somebody, ccas: Somebody
) -> None:
    forum = (await formed(lead)).rpartition("/")[2]
    lent = await ccas.post("/resources", STUDY | {"serves": f"forum/{forum}"})
    assert 201 == lent.status_code, lent.text
    read = (await ccas.get(f"/resources/{lent.json()['id']}")).json()
    assert ("forum", forum, None) == (
        read["serves_kind"], read["serves_stream"], read["serves_part"]
    )  # fmt: skip


async def test_nothing_public_names_a_commitment_that_serves_somebodys_dossier(
    administrator: Desk, ccas: Somebody
) -> None:
    desk = replace(administrator, asker=Asker(ccas.agent, CCAS, "social-worker", TERRITORY))
    terms, case = Terms(next(iter(codes.RESOURCE_KINDS)), "—", None, None), CaseId(uuid4())
    facts = {
        "debtor": CCAS, "beneficiary": None, "terms": terms, "deadline": DEADLINE,
        "signed_by": "director",
    }  # fmt: skip
    statuses = []
    for dossier in (case, None):
        serves = Reference("case", case) if dossier is not None else None
        commitment = CommitmentId(uuid4())
        await desk.begin(Commitment, commitment, serves=serves, case=dossier, **facts)
        named = STUDY | {"serves": f"commitment/{commitment}"}
        statuses.append((await ccas.post("/resources", named)).status_code)

    assert [422, 201] == statuses


async def test_nobody_lends_in_the_name_of_another_partner(ccas: Somebody) -> None:
    refused = await ccas.post("/resources", STUDY | {"provider": str(MISSION)})

    assert 403 == refused.status_code
