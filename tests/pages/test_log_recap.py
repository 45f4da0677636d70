"""« Voici ce que je transmets » : what the addressee will see, before anything leaves."""

from typing import Any
from uuid import UUID

from api.desk import Desk
from api.installation import Installation
from domain.person import Person
from domain.policies import Asker
from tests.conftest import TERRITORY
from tests.pages.conftest import NEW, Place, Visitor, position
from tests.pages.reading import Page

REREAD = {"etape": "relecture"}


async def reread(by: Visitor, **changes: Any) -> Page:
    answer = await by.post(NEW, by.quick | REREAD | changes)
    assert 200 == answer.status_code, answer.text
    return Page(answer.text)


async def test_it_shows_what_is_sent_writes_nothing_and_one_tap_sends_it(
    nadia: Visitor, place: Place, installation: Installation
) -> None:
    before = await position(installation)
    page = await reread(nadia, request="Un métier", birth_date="1990-03-01", phone="06 39")

    assert [(1, "Voici ce que je transmets")] == page.headings[:1]
    for said in (
        f"Mission locale d’Éveil {place.mark}", "Zoé CANARI", "1er mars 1990", "06 39",
        "Un métier", "Sans emploi depuis un an", "réponse attendue pour le",
        "La personne en est d’accord : elle me l’a dit.", "Les notes de votre service",
    ):  # fmt: skip
        assert said in page.text, said
    assert before == await position(installation)
    sent = await nadia.post(NEW, page.form(NEW).sent(etape="envoi"))
    assert 303 == sent.status_code


async def test_no_button_of_the_form_itself_sends(nadia: Visitor) -> None:
    page = await nadia.get(NEW)
    steps = {at["value"] for tag, at in page.tags if tag == "button" and "value" in at}

    assert {"relecture", "urgent", "sans-nom", "partenaire", "personne"} == steps


async def test_sent_twice_from_the_recap_it_is_one_referral(
    nadia: Visitor, installation: Installation
) -> None:
    said = (await reread(nadia)).form(NEW).sent(etape="envoi")
    first = await nadia.post(NEW, said)
    before = await position(installation)

    assert first.headers["location"] == (await nadia.post(NEW, said)).headers["location"]
    assert before == await position(installation)


async def test_correcting_gives_the_form_back_as_it_was_typed(nadia: Visitor) -> None:
    themes = ["se-former--trouver-sa-formation", "mobilite--acceder-a-un-vehicule"]
    page = await reread(nadia, request="Un métier", themes=themes, sex="female")
    back = Page((await nadia.post(NEW, page.form(NEW).sent(etape="reprise"))).text)
    said = back.form(NEW).sent()

    assert themes == said["themes"]
    for name, typed in (nadia.quick | {"request": "Un métier", "sex": "female"}).items():
        if name not in ("etape", "themes"):
            assert [typed] == said[name], name
    assert page.form(NEW).sent()["cle"] == said["cle"]


async def test_what_would_be_refused_is_said_at_the_form_not_after(nadia: Visitor) -> None:
    typed = {"accord": "child", "informed": "interest-of-the-child"}
    answer = await nadia.post(NEW, nadia.quick | REREAD | typed)

    assert 422 == answer.status_code
    assert "#accord" in Page(answer.text).links
    assert "Ce motif ne permet pas ce partage" in answer.text


async def test_of_a_known_case_it_says_the_rest_that_the_addressee_will_read(
    nadia: Visitor,
) -> None:
    case = UUID((await nadia.case_of(await nadia.log(address="9 rue Secrète"))).split("/")[2])
    form = (await nadia.get(f"{NEW}?situation={case}")).form(NEW)
    _, _, person = form.sent()["personne"][0].partition("/")
    asker = Asker(nadia.agent, nadia.partner, "social-worker", TERRITORY)
    desk = Desk(nadia.http._transport.app.state.installation, asker, "test")  # type: ignore[attr-defined]
    protect = Person.protect_address
    await desk.change(Person, UUID(person), protect, by=nadia.partner, reason="threats")
    names = {"family_name": "", "given_name": ""}
    answer = await nadia.post(NEW, form.sent(**nadia.quick | names | REREAD))
    page = Page(answer.text)

    assert "Une autre orientation, avec ce qui y est écrit" in page.text
    assert "Zoé CANARI" in page.text
    assert "Secrète" not in page.html
    assert "son adresse, qui est protégée" in page.text


async def test_advice_says_that_the_partner_learns_nothing(nadia: Visitor) -> None:
    page = await reread(nadia, kind="advice")

    assert [(1, "Voici ce que je consigne")] == page.headings[:1]
    assert "Rien ne lui est transmis" in page.text
