from uuid import uuid4

from api.installation import Installation
from api.pages.visit import COOKIE
from store.log import statements as log_statements
from tests.conftest import TERRITORY
from tests.pages.conftest import SAME, Visitor, position


async def test_anybody_may_choose_among_the_personas_of_fictitious_territories(
    nadia: Visitor,
) -> None:
    page = await nadia.get("/")

    assert "Camille Fictif" in page.text
    assert "territoire fictif" in page.text
    form = next(form for form in page.forms if ("agent", str(nadia.agent)) in form.fields)
    entered = await nadia.http.post("/seance", data=form.sent(), headers=SAME)
    assert (303, "/a-traiter") == (entered.status_code, entered.headers["location"])
    cookie = entered.headers["set-cookie"]
    assert all(said in cookie for said in ("HttpOnly", "SameSite=lax", "Path=/"))


async def test_no_persona_where_people_are_real(
    nadia: Visitor, installation: Installation
) -> None:
    create = log_statements["create_territory"]
    await installation.writers.execute(create, "75056", uuid4(), False)
    said = {"territoire": "75056", "agent": str(nadia.agent), "role": "social-worker"}

    assert 404 == (await nadia.post("/seance", said)).status_code


async def test_a_role_that_the_persona_does_not_have_is_not_given(nadia: Visitor) -> None:
    said = {"territoire": TERRITORY, "agent": str(nadia.agent), "role": "dpo"}

    assert 404 == (await nadia.post("/seance", said)).status_code


async def test_leaving_revokes_the_session(nadia: Visitor) -> None:
    left = await nadia.post("/quitter", {})

    assert (303, "/") == (left.status_code, left.headers["location"])
    again = await nadia.http.get("/a-traiter", headers={"Cookie": f"{COOKIE}={nadia.token}"})
    assert (303, "/") == (again.status_code, again.headers["location"])


async def test_a_form_sent_after_the_session_ended_gives_its_text_back(
    nadia: Visitor, installation: Installation
) -> None:
    await nadia.post("/quitter", {})
    before = await position(installation)
    answer = await nadia.post(
        "/orientations/nouvelle", nadia.quick | {"request": "« Un <toit> »"}
    )

    assert 401 == answer.status_code
    assert "« Un &lt;toit&gt; »" in answer.text
    assert before == await position(installation)


async def test_an_evaluator_finds_no_casework(eva: Visitor) -> None:
    page = await eva.get("/journal")

    assert "/a-traiter" not in page.links
    assert "/situations" not in page.links
