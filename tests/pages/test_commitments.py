"""The pages of commitments: whole stories, and what each reader is shown."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import httpx2
import pytest

from domain.local_time import day_of
from tests.pages import test_rules as rules
from tests.pages.conftest import Place, Visitor, position
from tests.pages.reading import Page

HERE = "/projet/engagements"
NEW = f"{HERE}/nouveau"
TERMS = {"kind": "maps", "what": "Les cartes par quartier, pour le comité."}


@pytest.fixture
async def lead(place: Place) -> Visitor:
    """The project lead, paid by the CCAS."""
    return await place.enrol(place.ccas, "project-lead")


@pytest.fixture
async def elected(place: Place) -> Visitor:
    return await place.enrol(place.ccas, "elected")


def within(place: Place, days: int) -> str:
    return (day_of(place.desk.log.now) + timedelta(days=days)).isoformat()


async def sent(who: Visitor, page: str, action: str, **typed: str) -> httpx2.Response:
    form = (await who.get(page)).form(action)
    return await who.post(form.action, form.sent(**typed))


async def begun(who: Visitor, code: str, **typed: str) -> str:
    answer = await sent(who, NEW, f"{NEW}/{code}", **typed)
    assert 303 == answer.status_code, answer.text
    return str(answer.headers["location"]).partition("?")[0]


async def done(who: Visitor, it: str, code: str, **typed: str) -> None:
    answer = await sent(who, it, f"{it}/{code}", **typed)
    assert 303 == answer.status_code, answer.text


def codes(page: Page, it: str) -> set[str]:
    sent_to = (form.action for form in page.forms if form.action.startswith(it))
    return {action.rpartition("/")[2] for action in sent_to}


async def test_a_commitment_from_its_request_to_its_publication(
    nadia: Visitor, paul: Visitor, place: Place, elected: Visitor
) -> None:
    it = await begun(
        nadia, "requests", **TERMS, debtor_words=f"Mission locale d’Éveil {place.mark}"
    )
    asked = await paul.get(it)
    assert TERMS["what"] == asked.form(f"{it}/making").sent()["what"][0]
    due = within(place, 40)
    await done(paul, it, "making", due=due, signed_by="director", amount="2,5", unit="days")
    await done(nadia, it, "confirmation")
    await done(paul, it, "progress", text="Deux cartes sur cinq.", share="40")
    await done(paul, it, "rescheduling", due=within(place, 60), reason="staff")
    await done(paul, it, "keeping", evidence="Les cartes sont en ligne.")
    assert {"kept-confirmation", "kept-contestation"} <= codes(await nadia.get(it), it)
    await done(nadia, it, "kept-contestation", sentence="Il en manque une.")
    await done(paul, it, "keeping", evidence="Les cinq y sont.", link="https://example.org/")
    await done(nadia, it, "kept-confirmation")

    page = await nadia.get(it)
    for said in (
        "Cartographies : 2,5 jours", "Avancement 100 %", "reportée une fois",
        "Contesté une fois", "Il en manque une.", "Les cinq y sont.",
    ):  # fmt: skip
        assert said in page.text, said
    assert {"publication"} == codes(page, it)
    await elected.get(it, 403)
    await done(nadia, it, "publication")
    assert "on attend l’autre" in (await paul.get(it)).text
    await done(paul, it, "publication")
    shown = await elected.get(it)
    assert "Public : les deux côtés l’ont accepté" in shown.text
    assert set() == codes(shown, it)
    assert it in (await elected.get(f"{HERE}?etat=kept-confirmed")).links


async def test_the_territory_asks_and_says_whether_it_is_kept(
    lead: Visitor, paul: Visitor, nadia: Visitor, place: Place
) -> None:
    it = await begun(lead, "requests", **TERMS)
    assert "Demandé à qui voudra le prendre par le territoire" in (await paul.get(it)).text
    assert {"release", "error"} == codes(await lead.get(it), it)
    await done(paul, it, "making", due=within(place, 5), signed_by="head-of-service")
    await done(paul, it, "keeping", evidence="Fait.")
    assert set() == codes(await nadia.get(it), it)
    assert {"kept-confirmation", "kept-contestation", "publication"} == codes(
        await lead.get(it), it
    )


async def test_a_form_in_error_comes_back_with_what_was_typed(
    nadia: Visitor, place: Place
) -> None:
    due = within(place, -1)
    answer = await sent(
        nadia, NEW, f"{NEW}/undertaking", **TERMS, due=due, signed_by="director", amount="3",
    )  # fmt: skip
    assert 422 == answer.status_code
    assert "Une échéance est à venir" in answer.text
    assert f'value="{due}"' in answer.text
    assert TERMS["what"] in answer.text


async def test_the_list_is_narrowed_and_says_what_is_empty(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    it = await begun(nadia, "undertaking", **TERMS, due=within(place, 9), signed_by="director")
    mine = {"service": str(place.ccas), "etat": "made"}
    page = await paul.get(f"{HERE}?{urlencode(mine)}")
    assert it in page.links
    assert "dans 9 jours" in page.text
    none = await paul.get(f"{HERE}?{urlencode(mine | {'nature': 'logistics'})}")
    assert "Aucun engagement ne répond à cette recherche" in none.text
    await paul.get(f"{HERE}?etat=nul", 422)
    await paul.get(f"{HERE}/{uuid4()}", 404)


async def test_nobody_but_its_sides_acts_on_a_commitment(
    nadia: Visitor, paul: Visitor, eva: Visitor, place: Place
) -> None:
    it = await begun(nadia, "undertaking", **TERMS, due=within(place, 9), signed_by="director")
    assert set() == codes(await paul.get(it), it)
    assert NEW not in (await eva.get(HERE)).links
    await eva.get(NEW, 403)
    said = {"cle": str(uuid4()), "version": "1", "evidence": "Fait."}
    assert 403 == (await paul.post(f"{it}/keeping", said)).status_code
    assert 404 == (await paul.post(f"{it}/undertaking", said)).status_code


async def test_what_waits_is_in_the_inbox_of_each_side_and_with_the_project_lead(
    nadia: Visitor, paul: Visitor, lead: Visitor, place: Place
) -> None:
    words = f"Mission locale d’Éveil {place.mark}"
    it = await begun(nadia, "requests", **TERMS, debtor_words=words)
    assert "Engagements demandés à votre service" in (await paul.get("/a-traiter")).text
    await done(paul, it, "making", due=within(place, 9), signed_by="director")
    assert "Engagements à tenir" in (await paul.get("/a-traiter")).text
    assert "Termes d’engagements à confirmer" in (await nadia.get("/a-traiter")).text
    await done(paul, it, "keeping", evidence="Fait.")
    assert it in (await nadia.get("/a-traiter")).links
    assert it not in (await paul.get("/a-traiter")).links

    own = await begun(nadia, "undertaking", **TERMS, due=within(place, 9), signed_by="director")
    await done(nadia, own, "keeping", evidence="Fait.")
    page = await lead.get(HERE)
    assert "Engagements à confirmer, au nom du territoire" in page.text
    assert own in page.links


async def test_what_serves_a_case_is_shown_on_its_page_and_to_nobody_else(
    nadia: Visitor, paul: Visitor, lead: Visitor, place: Place
) -> None:
    case = await nadia.case_of(await nadia.log())
    page = f"{NEW}?sert=case/{case.rpartition('/')[2]}"
    assert page in (await nadia.get(case)).links
    form = (await nadia.get(page)).form(f"{NEW}/requests")
    words = f"Mission locale d’Éveil {place.mark}"
    answer = await nadia.post(form.action, form.sent(**TERMS, debtor_words=words))
    it = str(answer.headers["location"]).partition("?")[0]

    assert it in (await paul.get(case)).links
    assert "ne sera jamais public" in (await paul.get(it)).text
    await lead.get(it, 403)
    assert it not in (await lead.get(HERE)).links


async def test_the_pages_of_commitments_keep_the_rules_of_every_page(
    nadia: Visitor, paul: Visitor, lead: Visitor, elected: Visitor, place: Place
) -> None:
    words = f"Mission locale d’Éveil {place.mark}"
    it = await begun(nadia, "requests", **TERMS, debtor_words=words)
    pages = {"asked of us": await paul.get(it), "asked by us": await nadia.get(it)}
    wrong = await sent(paul, it, f"{it}/making", due="hier", amount="x", unit="days")
    pages["wrong form"] = Page(wrong.text)
    await done(paul, it, "making", due=within(place, 9), signed_by="director")
    pages["owed"] = await paul.get(it)
    await done(paul, it, "progress", text="Presque.", share="90")
    await done(paul, it, "keeping", evidence="Fait.", link="https://example.org/cartes")
    case = await nadia.case_of(await nadia.log())
    pages["to confirm"] = await nadia.get(it)
    pages["new"] = await nadia.get(f"{NEW}?sert=case/{case.rpartition('/')[2]}")
    pages["new of a lead"] = await lead.get(NEW)
    pages["wrong filter"] = await nadia.get(f"{HERE}?nature=or", 422)
    for name, who in (("list", nadia), ("list of a lead", lead), ("public", elected)):
        pages[name] = await who.get(HERE)
    pages["inbox"] = await nadia.get("/a-traiter")

    await rules.test_every_page_keeps_the_rules(pages)
    await rules.test_every_field_has_its_label_and_every_group_its_legend(pages)
    await rules.test_headings_do_not_skip_a_level(pages)
    await rules.test_french_typography_is_kept(pages)


async def test_the_inbox_of_a_past_moment_shows_what_commitments_waited_for_then(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    words = f"Mission locale d’Éveil {place.mark}"
    it = await begun(nadia, "requests", **TERMS, debtor_words=words)
    asked = await position(place.desk.installation)
    await done(paul, it, "making", due=within(place, 9), signed_by="director")
    made = await position(place.desk.installation)
    await done(paul, it, "keeping", evidence="Fait.")
    await done(nadia, it, "kept-confirmation")

    for moment, title in (
        (asked, "Engagements demandés à votre service"), (made, "Engagements à tenir"),
    ):  # fmt: skip
        page = await paul.get(f"/a-traiter?connu={moment}")
        assert title in page.text
        assert it in page.links
    assert it not in (await paul.get(f"/a-traiter?connu={asked - 1}")).links
    assert it not in (await paul.get("/a-traiter?connu=999999")).links
