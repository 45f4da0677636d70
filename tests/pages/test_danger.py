"""Danger first: the numbers, then the trace of a transmission, for nobody else's eyes."""

from uuid import uuid4

import pytest

from domain.values import PartnerId
from tests.pages.conftest import NEW, Place, Visitor
from tests.pages.reading import Page
from tests.pages.test_case_verbs import accepted

SAID = {"route": "crip", "medium": "phone", "family_informed": "interest-of-the-child"}
TRACES = ("transmission", "préoccupantes", "ACCUSÉ-77", "intérêt de l’enfant")


async def transmitted(by: Visitor, case: str) -> None:
    form = (await by.get(f"{case}/danger")).form(f"{case}/danger/protection")
    done = await by.post(form.action, form.sent(**SAID, receipt="ACCUSÉ-77"))
    assert 303 == done.status_code
    assert "La transmission est consignée" in (await by.get(done.headers["location"])).text


@pytest.mark.parametrize("number", ["15", "17", "18", "112", "115", "119", "3919", "3977"])
async def test_the_numbers_come_first_and_are_called_at_a_touch(
    nadia: Visitor, number: str
) -> None:
    page = await nadia.get("/danger")

    assert f"tel:{number}" in page.links
    assert "sms:114" in page.links
    assert page.html.index("tel:119") < page.html.index("sans délai")


async def test_danger_is_one_link_away_from_a_case_and_from_the_referral_form(
    nadia: Visitor,
) -> None:
    case = await nadia.case_of(await nadia.log())
    number = case.split("/")[2]

    assert f"{case}/danger" in (await nadia.get(case)).links
    assert f"{case}/danger" in (await nadia.get(f"{NEW}?situation={number}")).links
    assert "/danger" in (await nadia.get(NEW)).links


async def test_the_cell_of_the_territory_is_shown_with_its_number(
    nadia: Visitor, place: Place
) -> None:
    cell = await place.join(PartnerId(uuid4()), "CRIP", "crip")

    page = await nadia.get("/danger")
    assert f"/annuaire/{cell}" in page.links
    assert page.html.index("tel:119") < page.html.index(str(cell))


async def test_a_transmission_says_by_which_way_and_never_what(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    page = await nadia.get(f"{case}/danger")

    assert "textarea" not in {tag for tag, _ in page.tags}
    form = page.form(f"{case}/danger/protection")
    wrong = await nadia.post(form.action, form.sent())
    assert 422 == wrong.status_code
    assert 'href="#protection-route"' in wrong.text
    assert "tel:119" in Page(wrong.text).links
    await transmitted(nadia, case)
    assert "ACCUSÉ-77" in (await nadia.get(case)).text


async def test_a_transmission_is_possible_after_the_end_of_a_case(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    closing = (await nadia.get(case)).form(f"{case}/closure")
    await nadia.post(closing.action, closing.sent(outcome="needs-met"))

    await transmitted(nadia, case)


async def test_the_other_service_sees_of_a_transmission_nothing_anywhere(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    case = await accepted(nadia, paul)
    before = await paul.get(case)
    await transmitted(nadia, case)
    paths = [case, "/journal", "/a-traiter", "/situations"]
    paths += [path for path in (await paul.get(case)).links if "/pas/" in path]

    assert before.text == (await paul.get(case)).text
    for path in paths:
        page = await paul.get(path)
        assert not [trace for trace in TRACES if trace in page.text], path
    dpo = await place.enrol(place.mission, "dpo")
    theirs = await dpo.get(case)
    assert "fait une transmission" in theirs.text
    assert "ACCUSÉ-77" not in theirs.text


async def test_who_is_only_asked_calls_and_records_nothing(
    nadia: Visitor, paul: Visitor
) -> None:
    case = await nadia.case_of(await nadia.log())
    page = await paul.get(f"{case}/danger")

    assert "tel:119" in page.links
    assert f"{case}/danger/protection" not in {form.action for form in page.forms}
    theirs = (await nadia.get(f"{case}/danger")).form(f"{case}/danger/protection")
    assert 403 == (await paul.post(theirs.action, theirs.sent(**SAID))).status_code


async def test_a_stranger_does_not_see_whom_a_danger_page_is_about(
    nadia: Visitor, place: Place
) -> None:
    case = await nadia.case_of(await nadia.log(kind="advice"))
    stranger = await place.enrol(place.mission)

    assert "Canari" not in (await stranger.get(f"{case}/danger", 403)).html
