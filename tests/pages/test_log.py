from typing import Any

import pytest

from api.installation import Installation
from tests.api.conftest import CCAS, MISSION
from tests.pages.conftest import QUICK, Visitor, position
from tests.pages.reading import Page

PATH = "/orientations/nouvelle"
LONG = "a" * 8_001


async def test_six_fields_are_enough(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log()

    page = await nadia.get(f"{referral}?fait=envoi")
    assert "L’orientation est envoyée." in page.text
    assert [(1, "Zoé CANARI")] == page.headings[:1]
    assert "Zoé CANARI" in (await paul.get("/a-traiter")).text


async def test_the_button_pressed_twice_sends_once(
    nadia: Visitor, installation: Installation
) -> None:
    said = (await nadia.get(PATH)).form(PATH).sent(**QUICK)
    first = await nadia.post(PATH, said)
    before = await position(installation)
    second = await nadia.post(PATH, said)

    assert first.headers["location"] == second.headers["location"]
    assert before == await position(installation)


async def test_another_text_under_the_same_key_is_kept_and_asked_again(
    nadia: Visitor,
) -> None:
    said = (await nadia.get(PATH)).form(PATH).sent(**QUICK)
    await nadia.post(PATH, said)
    answer = await nadia.post(PATH, said | {"given_name": "Zora", "personne": "nouvelle"})

    assert 422 == answer.status_code
    assert "déjà été envoyé" in answer.text
    form = Page(answer.text).form(PATH)
    assert said["cle"] != form.sent()["cle"]
    assert 303 == (await nadia.post(PATH, form.sent())).status_code


async def test_a_search_keeps_everything_typed(nadia: Visitor) -> None:
    typed = QUICK | {"addressee": "", "cherche": "eveil", "request": "Un métier"}
    page = Page((await nadia.post(PATH, typed | {"etape": "partenaire"})).text)
    said = page.form(PATH).sent()

    assert [str(MISSION)] == said["addressee"]
    for name in ("family_name", "given_name", "reason", "request", "themes", "accord"):
        assert [typed[name]] == said[name]


async def test_words_and_no_partner_is_a_search_whatever_the_button(
    nadia: Visitor, installation: Installation
) -> None:
    before = await position(installation)
    answer = await nadia.post(PATH, QUICK | {"addressee": "", "cherche": "locale"})

    assert 200 == answer.status_code
    assert "Mission locale d’Éveil" in answer.text
    assert before == await position(installation)


async def test_an_empty_form_says_what_is_missing_field_by_field(nadia: Visitor) -> None:
    answer = await nadia.post(PATH, {})
    page = Page(answer.text)
    wrong = ["addressee", "family_name", "given_name", "reason", "themes", "accord"]

    assert 422 == answer.status_code
    assert [f"#{name}" for name in wrong] == [link for link in page.links if link[:1] == "#"][
        1:
    ]
    assert set(wrong) <= set(page.ids)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", "a\x00b"),
        ("reason", "a\ufffdb"),
        ("reason", LONG),
        ("request", LONG),
        ("family_name", "a" * 201),
        ("family_name", "Zo\x00"),
        ("birth_date", "9999-12-31"),
        ("birth_date", "2026-02-30"),
        ("addressee", "pas un identifiant"),
        ("addressee", "00000000-0000-4000-8000-000000000000"),
        ("addressee", str(CCAS)),
        ("themes", "vol-a-la-tire"),
        ("urgency", "hier"),
        ("kind", "ordre"),
        ("accord", "article-12"),
        ("informed", "not-reachable"),
        ("personne", "00000000-0000-4000-8000-000000000000/"),
        ("sex", "x" * 300),
    ],
)
async def test_a_wrong_field_is_named_what_was_typed_is_kept_and_nothing_is_written(
    nadia: Visitor, installation: Installation, field: str, value: str
) -> None:
    before = await position(installation)
    answer = await nadia.post(
        PATH, QUICK | {field: value, "request": "Mes mots"} | {field: value}
    )
    page = Page(answer.text)

    assert answer.status_code in (403, 404, 409, 422)
    assert before == await position(installation)
    if answer.status_code in (409, 422):
        assert "à revoir" in page.text
        assert ["Sans emploi depuis un an"] == page.form(PATH).sent()[
            "reason"
        ] or field == "reason"


async def test_bytes_that_are_no_text_are_refused_at_their_field(
    nadia: Visitor, installation: Installation
) -> None:
    before = await position(installation)
    answer = await nadia.post(PATH, QUICK | {"reason": b"\xed\xa0\x80 suite"})

    assert 422 == answer.status_code
    assert 'href="#reason"' in answer.text
    assert before == await position(installation)


async def test_a_megabyte_is_refused_with_a_page(
    nadia: Visitor, installation: Installation
) -> None:
    before = await position(installation)
    answer = await nadia.post(PATH, QUICK | {"reason": "a" * 1_000_000})

    assert 413 == answer.status_code
    assert "trop long" in answer.text
    assert before == await position(installation)


async def test_somebody_already_known_is_proposed(
    nadia: Visitor, installation: Installation
) -> None:
    await nadia.log()
    before = await position(installation)
    page = Page((await nadia.post(PATH, QUICK | {"family_name": "CANARI", "cle": ""})).text)

    assert "connaît déjà une personne de ce nom" in page.text
    assert before == await position(installation)
    value = next(
        at["value"] for tag, at in page.tags if tag == "input" and at.get("id") == "connue-1"
    )
    sent = await nadia.post(PATH, page.form(PATH).sent(personne=value or ""))
    assert 303 == sent.status_code
    assert (
        "Orientations 2" in (await nadia.get(f"/situations/{(value or '').split('/')[0]}")).text
    )


async def test_nobody_of_another_service_is_proposed(nadia: Visitor, paul: Visitor) -> None:
    await nadia.log(kind="advice")
    said = QUICK | {"addressee": str(CCAS)}

    assert 303 == (await paul.post(PATH, said)).status_code


async def test_a_known_case_proposes_its_people(nadia: Visitor) -> None:
    referral = await nadia.log()
    case = next(link for link in (await nadia.get(referral)).links if "/situations/" in link)
    case = case.split("/")[2]
    form = (await nadia.get(f"{PATH}?situation={case}")).form(PATH)
    sent = await nadia.post(PATH, form.sent(**QUICK | {"family_name": "", "given_name": ""}))

    assert 303 == sent.status_code


async def test_danger_comes_first(nadia: Visitor) -> None:
    text = (await nadia.get(PATH)).text

    for number in ("15", "17", "18", "112", "114", "115", "119", "3919", "3977", "CRIP"):
        assert number in text


async def test_the_share_is_confirmed_by_a_sentence_never_by_an_article(nadia: Visitor) -> None:
    page = await nadia.get(PATH)

    assert "L.226" not in page.text
    child: dict[str, Any] = {"accord": "child", "informed": "interest-of-the-child"}
    referral = await nadia.log(**child)
    assert "Accord non requis par le fondement du partage" in (await nadia.get(referral)).text
