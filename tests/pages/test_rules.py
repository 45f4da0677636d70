"""What holds on every page: language, headings, labels, no script, French typography."""

import re
from itertools import pairwise

from tests.pages.conftest import NEW, Visitor
from tests.pages.reading import Page

_UNSPACED = re.compile(r"(?<=[^\s\d:/.]) [:;?!»]|« |(?<=[A-Za-zé])'(?=[A-Za-zéêà])")


async def pages_of(nadia: Visitor, paul: Visitor) -> dict[str, Page]:
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
    found["received"] = await paul.get(referral)
    found["missing"] = await nadia.get("/nulle-part", 404)
    found["wrong filter"] = await nadia.get("/journal?du=hier", 422)
    found["wrong form"] = Page((await nadia.post(NEW, {})).text)
    found["wrong answer"] = Page((await paul.act(referral, "refusal")).text)
    found["foreign"] = Page((await nadia.post(NEW, {}, {})).text)
    return found


async def test_every_page_keeps_the_rules(nadia: Visitor, paul: Visitor) -> None:
    for name, page in (await pages_of(nadia, paul)).items():
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
    nadia: Visitor, paul: Visitor
) -> None:
    for name, page in (await pages_of(nadia, paul)).items():
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


async def test_headings_do_not_skip_a_level(nadia: Visitor, paul: Visitor) -> None:
    for name, page in (await pages_of(nadia, paul)).items():
        levels = [level for level, _ in page.headings]
        if name.startswith("wrong"):
            levels.remove(2)  # the summary of errors stands before the title
        for above, below in pairwise(levels):
            assert below <= above + 1, (name, page.headings)


async def test_french_typography_is_kept(nadia: Visitor, paul: Visitor) -> None:
    for name, page in (await pages_of(nadia, paul)).items():
        for text in page.texts:
            assert not _UNSPACED.search(text), (name, text)


def _handles(at: dict[str, str | None]) -> bool:
    return any(name.startswith("on") for name in at)


def _twice(ids: list[str]) -> set[str]:
    return {each for each in ids if ids.count(each) > 1}
