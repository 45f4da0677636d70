import asyncio
from typing import Any

from api.installation import Installation
from tests.pages.conftest import NEW, Place, Visitor, position
from tests.pages.reading import Page


async def test_six_fields_are_enough(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log()

    page = await nadia.get(f"{referral}?fait=envoi")
    assert "L’orientation est envoyée." in page.text
    assert [(1, "Zoé CANARI")] == page.headings[:1]
    assert "Zoé CANARI" in (await paul.get("/a-traiter")).text


async def test_the_button_pressed_twice_sends_once(
    nadia: Visitor, installation: Installation
) -> None:
    said = (await nadia.get(NEW)).form(NEW).sent(**nadia.quick)
    first = await nadia.post(NEW, said)
    before = await position(installation)
    second = await nadia.post(NEW, said)

    both = await asyncio.gather(nadia.post(NEW, said), nadia.post(NEW, said))

    assert {first.headers["location"]} == {
        answer.headers["location"] for answer in (second, *both)
    }
    assert before == await position(installation)


async def test_another_text_under_the_same_key_is_kept_and_asked_again(
    nadia: Visitor,
) -> None:
    said = (await nadia.get(NEW)).form(NEW).sent(**nadia.quick)
    await nadia.post(NEW, said)
    answer = await nadia.post(NEW, said | {"given_name": "Zora", "personne": "nouvelle"})

    assert 422 == answer.status_code
    assert "déjà été envoyé" in answer.text
    form = Page(answer.text).form(NEW)
    assert said["cle"] != form.sent()["cle"]
    assert 303 == (await nadia.post(NEW, form.sent())).status_code


async def test_a_search_keeps_everything_typed(nadia: Visitor, place: Place) -> None:
    words = f"eveil {place.mark.upper()}"
    typed = nadia.quick | {"addressee": "", "cherche": words, "request": "Un métier"}
    page = Page((await nadia.post(NEW, typed | {"etape": "partenaire"})).text)
    said = page.form(NEW).sent()

    assert [str(nadia.other)] == said["addressee"]
    for name in ("family_name", "given_name", "reason", "request", "themes", "accord"):
        assert [typed[name]] == said[name]


async def test_a_new_search_forgets_the_partner_chosen_before(
    nadia: Visitor, place: Place
) -> None:
    typed = nadia.quick | {"addressee": str(nadia.partner), "etape": "partenaire"}
    for words, kept in ((f"eveil {place.mark}", str(nadia.other)), ("zzzz", str(nadia.other))):
        page = Page((await nadia.post(NEW, typed | {"cherche": words})).text)
        typed |= {"addressee": page.form(NEW).sent()["addressee"][0]}
        assert kept == typed["addressee"]


async def test_words_and_no_partner_is_a_search_whatever_the_button(
    nadia: Visitor, installation: Installation
) -> None:
    before = await position(installation)
    answer = await nadia.post(NEW, nadia.quick | {"addressee": "", "cherche": "locale"})

    assert 200 == answer.status_code
    assert "Mission locale d’Éveil" in answer.text
    assert before == await position(installation)


async def test_an_empty_form_says_what_is_missing_field_by_field(nadia: Visitor) -> None:
    answer = await nadia.post(NEW, {})
    page = Page(answer.text)
    wrong = ["addressee", "family_name", "given_name", "reason", "themes", "accord"]

    assert 422 == answer.status_code
    assert [f"#{name}" for name in wrong] == [link for link in page.links if link[:1] == "#"][
        1:
    ]
    assert set(wrong) <= set(page.ids)


async def test_somebody_already_known_is_proposed(
    nadia: Visitor, installation: Installation
) -> None:
    await nadia.log()
    before = await position(installation)
    page = Page(
        (await nadia.post(NEW, nadia.quick | {"family_name": "CANARI", "cle": ""})).text
    )

    assert "connaît déjà une personne de ce nom" in page.text
    assert before == await position(installation)
    value = next(
        at["value"] for tag, at in page.tags if tag == "input" and at.get("id") == "connue-1"
    )
    sent = await nadia.post(NEW, page.form(NEW).sent(personne=value or ""))
    assert 303 == sent.status_code
    assert (
        "Orientations 2" in (await nadia.get(f"/situations/{(value or '').split('/')[0]}")).text
    )


async def test_nobody_of_another_service_is_proposed(nadia: Visitor, paul: Visitor) -> None:
    await nadia.log(kind="advice")

    assert 303 == (await paul.post(NEW, paul.quick)).status_code


async def test_a_known_case_proposes_its_people(nadia: Visitor) -> None:
    referral = await nadia.log()
    case = next(link for link in (await nadia.get(referral)).links if "/situations/" in link)
    case = case.split("/")[2]
    form = (await nadia.get(f"{NEW}?situation={case}")).form(NEW)
    sent = await nadia.post(
        NEW, form.sent(**nadia.quick | {"family_name": "", "given_name": ""})
    )

    assert 303 == sent.status_code


async def test_who_meets_nobody_logs_nothing(eva: Visitor) -> None:
    await eva.get(NEW, 403)
    assert 403 == (await eva.post(NEW, eva.quick)).status_code


async def test_danger_comes_first(nadia: Visitor) -> None:
    text = (await nadia.get(NEW)).text

    for number in ("15", "17", "18", "112", "114", "115", "119", "3919", "3977", "CRIP"):
        assert number in text


async def test_the_share_is_confirmed_by_a_sentence_never_by_an_article(nadia: Visitor) -> None:
    page = await nadia.get(NEW)

    assert "L.226" not in page.text
    child: dict[str, Any] = {"accord": "child", "informed": "interest-of-the-child"}
    referral = await nadia.log(**child)
    assert "Accord non requis par le fondement du partage" in (await nadia.get(referral)).text


async def test_what_is_urgent_says_first_what_was_done(nadia: Visitor) -> None:
    answer = await nadia.post(NEW, nadia.quick | {"urgency": "urgent"})
    page = Page(answer.text)

    assert 422 == answer.status_code
    assert "#danger" in page.links
    sent = await nadia.post(NEW, page.form(NEW).sent(danger="emergency-called"))
    assert 303 == sent.status_code
    told = (await nadia.get(sent.headers["location"].partition("?")[0])).text
    assert "Secours appelés" in told


async def test_contact_details_are_given_without_a_name(nadia: Visitor, paul: Visitor) -> None:
    names = {"family_name": "", "given_name": "", "reason": "", "accord": ""}
    referral = await nadia.log(kind="contact-details", **names)
    page = await nadia.get(referral)

    assert "Sans nom" in page.text
    assert not [link for link in page.links if link.startswith("/situations/")]
    assert referral in (await nadia.get("/a-traiter")).links
    await paul.get(referral, 403)
    closed = await nadia.act(referral, "closure", reason="information-given")
    assert 303 == closed.status_code
    assert referral not in (await nadia.get("/a-traiter")).links


async def test_what_names_nobody_says_nothing_of_anybody(nadia: Visitor) -> None:
    typed = {"kind": "advice", "family_name": "", "given_name": "", "reason": "Endettée"}
    answer = await nadia.post(NEW, nadia.quick | typed)
    page = Page(answer.text)

    assert 422 == answer.status_code
    assert "#reason" in page.links
    assert ["Endettée"] == page.form(NEW).sent()["reason"]
