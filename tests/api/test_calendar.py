"""A service's calendar: who it meets when, never about whom; and its secret addresses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import pytest
from icalendar import Calendar

from api.commands.calendars import (
    TooManyCalendars,
    calendars_of,
    close_calendar,
    open_calendar,
)
from api.desk import Desk
from domain.policies import Asker, NotAllowed
from domain.watch_session import WatchSession
from domain.watch_session_life import Member
from store.refusals import Unknown
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, new_referral
from tests.api.sessions import animating, at_desk, convened, followed, pledged, put, raised
from tests.conftest import TERRITORY

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)


def entries(said: httpx2.Response) -> dict[str, Any]:
    """The entries of a feed, by their identifier."""
    assert said.status_code == 200, said.text
    assert said.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(said.content)
    assert "method" not in calendar
    return {str(each["uid"]): each for each in calendar.walk("VEVENT")}


async def met(ccas: Somebody, mission: Somebody) -> str:
    """A referral that the mission locale accepts, with a meeting."""
    referral = str((await ccas.post("/referrals", new_referral())).json()["referral"])
    await mission.post(f"/referrals/{referral}/acceptance", {}, version=1)
    said = {"meets_at": SOON.isoformat(), "how": "on-site"}
    answer = await mission.post(f"/referrals/{referral}/meeting", said, version=2)
    assert answer.status_code == 201, answer.text
    return referral


async def test_a_service_reads_its_sessions_meetings_and_due_days_and_no_name(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    referral = await met(ccas, mission)
    session, alert = await convened(administrator), await raised(administrator)
    await put(administrator, session, alert)
    await pledged(administrator, session, alert, 1)
    await followed(administrator)
    said = await mission.get("/calendar.ics")
    found = entries(said)

    at = f"@{TERRITORY}.maillage"
    assert found[f"orientation-{referral}{at}"]["summary"] == "Rendez-vous d’orientation"
    assert found[f"orientation-{referral}{at}"].decoded("dtstart") == SOON
    assert found[f"orientation-{referral}{at}"]["sequence"] >= 3
    assert found[f"seance-{session}{at}"]["location"] == "Mairie"
    [owed] = [each for uid, each in found.items() if uid.startswith("engagement-")]
    assert type(owed.decoded("dtstart")) is date
    for word in ("Canari", "Zoé", "emploi", "permanence"):
        assert word not in said.text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in said.text


async def test_what_moves_or_is_called_off_keeps_its_identifier(
    administrator: Desk, mission: Somebody
) -> None:
    session = await convened(administrator)
    [(uid, first)] = entries(await mission.get("/calendar.ics")).items()
    animator = animating(administrator)
    await animator.change(
        WatchSession, session, WatchSession.move, meets_at=SOON, where="Maison de quartier"
    )
    await animator.change(WatchSession, session, WatchSession.cancel, reason="too-few")
    [(again, last)] = entries(await mission.get("/calendar.ics")).items()

    assert uid == again
    assert (last["sequence"], last["status"]) == (3, "CANCELLED")
    assert first["sequence"] == 1
    assert last.decoded("dtstart") == SOON


async def test_who_is_not_invited_and_who_meets_nobody_reads_none_of_it(
    administrator: Desk, http: httpx2.AsyncClient, ccas: Somebody, mission: Somebody
) -> None:
    await met(ccas, mission)
    await convened(administrator, (Member(CCAS, "ccas"),))
    elected = await enrol(administrator, http, MISSION, "elected")

    assert entries(await elected.get("/calendar.ics")) == {}
    [only] = entries(await mission.get("/calendar.ics"))
    assert only.startswith("orientation-")


async def test_a_secret_address_opens_the_feed_and_nothing_else_until_it_is_closed(
    administrator: Desk, http: httpx2.AsyncClient, mission: Somebody
) -> None:
    session = await convened(administrator)
    asker = Asker(mission.agent, MISSION, "social-worker", TERRITORY)
    desk = replace(administrator, asker=asker)
    address = await open_calendar(desk)
    token = address.rpartition("/")[2].removesuffix(".ics")
    found = entries(await http.get(address))

    assert any(str(session) in uid for uid in found)
    for path in ("/calendar.ics", "/cases", "/watch-sessions"):
        headers = {"Authorization": f"Bearer {token}"}
        answer = await http.get(
            f"{address.rpartition('/calendars/')[0]}{path}", headers=headers
        )
        assert answer.status_code == 401
    bearer = f"{address.rpartition('/')[0]}/{mission.token}.ics"
    assert (await http.get(bearer)).status_code == 404
    [row] = await calendars_of(desk)
    assert token not in str(dict(row))
    with pytest.raises(Unknown):
        await close_calendar(at_desk(administrator, MISSION), row["mark"])
    await close_calendar(desk, row["mark"])
    assert (await http.get(address)).status_code == 404


async def test_nobody_holds_many_addresses_and_who_acts_for_no_service_none(
    administrator: Desk,
) -> None:
    desk = at_desk(administrator, MISSION)
    for _ in range(5):
        await open_calendar(desk)
    with pytest.raises(TooManyCalendars):
        await open_calendar(desk)
    with pytest.raises(NotAllowed):
        await open_calendar(administrator)
