from datetime import date
from typing import Any
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


async def told(by: Visitor, case: str, verb: Any, /, **said: Any) -> None:
    """Say something of the only person of that case."""
    installation = by.http._transport.app.state.installation  # type: ignore[attr-defined]
    desk = Desk(installation, Asker(by.agent, by.partner, "social-worker", TERRITORY), "test")
    async with desk.look("test") as sight:
        [row] = await sight.fetch(case_file.statements["persons"], UUID(case.split("/")[2]))
    await desk.change(Person, row["person"], verb, by=by.partner, **said)


async def test_a_case_shows_what_keeps_a_person_safe_and_how_they_are_received(
    nadia: Visitor,
) -> None:
    referral = await nadia.log()
    case = await nadia.case_of(referral)
    await told(nadia, case, Person.reach_by, means="Sa sœur", never_by=("phone", "letter"))
    assert "Ne jamais appeler, envoyer un courrier" in (await nadia.get(referral)).text
    await told(nadia, case, Person.need_interpreter, languages=("ar",))
    await told(nadia, case, Person.need_access, needs=("wheelchair",))
    over, runs = date(2020, 1, 1), date(2099, 1, 1)
    for who, until in (("Ancien tuteur", over), ("L’UDAF", runs)):
        said = {"kind": "tutelle", "who": who, "scope": "property", "until": until}
        await told(nadia, case, Person.represent, **said)
    await told(nadia, case, Person.move_away, moved_on=date(2026, 11, 1))
    page = await nadia.get(case)

    for shown in (
        "Ne jamais appeler, envoyer un courrier", "Contact sûr : Sa sœur", "Interprète : arabe",
        "Accueil : accès en fauteuil roulant",
        "Tutelle : L’UDAF (ses biens et ses ressources, jusqu’au 1er janvier 2099)",
        "A quitté le territoire le 1er novembre 2026",
    ):  # fmt: skip
        assert shown in page.text
    assert "Ancien tuteur" not in page.text

    await told(nadia, case, Person.record_death, died_on=date(2026, 11, 2))
    assert "Décès le 2 novembre 2026" in (await nadia.get(case)).text


async def test_a_protected_address_is_not_for_the_other_service(
    nadia: Visitor, paul: Visitor
) -> None:
    case = await nadia.case_of(await nadia.log(address="Rue du Secret"))
    assert "Rue du Secret" in (await paul.get(case)).text
    await told(nadia, case, Person.protect_address, reason="threats")

    assert "Adresse protégée : Rue du Secret" in (await nadia.get(case)).text
    theirs = (await paul.get(case)).text
    assert "Adresse protégée" in theirs
    assert "Secret" not in theirs


async def test_a_refusal_to_share_is_said_where_the_accord_is_asked(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    await told(nadia, case, Person.refuse_consent, scope="referral")
    form = (await nadia.get(f"{NEW}?situation={case.split('/')[2]}")).form(NEW)
    least = {name: said for name, said in nadia.quick.items() if not name.endswith("_name")}
    sent = await nadia.post(form.action, form.sent(**least))

    assert 422 == sent.status_code
    assert 'href="#accord"' in sent.text
    assert "recueillez d’abord son accord" in sent.text
