"""Forums and the catalogue of resources, as their readers meet them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain import codes
from domain.action_sheet import ActionSheet
from domain.commitment import Commitment
from domain.commitment_terms import Terms
from domain.local_time import PARIS, day_of
from domain.policies import Asker
from domain.values import CommitmentId, SheetId
from tests.conftest import TERRITORY
from tests.domain.people import DEADLINE
from tests.domain.sheets import content
from tests.pages.conftest import Place, Visitor
from tests.pages.reading import Page

FORUMS, RESOURCES = "/projet/instances", "/projet/ressources"
DAY = timedelta(days=1)
STUDY: dict[str, Any] = {
    "title": "Portrait social", "source": "Observatoire", "kind": "study",
    "licence": "licence-ouverte-2", "aggregation": "aggregated", "readers": "everyone",
    "link": "https://observatoire.example/portrait?annee=2024",
    "covers_from": "2023-01-01", "covers_to": "2024-12-31",
}  # fmt: skip


@pytest.fixture
async def lead(place: Place) -> Visitor:
    """The project lead."""
    return await place.enrol(place.ccas, "project-lead")


async def sent(who: Visitor, page: str, action: str, **typed: Any) -> Any:
    form = (await who.get(page)).form(action)
    return await who.post(form.action, form.sent(**typed))


async def formed(lead: Visitor, place: Place) -> str:
    said = {
        "kind": "working-group", "name": f"Groupe logement {place.mark}",
        "purpose": "Prévenir les impayés",
    }  # fmt: skip
    assert 303 == (await sent(lead, FORUMS, f"{FORUMS}/formation", **said)).status_code
    page = await lead.get(FORUMS)
    return _link(page, said["name"])


def _link(page: Page, name: str) -> str:
    """Where the link of that name leads."""
    at = page.html.rindex('href="', 0, page.html.index(f">{name}<")) + len('href="')
    return page.html[at : page.html.index('"', at)]


async def test_a_forum_meets_and_says_who_was_there_and_what_was_decided(
    lead: Visitor, paul: Visitor, place: Place
) -> None:
    forum = await formed(lead, place)
    joining = await sent(paul, forum, f"{forum}/membership", since="2026-01-05")
    assert 303 == joining.status_code, joining.text
    now = place.desk.log.now.astimezone(PARIS)
    for when in (now, now + DAY):
        said = {"meets_at": f"{when:%Y-%m-%dT%H:%M}", "where": "Mairie", "agenda": "Loyers"}
        assert 303 == (await sent(lead, forum, f"{forum}/meetings", **said)).status_code
    page = await lead.get(forum)
    minutes = [form for form in page.forms if form.action == f"{forum}/minutes"]
    assert 1 == len(minutes), "a meeting of tomorrow is not told yet"
    told = minutes[0].sent(
        partners=str(place.mission), guests=str(place.ccas), residents="4",
        conclusions="Trop tard", decisions="Prévenir plus tôt\nRevenir en mars",
    )  # fmt: skip
    assert 303 == (await lead.post(minutes[0].action, told)).status_code

    read = await paul.get(forum)
    assert "présent à 1 réunion sur 1" in read.text
    assert {"Prévenir plus tôt", "Revenir en mars"} <= {each.strip() for each in read.texts}
    assert "Qui était là, réunion par réunion" in read.text
    assert "non compté" in read.text
    assert not [form for form in read.forms if form.action.endswith(("/minutes", "/meetings"))]
    assert [f"{forum}/membership-end"] == [
        form.action for form in read.forms if forum in form.action
    ]


async def test_a_meeting_that_contradicts_itself_comes_back_as_it_was_typed(
    lead: Visitor, place: Place
) -> None:
    forum = await formed(lead, place)
    said = {"on": "2026-01-05", "conclusions": "Trop tard", "decisions": "Une"}
    answer = await sent(lead, forum, f"{forum}/minutes-told", **said)

    assert 422 == answer.status_code
    page = Page(answer.text)
    assert "Dites qui était là" in page.text
    assert "Trop tard" == page.form(f"{forum}/minutes-told").sent()["conclusions"][0]
    assert page.ids.count("minutes-told-partners") == 1


async def test_a_meeting_is_called_off_a_member_leaves_and_a_forum_ends(
    lead: Visitor, place: Place
) -> None:
    forum = await formed(lead, place)
    today = day_of(place.desk.log.now).isoformat()
    await sent(lead, forum, f"{forum}/members", college="residents", since="2026-01-05")
    when = {"meets_at": "2026-12-14T09:00", "where": "Mairie", "agenda": "Loyers"}
    await sent(lead, forum, f"{forum}/meetings", **when)
    page = await lead.get(forum)
    assert not [form for form in page.forms if form.action.endswith("/dissolution")]
    assert "Collège « Habitant·es »" in page.text
    await sent(lead, forum, f"{forum}/cancellation", reason="Salle indisponible")
    await sent(lead, forum, f"{forum}/departures", left_on=today)
    ended = await sent(lead, forum, f"{forum}/dissolution", reason="Objectif atteint")
    assert 303 == ended.status_code, ended.text

    page = await lead.get(forum)
    assert "Salle indisponible" in page.text
    assert "dissoute le" in page.text
    assert not [form for form in page.forms if forum in form.action]
    assert "dissoute le" in (await lead.get(FORUMS)).text


async def test_a_forum_is_formed_to_serve_a_sheet(lead: Visitor, place: Place) -> None:
    desk, title = replace(place.desk, asker=lead_of(lead)), f"Permanences {place.mark}"
    sheet = SheetId(uuid4())
    facts = {"number": 7, "content": content(title=title), "lead": place.ccas}
    await desk.begin(ActionSheet, sheet, **facts)
    page = await lead.get(FORUMS)
    assert f"Fiche n° 7 : {title}" in page.text
    said = {
        "kind": "steering", "name": f"Copil {place.mark}", "purpose": "Décider",
        "serves": f"sheet/{sheet}",
    }  # fmt: skip
    assert 303 == (await sent(lead, FORUMS, f"{FORUMS}/formation", **said)).status_code
    forum = _link(await lead.get(FORUMS), said["name"])
    assert f"/projet/fiches/{sheet}" in (await lead.get(forum)).links
    unknown = said | {"serves": f"sheet/{uuid4()}"}
    answer = await sent(lead, FORUMS, f"{FORUMS}/formation", **unknown)
    assert 422 == answer.status_code
    assert "n’existe pas dans ce territoire" in answer.text


def lead_of(lead: Visitor) -> Asker:
    return Asker(lead.agent, lead.partner, "project-lead", TERRITORY)


async def test_everyone_reads_forums_and_only_the_project_lead_forms_them(
    place: Place, nadia: Visitor
) -> None:
    elected = await place.enrol(place.ccas, "elected")
    for who in (nadia, elected):
        page = await who.get(FORUMS)
        assert not [form for form in page.forms if form.action.startswith(FORUMS)]
    said = {"cle": "", "version": "0", "kind": "steering", "name": "X", "purpose": "x"}
    assert 403 == (await nadia.post(f"{FORUMS}/formation", said)).status_code


async def test_a_service_lends_a_resource_and_keeps_its_notice(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    title = f"Portrait social {place.mark}"
    lent = await sent(nadia, RESOURCES, f"{RESOURCES}/publication", **STUDY | {"title": title})
    assert 303 == lent.status_code, lent.text
    page = await paul.get(f"{RESOURCES}?forme=study&annee=2024")
    assert "Licence Ouverte 2.0" in page.text
    assert "Ouvrir sur observatoire.example (un autre site)" in page.text
    leaving = [at for tag, at in page.tags if at.get("href") == STUDY["link"]]
    assert {"external noopener noreferrer"} == {at.get("rel") for at in leaving}
    for query in ("forme=map", "annee=1999"):
        assert title not in (await paul.get(f"{RESOURCES}?{query}")).text

    here = _link(page, title)
    assert not [form for form in (await paul.get(here)).forms if here in form.action]
    corrected = await sent(nadia, here, f"{here}/notice", presentation="Avec une carte")
    assert 303 == corrected.status_code, corrected.text
    assert "Avec une carte" in (await paul.get(here)).text
    withdrawn = await sent(nadia, here, f"{here}/withdrawal", reason="Remplacé")
    assert 303 == withdrawn.status_code, withdrawn.text
    assert "a été retirée" in (await paul.get(here)).text
    assert title not in (await paul.get(RESOURCES)).text


async def test_data_of_people_are_refused_with_the_reason_and_nothing_typed_is_lost(
    nadia: Visitor,
) -> None:
    said = STUDY | {"aggregation": "individual", "presentation": "Une ligne par allocataire"}
    answer = await sent(nadia, RESOURCES, f"{RESOURCES}/publication", **said)

    assert 422 == answer.status_code
    page = Page(answer.text)
    assert "jamais celles de personnes" in page.text
    assert (
        "Une ligne par allocataire"
        in page.form(f"{RESOURCES}/publication").sent()["presentation"]
    )


async def test_the_project_lead_lends_for_another_partner(
    lead: Visitor, paul: Visitor, place: Place
) -> None:
    title = f"Carte {place.mark}"
    said = STUDY | {"title": title, "provider_words": f"Mission locale {place.mark}"}
    lent = await sent(lead, RESOURCES, f"{RESOURCES}/publication-for", **said)
    assert 303 == lent.status_code, lent.text
    here = _link(await paul.get(RESOURCES), title)

    assert f"{here}/notice" in {form.action for form in (await paul.get(here)).forms}


async def test_a_resource_is_lent_to_keep_a_commitment(nadia: Visitor, place: Place) -> None:
    terms = Terms(next(iter(codes.RESOURCE_KINDS)), "Le portrait social", None, None)
    commitment = CommitmentId(uuid4())
    desk = replace(place.desk, asker=Asker(nadia.agent, place.ccas, "social-worker", TERRITORY))
    facts = {
        "debtor": place.ccas, "beneficiary": None, "terms": terms, "signed_by": "director",
        "deadline": DEADLINE, "serves": None, "case": None,
    }  # fmt: skip
    await desk.begin(Commitment, commitment, **facts)
    page = await nadia.get(RESOURCES)
    assert f"commitment/{commitment}" in page.html
    title, serves = f"Portrait {place.mark}", f"commitment/{commitment}"
    said = STUDY | {"title": title, "serves": serves}
    assert 303 == (await sent(nadia, RESOURCES, f"{RESOURCES}/publication", **said)).status_code

    here = await nadia.get(_link(await nadia.get(RESOURCES), title))
    assert f"/projet/engagements/{commitment}" in here.links


@pytest.mark.parametrize("query", ["annee=deux", "annee=99999", "forme=x", "apres=x"])
async def test_a_filter_that_means_nothing_says_so_and_shows_the_catalogue(
    nadia: Visitor, query: str
) -> None:
    page = await nadia.get(f"{RESOURCES}?{query}")

    assert query.startswith("apres") or "Un point à revoir" in page.text
