"""The conference's pages: convened, asked, frozen, found, held, concluded, traced."""

from hashlib import sha256
from typing import Any

import pytest

from tests.pages.conftest import Place, Visitor

HERE = "/projet/conference"
THIS = f"{HERE}/2026"
PROMISE = "/projet/engagements/nouveau"


@pytest.fixture
async def lea(place: Place) -> Visitor:
    """Who leads the project."""
    return await place.enrol(place.ccas, "project-lead")


async def sent(by: Visitor, page: str, action: str, **typed: Any) -> int:
    """The status of a form of that page, filled in and sent."""
    form = (await by.get(page)).form(action)
    return (await by.post(form.action, form.sent(**typed))).status_code


async def may(by: Visitor, page: str = THIS) -> set[str]:
    """What the forms of a page let this reader do."""
    forms = (await by.get(page)).forms
    return {form.action.rpartition("/")[2] for form in forms if form.action.startswith(HERE)}


async def convened(by: Visitor) -> None:
    said = {"held_on": "2026-03-12", "where": "Salle des fêtes", "agenda": "Silences\nSuites"}
    assert 303 == await sent(by, HERE, f"{HERE}/convocation", **said)


async def frozen(by: Visitor) -> None:
    assert 303 == await sent(by, THIS, f"{THIS}/evidence")


async def test_a_conference_is_lived_from_its_convocation_to_its_report(
    lea: Visitor, eva: Visitor, nadia: Visitor, place: Place
) -> None:
    empty = await nadia.get(HERE)
    assert "Aucune conférence n’est convoquée" in empty.text
    assert not await may(nadia, HERE)
    assert 422 == await sent(lea, HERE, f"{HERE}/convocation", held_on="12 mars")
    await convened(lea)
    page = await nadia.get(HERE)
    assert "Convoquée pour le jeudi 12 mars 2026, Salle des fêtes." in page.text

    elected = await place.enrol(place.ccas, "elected")
    assert {"questions"} == await may(elected) == await may(nadia)
    asked = {"college": "elected", "text": "Qui n’a pas eu de réponse ?"}
    assert 303 == await sent(elected, THIS, f"{THIS}/questions", **asked)
    assert "Sans réponse à ce jour." in (await nadia.get(THIS)).text

    assert {"questions", "evidence"} == await may(eva)
    await frozen(eva)
    said = {
        "principle": "trust", "text": "Les silences se concentrent.", "answers": "1",
        "readings": ["referrals-sent", "left-unanswered"],
        "elsewhere": "Allocataires ; 1 204 ; CAF, 2025",
    }  # fmt: skip
    assert 422 == await sent(eva, THIS, f"{THIS}/findings", **said | {"elsewhere": "rien"})
    assert 303 == await sent(eva, THIS, f"{THIS}/findings", **said)
    page = await nadia.get(THIS)
    assert "Réponse : constat n° 1 ." in page.text
    assert "1.3 Allocataires" in page.text

    there = {"elected": "4", "residents": "23", "services": "17"}
    assert 303 == await sent(lea, THIS, f"{THIS}/holding", **there, partners=str(lea.partner))
    wished = {"text": "Ouvrir le samedi.", "findings": "1", "wished_for": "2026-09-01"}
    assert 303 == await sent(
        lea, THIS, f"{THIS}/recommendations", **wished,
        addressed_to_words=f"Mission locale d’Éveil {place.mark}",
    )  # fmt: skip
    means = {"means": "Un mi-temps d’accueil", "recommendations": "1"}
    assert 303 == await sent(lea, THIS, f"{THIS}/proposals", **means)
    draft = await nadia.get(f"{THIS}/rapport")
    assert "ce texte peut encore changer" in draft.text
    assert 303 == await sent(lea, THIS, f"{THIS}/conclusion")

    page = await nadia.get(THIS)
    assert "Le rapport est celui qui a été conclu." in page.text
    assert f"Adressée à Mission locale d’Éveil {place.mark}" in page.text
    assert "Reste une proposition" in page.text
    assert "Recommandation 2026/1 : Ouvrir" in (await nadia.get(PROMISE)).text
    text = await nadia.get(f"{THIS}/rapport.txt")
    assert sha256(text.html.encode()).hexdigest() in page.text
    assert not await may(nadia)
    assert {"restatements"} == await may(eva)
    assert {"convocation"} == await may(lea)
    await the_next_one_says_what_changed(lea, nadia)


async def the_next_one_says_what_changed(lea: Visitor, nadia: Visitor) -> None:
    said = {"held_on": "2027-03-12", "where": "Mairie", "agenda": "Suites"}
    assert 303 == await sent(lea, HERE, f"{HERE}/convocation", **said)
    await nadia.log()
    page = await nadia.get(HERE)
    assert "Conférence sociale locale 2027" in page.text
    assert "Depuis la conférence 2026" in page.text
    [link] = [each for each in page.links if each.startswith("/journal?fait=Referral")]
    await nadia.get(link)
    assert THIS in page.links


async def test_figures_are_read_at_any_position_and_say_what_is_hidden(nadia: Visitor) -> None:
    page = await nadia.get(f"{HERE}/chiffres?position=3")
    assert "Ce qui est survenu entre la position 0 et la position 3" in page.text
    assert "non renseigné" in page.text
    await nadia.get(f"{HERE}/chiffres?position=-1", 422)
    await nadia.get(f"{HERE}/chiffres", 422)


async def test_a_year_without_a_conference_is_not_found(nadia: Visitor) -> None:
    await nadia.get(f"{HERE}/1999", 404)
    await nadia.get(f"{HERE}/1999/rapport", 404)
    lost = await nadia.post(f"{THIS}/nothing", {"cle": "", "version": "1"})
    assert 404 == lost.status_code
