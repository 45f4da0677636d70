"""Danger first: numbers, then what was done, then everything that was typed."""

from uuid import uuid4

import pytest

from api.installation import Installation
from domain.partner import Description, Partner
from domain.values import PartnerId
from tests.pages.conftest import NEW, Place, Visitor, position
from tests.pages.reading import Page

NUMBERS = ("15", "17", "18", "112", "115", "119", "3919", "3977")


@pytest.mark.parametrize("etape", ["urgent", "relecture", "envoi", "partenaire", "personne"])
async def test_what_is_urgent_leads_to_the_numbers_before_anything_else(
    nadia: Visitor, installation: Installation, etape: str
) -> None:
    before = await position(installation)
    typed = nadia.quick | {"urgency": "urgent", "etape": etape, "request": "Un toit"}
    answer = await nadia.post(NEW, typed)
    page = Page(answer.text)

    assert 200 == answer.status_code
    assert [(1, "Danger\u00a0? Appelez d’abord")] == page.headings[:1]
    assert {f"tel:{number}" for number in NUMBERS} | {"sms:114"} <= set(page.links)
    assert "CRIP" in page.text
    assert "procureur" in page.text
    said = page.form(NEW).sent()
    for name in ("family_name", "given_name", "reason", "request", "themes", "accord"):
        assert [typed[name]] == said[name], name
    assert before == await position(installation)


async def test_after_the_danger_screen_one_goes_on_with_what_one_was_doing(
    nadia: Visitor,
) -> None:
    typed = nadia.quick | {"urgency": "urgent", "etape": "relecture"}
    page = Page((await nadia.post(NEW, typed)).text)
    after = next(at["value"] for tag, at in page.tags if at.get("name") == "etape")
    said = page.form(NEW).sent(danger="emergency-called", etape=after or "")
    recap = Page((await nadia.post(NEW, said)).text)

    assert "Voici ce que je transmets" in recap.text
    assert "Secours appelés" in recap.text
    sent = await nadia.post(NEW, recap.form(NEW).sent(etape="envoi"))
    assert 303 == sent.status_code
    told = (await nadia.get(sent.headers["location"].partition("?")[0])).text
    assert "Secours appelés" in told


async def test_what_was_done_must_be_said_to_go_on(nadia: Visitor) -> None:
    page = Page((await nadia.post(NEW, nadia.quick | {"etape": "urgent"})).text)
    again = await nadia.post(NEW, page.form(NEW).sent(etape="reprise"))

    assert 422 == again.status_code
    assert "#danger" in Page(again.text).links


async def test_what_is_not_urgent_after_all_goes_back_to_the_form(nadia: Visitor) -> None:
    page = Page((await nadia.post(NEW, nadia.quick | {"etape": "urgent"})).text)
    back = Page((await nadia.post(NEW, page.form(NEW).sent(etape="pas-urgent"))).text)
    said = back.form(NEW).sent()

    assert ["soon"] == said["urgency"]
    assert "danger" not in said
    assert [nadia.quick["reason"]] == said["reason"]


async def test_the_service_that_receives_a_child_in_danger_is_called_from_the_screen(
    nadia: Visitor, place: Place
) -> None:
    crip = PartnerId(uuid4())
    await place.join(crip, "CRIP", "crip")
    said = Description(name=f"CRIP {place.mark}", kind="crip", phone="01 99 00 56 78")
    await place.desk.change(Partner, crip, Partner.describe, description=said)
    page = Page((await nadia.post(NEW, {"etape": "urgent"})).text)

    assert "tel:0199005678" in page.links
    assert f"CRIP {place.mark}" in page.text
