"""Sessions over the API: convened, led, answered; each reader is told what is theirs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest

from api.desk import Desk
from domain.values import AlertId
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, joined
from tests.api.sessions import DUE, NOW, followed, raised
from tests.domain.alerts import CHILD

GOAL = "Rappeler la famille Canari"
HERE = "/watch-sessions"


@pytest.fixture
async def animator(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, CCAS, "cell-animator")


async def convene(animator: Somebody, **said: Any) -> str:
    body: dict[str, Any] = {
        "number": 1, "title": "Séance d’essai", "meets_at": NOW.isoformat(), "where": "Mairie",
        "services": [str(MISSION)], **said,
    }  # fmt: skip
    answer = await animator.post(HERE, body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def did(who: Somebody, session: str, noun: str, status: int = 201, **body: Any) -> Any:
    at = (await who.get(f"{HERE}/{session}")).headers["etag"].strip('"')
    answer = await who.post(f"{HERE}/{session}/{noun}", body, version=int(at))
    assert answer.status_code == status, answer.text
    return answer.json()


async def named(administrator: Desk, animator: Somebody) -> tuple[str, AlertId]:
    """A session with one nominative item, and a follow-up of it."""
    family = await raised(administrator, kind="situation")
    session = await convene(animator)
    item: dict[str, Any] = {
        "alert": str(family), "regime": "nominative", "sharing_ground": "consent",
    }  # fmt: skip
    await did(animator, session, "items", **item)
    await did(
        animator, session, "follow-ups", alert=str(family), kind="contact", text=GOAL,
        responsible=str(MISSION), due=DUE.isoformat(),
    )  # fmt: skip
    return session, family


async def test_a_follow_up_is_answered_by_its_responsible_alone(
    administrator: Desk, animator: Somebody, ccas: Somebody, mission: Somebody
) -> None:
    session, _ = await named(administrator, animator)
    [asked] = (await mission.get("/inbox")).json()["follow_ups"]
    assert (asked["session"], asked["number"], asked["answer"]) == (session, 1, "proposed")
    await did(ccas, session, "follow-up-acceptance", 409, number=1)
    await did(mission, session, "follow-up-acceptance", number=1)
    await did(mission, session, "follow-up-completion", number=1)

    assert (await mission.get("/inbox")).json()["follow_ups"] == []


async def test_who_was_not_invited_reads_that_a_session_is_and_nothing_nominative(
    administrator: Desk, http: httpx2.AsyncClient, animator: Somebody, mission: Somebody
) -> None:
    session, family = await named(administrator, animator)
    pmi = await enrol(administrator, http, await joined(administrator, "pmi"))
    landlord = await joined(administrator, "housing-landlord")
    await did(animator, session, "invitation", partner=str(landlord))
    invited = await enrol(administrator, http, landlord)

    assert GOAL in (await mission.get(f"{HERE}/{session}")).text
    for who in (pmi, invited):
        seen = await who.get(f"{HERE}/{session}")
        assert seen.json()["hidden"] == 1
        assert seen.json()["items"] == []
        assert GOAL not in seen.text
        assert str(family) not in seen.text
        assert (await who.get(f"/alerts/{family}")).status_code == 403


async def test_a_nominative_item_opens_its_alert_as_long_as_it_stands(
    administrator: Desk, animator: Somebody, mission: Somebody
) -> None:
    family = await raised(administrator, kind="situation")
    session = await convene(animator)
    item: dict[str, Any] = {
        "alert": str(family), "regime": "nominative", "sharing_ground": "consent",
    }  # fmt: skip
    assert (await mission.get(f"/alerts/{family}")).status_code == 403
    await did(animator, session, "items", **item)
    assert (await mission.get(f"/alerts/{family}")).status_code == 200
    await did(animator, session, "item-removal", alert=str(family), reason="not-reached")
    assert (await mission.get(f"/alerts/{family}")).status_code == 403


async def test_the_shareable_minutes_hold_nothing_nominative_and_wait_for_approval(
    administrator: Desk, http: httpx2.AsyncClient, animator: Somebody, mission: Somebody
) -> None:
    session, family = await named(administrator, animator)
    elected = await enrol(administrator, http, CCAS, "elected")
    minutes = f"{HERE}/{session}/minutes"
    await did(animator, session, "attendance", alert=str(family), partners=[str(MISSION)])
    await did(animator, session, "minutes-approval", 409, kind="restricted")
    await did(animator, session, "holding")
    for who in (elected, mission):
        assert (await who.get(minutes, kind="shareable")).status_code == 403
    await did(animator, session, "minutes-approval", kind="restricted")
    summary = "Un point en partie restreinte."
    await did(animator, session, "minutes-approval", kind="shareable", summary=summary)
    shared = await elected.get(minutes, kind="shareable")
    assert shared.json()["summary"] == summary
    assert shared.json()["counts"]["items"] == {"nominative": 1}
    assert shared.json()["items"] == []
    assert (await elected.get(minutes, kind="restricted")).status_code == 403
    assert (await elected.get(f"{HERE}/{session}")).status_code == 403
    restricted = await mission.get(minutes, kind="restricted")
    assert GOAL in restricted.text
    for said in (GOAL, str(family), str(MISSION) + '"],"conclusion'):
        assert said not in shared.text


async def test_a_child_in_danger_and_an_alert_of_another_session_are_refused(
    administrator: Desk, animator: Somebody
) -> None:
    child = await raised(administrator, kind="situation", **CHILD)
    session, other = await convene(animator), await convene(animator, number=2)
    anonymous: dict[str, Any] = {"regime": "anonymised"}
    await did(animator, session, "items", 409, alert=str(child), **anonymous)
    quartier = await raised(administrator)
    collective: dict[str, Any] = {"alert": str(quartier), "regime": "collective"}
    await did(animator, session, "items", **collective)
    await followed(administrator)
    await did(animator, other, "items", 409, **collective)
    unknown = str(UUID(int=9))
    await did(animator, other, "items", 422, alert=unknown, regime="collective")


async def test_contradictions_are_told_at_their_field(
    administrator: Desk, animator: Somebody
) -> None:
    stranger = await joined(administrator, "association")
    quartier = await raised(administrator)
    session = await convene(animator)
    asked: dict[str, Any] = {
        "alert": str(quartier), "kind": "contact", "text": "…", "due": DUE.isoformat(),
        "responsible": str(MISSION),
    }  # fmt: skip
    absent = await did(animator, session, "follow-ups", 422, **asked)
    assert absent["errors"][0]["field"] == "alert"
    await did(animator, session, "items", alert=str(quartier), regime="collective")
    there: dict[str, Any] = {"alert": str(quartier), "partners": [str(stranger)]}
    uninvited = await did(animator, session, "attendance", 422, **there)
    assert uninvited["errors"][0]["field"] == "partners"
    early = (NOW - timedelta(days=2)).date().isoformat()
    late = await did(animator, session, "follow-ups", 422, **asked | {"due": early})
    assert late["errors"][0]["field"] == "due"


async def test_sessions_are_listed_page_by_page_from_the_latest(
    animator: Somebody, mission: Somebody
) -> None:
    made = [
        await convene(animator, number=n, meets_at=(NOW + timedelta(days=n)).isoformat())
        for n in range(1, 4)
    ]
    first = (await mission.get(HERE, limit=2)).json()
    rest = (await mission.get(HERE, limit=2, after=first["next"])).json()

    found = [row["session"] for row in (*first["items"], *rest["items"])]
    assert list(reversed(made)) == found
    assert (await mission.get(HERE, after="n’importe quoi")).status_code == 200


async def test_what_was_concluded_in_a_restricted_part_is_not_read_under_another_regime(
    administrator: Desk, http: httpx2.AsyncClient, animator: Somebody
) -> None:
    family = await raised(administrator, kind="situation")
    landlord = await joined(administrator, "housing-landlord")
    session = await convene(animator, services=[str(MISSION), str(landlord)])
    item: dict[str, Any] = {"alert": str(family), "regime": "nominative"}
    item["sharing_ground"] = "consent"
    await did(animator, session, "items", **item)
    await followed(administrator)
    at = (await animator.get(f"/alerts/{family}")).headers["etag"].strip('"')
    said = {"session": session, "conclusion": GOAL}
    told = await animator.post(f"/alerts/{family}/examination", said, version=int(at))
    assert told.status_code == 201, told.text
    await did(animator, session, "item-removal", alert=str(family), reason="not-reached")
    await followed(administrator)
    await did(animator, session, "items", alert=str(family), regime="anonymised")
    invited = await enrol(administrator, http, landlord)
    [seen] = (await invited.get(f"{HERE}/{session}")).json()["items"]
    assert (seen["regime"], seen["conclusion"]) == ("anonymised", None)


async def test_a_follow_up_waits_for_the_professionals_of_its_responsible_alone(
    administrator: Desk, http: httpx2.AsyncClient, animator: Somebody, mission: Somebody
) -> None:
    await named(administrator, animator)
    elected = await enrol(administrator, http, MISSION, "elected")
    assert len((await mission.get("/inbox")).json()["follow_ups"]) == 1
    assert (await elected.get("/inbox")).json()["follow_ups"] == []
