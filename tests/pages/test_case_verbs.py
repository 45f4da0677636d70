"""Each verb of a case stands on its page where it belongs, and only while it is open."""

from uuid import UUID

from api.desk import Desk
from domain.case import Case
from domain.policies import Asker
from domain.values import AgentId, PartnerId
from tests.conftest import TERRITORY
from tests.pages.conftest import Place, Visitor
from tests.pages.reading import FormSeen, Page


async def accepted(nadia: Visitor, paul: Visitor) -> str:
    """A case of which both services are party."""
    referral = await nadia.log()
    await paul.act(referral, "acceptance")
    case = await nadia.case_of(referral)
    await involved(nadia, case, paul.partner)
    return case


async def involved(by: Visitor, case: str, partner: PartnerId) -> None:
    installation = by.http._transport.app.state.installation  # type: ignore[attr-defined]
    desk = Desk(installation, Asker("system", None, "administrator", TERRITORY), "test")
    it = await desk.log.load(Case, UUID(case.split("/")[2]))
    assert it is not None
    if partner not in it.partners:
        await desk.change(
            Case, it.id, Case.involve_partner, partner=partner, sharing_ground="consent"
        )


async def does(by: Visitor, case: str, code: str, **typed: str | list[str]) -> Page:
    """Do what the page offers under that code; the page that follows."""
    form = beside(await by.get(case), f"{case}/{code}")
    done = await by.post(form.action, form.sent(**typed))
    assert 303 == done.status_code, Page(done.text).text
    return await by.get(done.headers["location"])


def beside(page: Page, action: str, **held: str) -> FormSeen:
    """The form that goes there, beside the thing that it names."""
    return next(
        form
        for form in page.forms
        if form.action == action and set(held.items()) <= set(form.fields)
    )


def offered(page: Page, case: str) -> set[str]:
    """The codes of the forms of a case's page."""
    return {
        form.action.removeprefix(f"{case}/")
        for form in page.forms
        if form.action.startswith(f"{case}/")
    }


async def test_a_note_is_corrected_shared_and_retracted_beside_it(
    nadia: Visitor, paul: Visitor
) -> None:
    case = await accepted(nadia, paul)
    await does(nadia, case, "notes", text="Rappeler jeudi.")
    page = await does(nadia, case, "notes", text="Rappeler lundi.")
    numbers = [
        dict(form.fields)["note"]
        for form in page.forms
        if form.action == f"{case}/note-correction"
    ]
    assert 2 == len(set(numbers))

    latest = beside(page, f"{case}/note-correction", note=numbers[0])
    assert "Rappeler lundi." == latest.sent()["text"][0]
    assert (
        303
        == (await nadia.post(latest.action, latest.sent(text="Rappeler mardi."))).status_code
    )
    assert "Rappeler mardi." not in (await paul.get(case)).text
    sharing = beside(await nadia.get(case), f"{case}/note-widening", note=numbers[0])
    typed: dict[str, str | list[str]] = {
        "sharing_ground": "consent",
        "partners": [str(nadia.other)],
    }
    assert 303 == (await nadia.post(sharing.action, sharing.sent(**typed))).status_code
    theirs = await paul.get(case)
    assert "Rappeler mardi." in theirs.text
    assert not {"note-correction", "note-retraction"} & offered(theirs, case)

    page = await nadia.get(case)
    retracting = beside(page, f"{case}/note-retraction", note=numbers[0])
    empty = await nadia.post(retracting.action, retracting.sent())
    assert 422 == empty.status_code
    assert f'href="#note-retraction-{numbers[0]}-reason"' in empty.text
    await nadia.post(retracting.action, retracting.sent(reason="other"))
    assert "Rappeler mardi." not in (await paul.get(case)).text


async def test_a_note_is_for_the_coordinator_only_once_there_is_one(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    page = await nadia.get(case)

    assert "my-service" == page.form(f"{case}/notes").sent()["audience"][0]
    assert ("option", {"value": "coordinator"}) not in page.tags


async def test_a_goal_is_reached_or_dropped_beside_it(nadia: Visitor, paul: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    theme = nadia.quick["themes"]
    for text in ("Un logement", "Une formation"):
        page = await does(nadia, case, "goals", text=text, theme=theme)
    first, second = (
        dict(form.fields)["goal"] for form in page.forms if form.action.endswith("goal-reached")
    )
    reached = beside(page, f"{case}/goal-reached", goal=first)
    await nadia.post(reached.action, reached.sent())
    dropped = beside(await nadia.get(case), f"{case}/goal-dropped", goal=second)
    await nadia.post(dropped.action, dropped.sent(reason="other"))
    page = await nadia.get(case)

    assert "atteint" in page.text
    assert "abandonné" in page.text
    assert not {"goal-reached", "goal-dropped"} & offered(page, case)
    assert "Un logement" not in (await paul.get(case)).text


async def test_coordination_shows_only_the_step_that_comes_next(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    case = await accepted(nadia, paul)
    steps = {
        "coordinator-proposal", "employer-agreement", "department-opinion", "designation",
    }  # fmt: skip
    assert not steps & offered(await nadia.get(case), case)
    page = await does(
        nadia, case, "coordination-need", authorities=["maire"], need="continuity"
    )
    assert {"coordinator-proposal"} == steps & offered(page, case)
    page = await does(nadia, case, "coordinator-proposal", agent=str(paul.agent))
    assert {"coordinator-proposal", "department-opinion"} == steps & offered(page, case)
    assert "L’accord est à donner par" in page.text
    await does(paul, case, "employer-agreement")
    told = {"consulted_on": "2026-11-02", "opinion": "favourable"}
    page = await does(nadia, case, "department-opinion", **told)
    assert "designation" not in offered(page, case)

    mayor = await place.enrol(place.ccas, "coordinator")
    decided = {"decided_on": "2026-11-03", "reference": "Arrêté 12"}
    page = await does(mayor, case, "designation", **decided)
    assert "Coordonnée par" in page.text
    assert "replacement" not in offered(page, case)
    assert "coordination-end" in offered(page, case)
    assert ("option", {"value": "coordinator"}) in page.tags


async def test_who_proposes_nobody_is_told_so(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    await does(nadia, case, "coordination-need", authorities=["maire"], need="continuity")
    form = (await nadia.get(case)).form(f"{case}/coordinator-proposal")
    for agent in ("", "personne", str(AgentId(UUID(int=7)))):
        answer = await nadia.post(form.action, form.sent(agent=agent))

        assert answer.status_code in (409, 422)
        assert 'role="alert"' in answer.text


async def test_a_person_leaves_and_another_is_added_from_the_page(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    page = await does(nadia, case, "departure", reason="left-household")

    assert (1, "Plus personne dans cette situation") in page.headings
    assert "departure" not in offered(page, case)
    page = await does(nadia, case, "people", family_name="Merle", given_name="Léo")
    assert (1, "Léo MERLE") in page.headings


async def test_a_service_withdraws_or_takes_over_from_the_page(
    nadia: Visitor, paul: Visitor
) -> None:
    case = await accepted(nadia, paul)
    page = await does(nadia, case, "referent", agent=str(nadia.agent))
    assert "référent" in page.text
    assert "handover" not in offered(await paul.get(case), case)
    await does(nadia, case, "handover", to=str(paul.partner))

    page = await nadia.get(case)
    mine = beside(page, f"{case}/release", partner=str(nadia.partner))
    still = await nadia.post(mine.action, mine.sent(reason="other"))
    assert 409 == still.status_code
    assert "encore ouvertes ici" in Page(still.text).text
    assert {"closure", "transfer", "error"} <= offered(await paul.get(case), case)
    assert not {"closure", "transfer", "error"} & offered(page, case)


async def test_a_case_that_ended_may_be_reopened_and_little_else(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    await does(nadia, case, "notes", text="À relire.")
    page = await does(nadia, case, "closure", outcome="needs-met")

    assert "Cette situation est close" in page.text
    last = {"reopening", "error", "note-correction", "note-retraction"}
    assert last == offered(page, case)
    page = await does(nadia, case, "reopening", reason="came-back")
    assert "closure" in offered(page, case)
    page = await does(nadia, case, "transfer", territory="Ailleurs", reason="moved-away")
    assert "suivie par un autre territoire" in page.text
    page = await does(nadia, case, "error", reason="wrong-person")
    assert "saisie par erreur" in page.text


async def test_who_is_only_asked_reads_why_and_acts_on_nothing(
    nadia: Visitor, paul: Visitor
) -> None:
    case = await nadia.case_of(await nadia.log())
    page = await paul.get(case)

    assert "parce qu’une orientation lui est adressée" in page.text
    assert set() == offered(page, case)


async def test_the_dpo_reads_a_case_and_acts_on_nothing(nadia: Visitor, place: Place) -> None:
    case = await nadia.case_of(await nadia.log())
    await does(nadia, case, "notes", text="Pour nous seuls.")
    dpo = await place.enrol(place.mission, "dpo")
    page = await dpo.get(case)

    assert "délégué·e à la protection des données" in page.text
    assert "Pour nous seuls." not in page.text
    assert set() == offered(page, case)
