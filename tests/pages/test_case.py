from uuid import UUID

from api.commands.people import erase
from api.desk import Desk
from domain.case import Case
from domain.person import Person
from domain.policies import Asker
from projections import case_file
from tests.conftest import TERRITORY
from tests.pages.conftest import NEW, Place, Visitor


async def test_a_note_is_for_the_service_that_wrote_it(nadia: Visitor, paul: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    form = (await nadia.get(case)).form(f"{case}/notes")
    noted = await nadia.post(form.action, form.sent(text="Rappeler jeudi."))

    assert 303 == noted.status_code
    assert "Rappeler jeudi." in (await nadia.get(case)).text
    assert "Rappeler jeudi." not in (await paul.get(case)).text


async def test_an_empty_note_keeps_its_field(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    for said in ("", "a\x00", "a" * 8_001):
        answer = await nadia.post(f"{case}/notes", {"text": said})

        assert 422 == answer.status_code
        assert 'href="#notes-text"' in answer.text


async def test_a_case_is_replayed_step_by_step(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log()
    await paul.act(referral, "acceptance")
    case = await nadia.case_of(referral)
    path, seen = f"{case}/pas/1", []
    while path:
        page = await nadia.get(path)
        seen.append(page)
        path = next(
            (at["href"] or "" for tag, at in page.tags if at.get("rel") == "next"), ""
        )  # fmt: skip

    assert len(seen) == 4
    assert "Pas 4 sur 4" in seen[-1].text
    assert "envoyée → devient acceptée" in seen[-1].text
    assert "Personne à prévenir" in seen[-1].text
    assert "position" in seen[-1].text
    for number in ("0", "5", "99999999999999999999"):
        await nadia.get(f"{case}/pas/{number}", 404)


async def test_a_stranger_does_not_read_a_case(nadia: Visitor, place: Place) -> None:
    referral = await nadia.log(kind="advice")
    case = await nadia.case_of(referral)
    paul = await place.enrol(place.mission)

    for path in (case, f"{case}/pas/1", referral, f"{NEW}?situation={case.split('/')[2]}"):
        page = await paul.get(path, 403)
        assert "Canari" not in page.html


async def test_destroyed_data_are_said_to_be(nadia: Visitor, place: Place) -> None:
    referral = await nadia.log(reason="Un secret")
    case = await nadia.case_of(referral)
    it = UUID(case.rpartition("/")[2])
    async with place.desk.look("test") as sight:
        [row] = await sight.fetch(case_file.statements["persons"], it)
    asker = Asker(nadia.agent, nadia.partner, "dpo", TERRITORY)
    dpo = Desk(place.desk.installation, asker, "test")
    await erase(dpo, Person, row["person"], "right-to-erasure")

    for path in (case, referral, "/a-traiter", "/situations", f"{case}/pas/1"):
        page = await nadia.get(path)
        assert "données détruites" in page.text
        assert "CANARI" not in page.text.upper()
    assert "Un secret" in (await nadia.get(case)).text
    await erase(dpo, Case, it, "right-to-erasure")
    for path in (case, referral, f"{case}/pas/1", f"{case}/pas/5"):
        assert "Un secret" not in (await nadia.get(path)).text
    refused = await nadia.post(f"{case}/notes", {"text": "Encore"})
    assert refused.status_code in (409, 410)


async def test_the_opener_closes_a_case(nadia: Visitor, paul: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())

    assert f"{case}/closure" not in {form.action for form in (await paul.get(case)).forms}
    form = (await nadia.get(case)).form(f"{case}/closure")
    assert 422 == (await nadia.post(form.action, form.sent(outcome=""))).status_code
    assert 422 == (await nadia.post(form.action, form.sent(outcome="oubli"))).status_code
    assert 303 == (await nadia.post(form.action, form.sent(outcome="needs-met"))).status_code
    assert "La situation est close." in (await nadia.get(f"{case}?fait=closure")).text
    refused = await nadia.post(f"{case}/notes", {"text": "Trop tard"})
    assert 409 == refused.status_code
    assert "Cette situation est close." in refused.text


async def test_older_cases_are_one_link_away(nadia: Visitor) -> None:
    for number in range(26):
        await nadia.log(family_name=f"Nombre {number}")
    page = await nadia.get("/situations")
    older = next(link for link in page.links if "avant=" in link)

    assert "NOMBRE 0" not in page.text
    assert "NOMBRE 0" in (await nadia.get(f"/situations{older}")).text
    await nadia.get("/situations?avant=99999999999999999999999")
    await nadia.get("/situations?avant=zz")
