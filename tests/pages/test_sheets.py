"""Fiches actions: drafted by the project lead, measured by who carries them, read by all."""

from typing import Any
from uuid import uuid4

import pytest

from domain.action_sheet import ActionSheet, sheet_id
from tests.conftest import TERRITORY
from tests.pages.conftest import SAME, Place, Visitor

HERE = "/projet/fiches"


@pytest.fixture
async def lea(place: Place) -> Visitor:
    """The project lead, of another service than the CCAS."""
    return await place.enrol(place.mission, "project-lead")


@pytest.fixture
async def number(place: Place) -> int:
    """A number that no sheet has yet."""
    number = 1
    while await place.desk.log.load(ActionSheet, sheet_id(TERRITORY, number)):
        number += 1
    return number


def said(place: Place, number: int, **changes: Any) -> dict[str, Any]:
    return {
        "number": str(number), "title": f"Aller vers {place.mark}", "kind": "new",
        "priority": "cohesion", "need": "Des guichets trop loin.",
        "lead_words": f"CCAS {place.mark}",
        "objectives": "Deux permanences par mois\r\nUn relais par immeuble", **changes,
    }  # fmt: skip


async def drafted(lea: Visitor, place: Place, number: int, **changes: Any) -> str:
    form = (await lea.get(HERE)).form(f"{HERE}/drafting")
    answer = await lea.post(form.action, form.sent(**said(place, number, **changes)))
    assert 303 == answer.status_code, answer.text
    return str(answer.headers["location"]).partition("?")[0]


async def done(who: Visitor, page: str, code: str, **typed: Any) -> None:
    forms = [each for each in (await who.get(page)).forms if each.action == f"{page}/{code}"]
    beside = {
        name: value for name, value in typed.items() if name in ("indicator", "measurement")
    }
    form = next(each for each in forms if set(beside.items()) <= set(each.fields))
    answer = await who.post(form.action, form.sent(**typed))
    assert 303 == answer.status_code, answer.text


def codes_of(page: Any, path: str) -> set[str]:
    return {
        each.action.rpartition("/")[2] for each in page.forms if each.action.startswith(path)
    }


async def test_a_sheet_lives_from_its_drafting_to_its_assessment(
    lea: Visitor, nadia: Visitor, paul: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number)
    page = await lea.get(path)
    assert f"Fiche action n° {number}" in page.text
    assert "Un relais par immeuble" in page.text
    await done(lea, path, "adoption", on="2026-01-12", body="Comité de pilotage")
    await done(paul, path, "participation")

    await done(
        nadia, path, "indicators", name="Personnes reçues", unit="people", target="120",
        baseline="20", due="2026-06-30",
    )  # fmt: skip
    await done(nadia, path, "measures", indicator="1", value="45", on="2026-03-31")
    page = await nadia.get(path)
    assert "45 personnes au 31 mars 2026 : 25 % du chemin vers 120 personnes" in page.text
    assert "Mesure attendue depuis le 30 juin 2026" in page.text
    assert "Mission locale" in page.text
    assert [at["class"] for tag, at in page.tags if tag == "svg" and "class" in at] == ["chart"]

    version = next(
        value for form in page.forms for name, value in form.fields if name == "measurement"
    )
    await done(
        nadia, path, "correction", measurement=version, value="54", reason="consolidated"
    )
    page = await nadia.get(path)
    assert "<del>45\u00a0personnes</del> <ins>54\u00a0personnes</ins>" in page.html
    assert "54 personnes au lieu de 45 personnes" in page.text

    await done(nadia, path, "measures", indicator="1", value="120", on="2026-06-30")
    await done(nadia, path, "conclusion", assessment="Utile, à étendre.")
    page = await paul.get(path)
    assert "achevée" in page.text
    assert "la cible de 120 personnes est atteinte" in page.text


async def test_each_sees_the_forms_that_are_theirs(
    lea: Visitor, nadia: Visitor, paul: Visitor, eva: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number)

    assert {"adoption", "handover", "abandonment"} <= codes_of(await lea.get(path), path)
    assert {"revision", "indicators"} == codes_of(await nadia.get(path), path)
    assert {"participation"} == codes_of(await paul.get(path), path)
    assert set() == codes_of(await eva.get(path), path)
    refused = await paul.post(
        f"{path}/revision",
        {"cle": str(uuid4()), "version": "1", **said(place, number), "why": "x"},
    )
    assert 403 == refused.status_code


async def test_an_existing_action_is_included_before_it_is_adopted(
    lea: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number, kind="existing")
    assert {"inclusion", "exclusion"} <= (codes := codes_of(await lea.get(path), path))
    assert "adoption" not in codes
    await done(lea, path, "exclusion", reason="no-need-to-coordinate", words="Déjà suivie.")
    assert "hors du projet : déjà conduite, sans besoin" in (await lea.get(path)).text
    await done(lea, path, "inclusion")
    assert "adoption" in codes_of(await lea.get(path), path)


async def test_a_number_is_used_once_and_what_was_typed_comes_back(
    lea: Visitor, place: Place, number: int
) -> None:
    await drafted(lea, place, number)
    form = (await lea.get(HERE)).form(f"{HERE}/drafting")
    assert form.sent()["number"] != [str(number)]
    answer = await lea.post(
        form.action, form.sent(**said(place, number, need="Un besoin écrit"))
    )

    assert 422 == answer.status_code
    assert "Une fiche action porte déjà ce numéro" in answer.text
    assert "Un besoin écrit" in answer.text


async def test_a_revision_begins_from_what_is_said_today(
    lea: Visitor, nadia: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number)
    stands = (await nadia.get(path)).form(f"{path}/revision").sent()
    assert ["cohesion"] == stands["priority"]
    assert "Un relais par immeuble" in stands["objectives"][0]

    await done(nadia, path, "revision", priority="families", why="Le public change.")
    page = await nadia.get(path)
    assert "révisée (priorité) : Le public change." in page.text
    assert "Réponse aux besoins des familles" in page.text


async def test_a_number_is_typed_with_a_comma_and_one_that_is_none_is_told(
    lea: Visitor, nadia: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number)
    form = (await nadia.get(path)).form(f"{path}/indicators")
    typed = {"name": "Délai", "unit": "days", "target": "deux"}
    answer = await nadia.post(form.action, form.sent(**typed))
    assert 422 == answer.status_code
    assert "Ce n’est pas un nombre." in answer.text

    await done(nadia, path, "indicators", **typed | {"target": "12,5"})
    assert "cible de 12,5 jours" in (await nadia.get(path)).text


async def test_sheets_stand_under_their_priority_and_are_narrowed_by_state_and_partner(
    lea: Visitor, eva: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number, priority="health")
    page = await eva.get(f"{HERE}?priorite=health&partenaire={place.ccas}")
    assert path in page.links
    assert "Contrat local de santé" in " ".join(said for _, said in page.headings)
    for query in (
        f"etat=adopted&partenaire={place.ccas}", f"partenaire={place.mission}",
        f"retard=oui&partenaire={place.ccas}", f"priorite=housing&partenaire={place.ccas}",
    ):  # fmt: skip
        page = await eva.get(f"{HERE}?{query}")
        assert path not in page.links
        assert "Aucune fiche ne répond à cette recherche" in page.text
    assert (await eva.get(f"{HERE}?priorite=x&etat=y&partenaire=z&retard=%00")).headings


async def sent(lea: Visitor, file: bytes, what: str = "import") -> Any:
    return await lea.http.post(
        f"{HERE}/import", data={"quoi": what},
        files={"file": ("fiches.csv", file, "text/csv")}, headers=SAME | lea._headers(),
    )  # fmt: skip


def table(place: Place, *rows: tuple[int, str]) -> bytes:
    head = (
        "Numéro", "Intitulé", "Nature de l'action", "Priorité", "Besoin auquel elle répond",
        "Objectifs", "Partenaire qui la porte",
    )  # fmt: skip
    said, lead = "Action nouvelle;housing;Un besoin;Agir", f"CCAS {place.mark}"
    lines = [f"{number};{title} {place.mark};{said};{lead}" for number, title in rows]
    return "\n".join([";".join(head), *lines]).encode("utf-8-sig")


async def test_a_table_is_checked_then_taken_whole(
    lea: Visitor, place: Place, number: int
) -> None:
    file = table(place, (number, "Jardins"), (number + 1, "Cours"))
    tried = await sent(lea, file, "essai")
    assert 200 == tried.status_code
    assert "Essai réussi, rien n’est écrit" in tried.text
    assert f"Jardins {place.mark}" not in (await lea.get(HERE)).text

    taken = await sent(lea, file)
    assert "2 nouvelles" in taken.text
    assert f"Jardins {place.mark}" in taken.text
    assert f"Cours {place.mark}" in taken.text
    assert "2 déjà connues" in (await sent(lea, file)).text


async def test_a_wrong_table_is_told_row_by_row_and_nothing_of_it_is_shown(
    lea: Visitor, place: Place, number: int
) -> None:
    wrong = table(place, (number, "Jardins"), (0, "canari-7f3a"))
    answer = await sent(lea, wrong)
    assert 422 == answer.status_code
    assert "canari-7f3a" not in answer.text
    assert '<th scope="row">3</th><td data-label="Colonne">Numéro</td>' in answer.text
    for file in (b"", b"\xff\xfe\x00", b"canari-7f3a;b\n1;2"):
        answer = await sent(lea, file)
        assert 422 == answer.status_code
        assert "canari-7f3a" not in answer.text
    assert f"Jardins {place.mark}" not in (await lea.get(HERE)).text


async def test_an_empty_table_to_fill_in_has_the_columns(lea: Visitor, nadia: Visitor) -> None:
    answer = await lea.http.get(f"{HERE}/modele.csv", headers=lea._headers())
    assert answer.content.startswith("\ufeffNuméro;Intitulé;".encode())
    assert 422 == (await sent(lea, answer.content)).status_code
    assert 403 == (await sent(nadia, answer.content)).status_code


async def test_the_journal_names_the_sheet(
    lea: Visitor, eva: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number)
    await done(lea, path, "adoption", on="2026-01-12", body="Copil")

    page = await eva.get("/journal?type=ActionSheet.Adopted")
    assert f"La fiche action « Aller vers {place.mark} » est adoptée" in page.text


async def test_what_is_promised_for_a_sheet_stands_on_its_page(
    lea: Visitor, nadia: Visitor, eva: Visitor, place: Place, number: int
) -> None:
    path = await drafted(lea, place, number)
    [promise] = [each for each in (await nadia.get(path)).links if "?sert=" in each]
    new = promise.partition("?")[0]
    form = (await nadia.get(promise)).form(f"{new}/requests")
    asked = f"Mission locale d’Éveil {place.mark}"
    typed = {"kind": "maps", "what": "Les cartes.", "debtor_words": asked}
    assert 303 == (await nadia.post(form.action, form.sent(**typed))).status_code

    page = await nadia.get(path)
    assert "Engagements pris pour elle" in page.text
    assert "demandé" in page.text
    assert not [each for each in (await eva.get(path)).links if "?sert=" in each]


async def test_an_unknown_sheet_and_an_unknown_verb_are_not_found(nadia: Visitor) -> None:
    await nadia.get(f"{HERE}/{uuid4()}", 404)
    said = {"cle": str(uuid4()), "version": "1"}
    assert 404 == (await nadia.post(f"{HERE}/{uuid4()}/nothing", said)).status_code
