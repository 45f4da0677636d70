"""``maillage session``: listed to every professional, shown and read to who has part in it."""

import httpx2

from api.cli.exits import Exit
from api.desk import Desk
from tests.api.cli.conftest import Maillage
from tests.api.conftest import Somebody, enrol, joined
from tests.api.sessions import convened, put, raised
from tests.api.test_watch_sessions import GOAL, animator, did, named
from tests.conftest import TERRITORY

__all__ = ["animator"]


async def test_a_session_is_listed_shown_and_its_minutes_read_by_who_has_part_in_it(
    maillage: Maillage,
    administrator: Desk,
    http: httpx2.AsyncClient,
    animator: Somebody,
    mission: Somebody,
) -> None:
    session, family = await named(administrator, animator)
    at = (TERRITORY, session)
    listed = await maillage("session", "list", TERRITORY, "--token", mission.token)
    assert session in listed.out
    assert GOAL in (await maillage("session", "show", *at, "--token", mission.token)).out
    pmi = await enrol(administrator, http, await joined(administrator, "pmi"))
    shown = await maillage("session", "show", *at, "--token", pmi.token)
    assert "Partie restreinte" in shown.out
    assert GOAL not in shown.out
    early = await maillage("session", "minutes", *at, "shareable", "--token", pmi.token)
    assert Exit.REFUSED == early.code
    await did(
        animator, session, "attendance", alert=str(family), partners=[str(mission.partner)]
    )
    await did(animator, session, "holding")
    summary = "Un point en partie restreinte."
    await did(animator, session, "minutes-approval", kind="shareable", summary=summary)
    read = await maillage("session", "minutes", *at, "shareable", "--token", pmi.token)
    assert summary in read.out
    assert GOAL not in read.out


async def test_an_answer_is_given_at_the_command_line(
    maillage: Maillage, administrator: Desk, mission: Somebody
) -> None:
    session, alert = await convened(administrator), await raised(administrator)
    await put(administrator, session, alert)
    ran = await maillage(
        "session", "follow-up-acceptance", TERRITORY, str(session), "--number", "1", "--token",
        mission.token,
    )  # fmt: skip
    assert Exit.REFUSED == ran.code
    assert "Cette suite n’a pas été proposée" in ran.err
