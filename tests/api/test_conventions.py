"""The conventions of the API: versions, idempotency, pages, problems, looks on record."""

from uuid import uuid4

from api.desk import Desk
from domain.agent import Agent
from domain.partner import Offer, Partner
from tests.api.conftest import MISSION, ROOT, Somebody, enrol, new_referral
from tests.conftest import TERRITORY


async def logged(by: Somebody) -> dict[str, str]:
    answer = await by.post("/referrals", new_referral())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def count(desk: Desk, table: str) -> int:
    return int(await desk.installation.readers.fetchval(f"select count(*) from {table}"))


async def test_acting_without_a_version_is_refused(ccas: Somebody, mission: Somebody) -> None:
    referral = (await logged(ccas))["referral"]
    refused = await mission.post(f"/referrals/{referral}/acceptance", {})

    assert refused.status_code == 428
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["errors"] == [{"field": "If-Match", "reason": "champ manquant"}]


async def test_acting_on_a_stale_version_is_refused(ccas: Somebody, mission: Somebody) -> None:
    referral = (await logged(ccas))["referral"]
    await mission.post(f"/referrals/{referral}/reception", {}, version=1)
    refused = await mission.post(f"/referrals/{referral}/acceptance", {}, version=1)

    assert refused.status_code == 412
    assert refused.json()["type"] == "urn:maillage:problem:stale"


async def test_the_same_request_gets_the_first_answer_even_with_its_old_version(
    ccas: Somebody, mission: Somebody
) -> None:
    referral, key = (await logged(ccas))["referral"], str(uuid4())
    path = f"/referrals/{referral}/acceptance"
    first = await mission.post(path, {}, version=1, key=key)
    again = await mission.post(path, {}, version=1, key=key)

    assert (first.status_code, first.json()) == (again.status_code, again.json())


async def test_another_body_under_the_same_key_is_refused(ccas: Somebody) -> None:
    key = str(uuid4())
    await ccas.post("/referrals", new_referral(), key=key)
    refused = await ccas.post("/referrals", new_referral(reason="Autre chose"), key=key)

    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:maillage:problem:key-reused"


async def test_a_form_sent_twice_makes_one_case(administrator: Desk, ccas: Somebody) -> None:
    key = str(uuid4())
    first = await ccas.post("/referrals", new_referral(), key=key)
    facts = await count(administrator, "events")
    again = await ccas.post("/referrals", new_referral(), key=key)

    assert first.json() == again.json()
    assert facts == await count(administrator, "events")


async def test_a_form_that_stopped_half_way_goes_on_where_it_stopped(
    administrator: Desk, ccas: Somebody
) -> None:
    key, log = str(uuid4()), administrator.log
    append, left = log.appender.append, iter(range(2))

    def failing(pending: object) -> None:
        if next(left, None) is None:
            raise OSError("the database went away")
        append(pending)  # type: ignore[arg-type]

    log.appender.append = failing  # type: ignore[method-assign]
    broken = await ccas.post("/referrals", new_referral(), key=key)
    log.appender.append = append  # type: ignore[method-assign]
    resumed = await ccas.post("/referrals", new_referral(), key=key)

    assert (broken.status_code, resumed.status_code) == (503, 201)
    kinds = await administrator.installation.readers.fetch(
        "select kind from events where correlation_id in"
        " (select correlation_id from events where stream_id = $1) order by position",
        resumed.json()["referral"],
    )
    assert [row["kind"] for row in kinds] == [
        "Person.Registered", "Case.Opened", "Case.PersonAdded", "Referral.Sent",
    ]  # fmt: skip


async def test_a_token_serves_its_own_territory_only(ccas: Somebody) -> None:
    headers = {"Authorization": f"Bearer {ccas.token}"}
    other = ROOT.replace(TERRITORY, "93008")
    elsewhere = await ccas.http.get(other + "/inbox", headers=headers)

    assert elsewhere.status_code == 404


async def test_without_a_token_nothing_is_read(ccas: Somebody) -> None:
    for path in ("/inbox", "/cases", "/journal", "/changes", "/directory"):
        refused = await ccas.http.get(ROOT + path)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_role_that_is_taken_back_ends_its_tokens_at_once(
    administrator: Desk, ccas: Somebody
) -> None:
    assert (await ccas.get("/inbox")).status_code == 200
    await administrator.change(Agent, ccas.agent, Agent.revoke_role, role="social-worker")

    assert (await ccas.get("/inbox")).status_code == 401


async def test_a_service_that_is_no_party_sees_nothing_of_a_case(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    made = await logged(ccas)
    other = await enrol(administrator, ccas.http, MISSION, role="evaluator")

    for path in (f"/cases/{made['case']}", f"/referrals/{made['referral']}"):
        assert (await mission.get(path)).status_code == 200
        assert (await other.get(path)).status_code == 403


async def test_an_evaluator_reads_every_line_and_no_name(
    administrator: Desk, ccas: Somebody
) -> None:
    await logged(ccas)
    evaluator = await enrol(administrator, ccas.http, MISSION, role="evaluator")
    lines = await evaluator.get("/journal", limit=500)

    kinds = [line["kind"] for line in lines.json()["items"]]
    assert {"Referral.Sent", "Person.Registered", "Case.Opened"} <= set(kinds)
    assert "Canari" not in lines.text


async def test_every_look_at_a_case_is_on_record(administrator: Desk, ccas: Somebody) -> None:
    made = await logged(ccas)
    for path in ("/inbox", "/cases", f"/cases/{made['case']}", "/changes", "/journal"):
        before = await count(administrator, "consultations")
        assert (await ccas.get(path)).status_code == 200
        assert await count(administrator, "consultations") == before + 1, path


async def test_a_refused_look_leaves_no_data_and_no_row(
    administrator: Desk, ccas: Somebody
) -> None:
    made = await logged(ccas)
    other = await enrol(administrator, ccas.http, MISSION, role="elected")
    refused = await other.get(f"/cases/{made['case']}")

    assert refused.status_code == 403
    assert "Canari" not in refused.text
    assert await count(administrator, "consultations") == 0


async def test_pages_of_the_journal_follow_one_another_without_gap(ccas: Somebody) -> None:
    for _ in range(3):
        await logged(ccas)
    everything = (await ccas.get("/journal", limit=500)).json()["items"]
    whole = [line["position"] for line in everything]
    paged, after = [], None
    while True:
        query = {"limit": 4} | ({"after": after} if after else {})
        answer = await ccas.get("/journal", **query)
        paged += [line["position"] for line in answer.json()["items"]]
        after = answer.json()["next"]
        assert ("link" in answer.headers) == (after is not None)
        if after is None:
            break

    assert whole == paged == sorted(whole, reverse=True)


async def test_changes_are_followed_from_a_position(ccas: Somebody) -> None:
    await logged(ccas)
    first = (await ccas.get("/changes", limit=2)).json()
    rest = (await ccas.get("/changes", after=first["next"], limit=500)).json()
    positions = [line["position"] for line in first["items"] + rest["items"]]

    assert positions == sorted(set(positions))
    assert rest["items"][-1]["kind"] == "Referral.Sent"


async def test_the_directory_is_searched_without_accents(ccas: Somebody) -> None:
    found = await ccas.get("/directory", q="eveil MISSION")

    assert [fiche["name"] for fiche in found.json()["items"]] == ["Mission locale d’Éveil"]


async def test_the_directory_is_searched_by_what_services_offer(
    administrator: Desk, ccas: Somebody
) -> None:
    offer = Offer("Aide aux impayés de loyer", ("logement-hebergement--louer-un-logement",))
    await administrator.change(
        Partner, MISSION, Partner.offer_service, service="loyer", offer=offer
    )
    for words in ("impayes", "hebergement eveil"):
        found = await ccas.get("/directory", q=words)
        assert [fiche["name"] for fiche in found.json()["items"]] == ["Mission locale d’Éveil"]


async def test_health_says_whether_it_serves(ccas: Somebody) -> None:
    assert (await ccas.http.get("/health/live")).json() == {"status": "alive"}
    assert (await ccas.http.get("/health/ready")).json() == {"status": "ready"}


async def test_every_answer_carries_the_shield(ccas: Somebody) -> None:
    for path in ("/", "/health/live", ROOT + "/inbox", "/nowhere"):
        headers = (await ccas.http.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["cache-control"]) == (
            "nosniff", "no-store",
        )  # fmt: skip
