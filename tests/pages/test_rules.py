"""What holds on every page: language, headings, labels, no script, French typography."""

import re
from itertools import pairwise
from uuid import uuid4

import pytest

from tests.pages.conftest import NEW, Place, Visitor
from tests.pages.reading import Page
from tests.pages.test_case_verbs import does
from tests.pages.test_person import person_of, says

ADMIN = "/administration"
_UNSPACED = re.compile(r"(?<=[^\s\d:/.]) [:;?!»]|« |(?<=[A-Za-zé])'(?=[A-Za-zéêà])")


@pytest.fixture
async def pages(nadia: Visitor, paul: Visitor, place: Place) -> dict[str, Page]:
    """The main pages, empty, full and in error."""
    found = {"empty inbox": await nadia.get("/a-traiter")}
    referral = await nadia.log(
        urgency="urgent", danger="emergency-called", birth_date="1990-03-01"
    )
    case = await nadia.case_of(referral)
    for path in (
        "/", "/a-traiter", NEW, referral, "/situations", case, f"{case}/pas/1", f"{case}/pas/3",
        f"{case}/pas", f"{case}/pas?voir=bascules", f"{case}?known_at=999999",
        f"{case}/comparer", f"{case}/comparer?de=999999", "/a-traiter?connu=999999",
        "/annuaire", f"/annuaire/{nadia.other}", "/annuaire?q=zzzz", "/journal",
        "/journal?au=2020-01-01", "/journal?source=page", "/journal/tirage",
    ):  # fmt: skip
        found[path] = await nadia.get(path)
    await filled(nadia, case)
    for path in (case, f"{case}/danger", await person_of(nadia, case), "/danger"):
        found[f"full {path}"] = await nadia.get(path)
    found["received"] = await paul.get(referral)
    found["received case"] = await paul.get(case)
    for path in (f"{case}/notes", f"{case}/danger/protection"):
        found[f"wrong {path}"] = Page((await nadia.post(path, {"version": "1"})).text)
    found["missing"] = await nadia.get("/nulle-part", 404)
    found |= await _of_the_cell(nadia, await place.enrol(place.ccas, "cell-animator"), case)
    found["wrong filter"] = await nadia.get("/journal?du=hier", 422)
    found["wrong form"] = Page((await nadia.post(NEW, {})).text)
    found["wrong answer"] = Page((await paul.act(referral, "refusal")).text)
    found["foreign"] = Page((await nadia.post(NEW, {}, {})).text)
    return found | await _of_the_network(nadia, await place.enrol(place.ccas, "administrator"))


async def _of_the_cell(nadia: Visitor, ada: Visitor, case: str) -> dict[str, Page]:
    """The board, empty and full; the form, danger, and an alert for each of its readers."""
    new = "/veille/alertes/nouvelle"
    found = {"empty board": await nadia.get("/veille")}
    form = (await nadia.get(f"{new}?situation={case.rpartition('/')[2]}")).form(new)
    said = {
        "facts": "Volets clos.", "themes": nadia.quick["themes"], "accord": "oral",
        "learnt": "told-by-resident", "reporter_name": "Mme V.", "etape": "envoi",
    }  # fmt: skip
    for _ in range(2):
        sent = await nadia.post(new, form.sent(**said | {"cle": str(uuid4())}))
        assert sent.status_code == 303, sent.text
    alert = str(sent.headers["location"]).partition("?")[0]
    for path in ("/veille", new, f"{new}?forme=collective", alert):
        found[path] = await nadia.get(path)
        found[f"{path} of the animator"] = await ada.get(path)
    found["danger of an alert"] = Page((await nadia.post(new, {"urgency": "urgent"})).text)
    found["wrong alert"] = Page((await nadia.post(new, {"etape": "envoi"})).text)
    wrong = (await ada.get(alert)).form(f"{alert}/resolution")
    found["wrong resolution"] = Page((await ada.post(wrong.action, wrong.sent())).text)
    assert "à revoir" in found["wrong resolution"].text
    return found


async def _of_the_network(nadia: Visitor, ada: Visitor) -> dict[str, Page]:
    """The service, its fiche, the convention, and what is administered."""
    mine, theirs = f"/annuaire/{nadia.partner}", f"/annuaire/{nadia.other}"
    found = {f"{path} of a service": await nadia.get(path) for path in (mine, "/service")}
    for path in (
        "/administration", f"{ADMIN}/comptes", f"{ADMIN}/comptes/{nadia.agent}",
        f"{ADMIN}/partenaires", f"{ADMIN}/territoire", f"{ADMIN}/missions",
        "/projet/convention", theirs,
    ):  # fmt: skip
        found[f"{path} of an administrator"] = await ada.get(path)
    for who, page, action, typed in (
        (nadia, mine, f"{mine}/services", {"themes": "sante--acces-aux-soins"}),
        (nadia, "/service", f"/service/{nadia.agent}/absence", {}),
        (ada, f"{ADMIN}/comptes", f"{ADMIN}/comptes/enrolment", {}),
        (ada, f"{ADMIN}/territoire", f"{ADMIN}/territoire/rules", {"urgent": "zéro"}),
        (ada, f"{ADMIN}/territoire", f"{ADMIN}/territoire/geography", {"quartiers": ""}),
        (ada, f"{ADMIN}/partenaires", f"{ADMIN}/partenaires/joining", {"website": "x"}),
    ):
        form = (await who.get(page)).form(action)
        found[f"wrong {action}"] = Page((await who.post(action, form.sent(**typed))).text)
        assert "à revoir" in found[f"wrong {action}"].text, action
    return found


async def filled(nadia: Visitor, case: str) -> None:
    """Something in each part of a case and of its person."""
    for _ in range(4):
        await does(nadia, case, "notes", text="Rappeler jeudi.")
    await does(nadia, case, "goals", text="Un logement", theme=nadia.quick["themes"])
    await does(nadia, case, "coordination-need", authorities=["maire"], need="continuity")
    await does(nadia, case, "coordinator-proposal", agent=str(nadia.agent))
    person = await person_of(nadia, case)
    await says(nadia, person, "safe-contact", means="Sa sœur", never_by=["sms"])
    await says(nadia, person, "consent-refusal", scope="health")
    await says(nadia, person, "consent", scope="referral", how="oral", until="2020-01-31")
    await says(nadia, person, "opposition", received_on="2026-11-02")
    await says(nadia, person, "rights-request", right="access", received_on="2026-11-02")
    said = {"kind": "tutelle", "who": "L’UDAF", "scope": "property"}
    await says(nadia, person, "representation", **said)


async def test_every_page_keeps_the_rules(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        tags = [tag for tag, _ in page.tags]
        assert ("html", {"lang": "fr"}) in page.tags, name
        assert 1 == [level for level, _ in page.headings].count(1), name
        assert "fictif" in page.text, name
        assert ("a", {"class": "skip", "href": "#contenu"}) in page.tags, name
        assert len(page.ids) == len(set(page.ids)), (name, _twice(page.ids))
        assert "script" not in tags, name
        assert "style" not in tags, name
        assert not [at for _, at in page.tags if "style" in at or _handles(at)], name


async def test_every_field_has_its_label_and_every_group_its_legend(
    pages: dict[str, Page],
) -> None:
    for name, page in pages.items():
        labelled = {at.get("for") for tag, at in page.tags if tag == "label"}
        for tag, at in page.tags:
            if tag in ("input", "select", "textarea") and at.get("type") != "hidden":
                assert "hidden" in at or at.get("id") in labelled, (name, at)
            if tag == "fieldset":
                assert "<legend>" in page.html, name
            for pointed in (at.get("aria-describedby") or "").split():
                assert pointed in page.ids, (name, pointed)
            if tag == "a" and (at.get("href") or "").startswith("#"):
                assert (at["href"] or "")[1:] in page.ids, (name, at)


async def test_headings_do_not_skip_a_level(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        levels = [level for level, _ in page.headings]
        if name.startswith("wrong"):
            levels.remove(2)  # the summary of errors stands before the title
        for above, below in pairwise(levels):
            assert below <= above + 1, (name, page.headings)


async def test_french_typography_is_kept(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for text in page.texts:
            assert not _UNSPACED.search(text), (name, text)


def _handles(at: dict[str, str | None]) -> bool:
    return any(name.startswith("on") for name in at)


def _twice(ids: list[str]) -> set[str]:
    return {each for each in ids if ids.count(each) > 1}
