"""``docs/convention.md``: no promise without its facts and its page, none of them invented."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi.routing import APIRoute

from api.pages import _ROOMS
from domain import codes
from domain.catalogue import KINDS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/convention.md").read_text(encoding="utf-8")
SIGNED = (ROOT / "api/demo/data/convention-93014.md").read_text(encoding="utf-8")
ARTICLES = ("Article 2", "Article 3", "Article 4")


class Row(NamedTuple):
    section: str
    cells: tuple[str, ...]

    @property
    def facts(self) -> list[str]:
        return re.findall(r"`([A-Z]\w+\.[A-Z]\w+)`", " ".join(self.cells[1:]))

    @property
    def addresses(self) -> list[str]:
        return re.findall(r"`(/[^`]*)`", self.cells[-1])


def rows() -> list[Row]:
    found, section = [], ""
    for line in PAGE.splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").partition(":")[0]
        elif line.startswith("|") and not line.startswith("|---"):
            found.append(
                Row(section, tuple(cell.strip() for cell in line.strip("|").split("|")))
            )
    heads = {row.section: row for row in reversed(found)}
    return [row for row in found if row is not heads[row.section]]


ROWS = rows()
PROMISES = [row for row in ROWS if row.section in ARTICLES]
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.cells[0][:40])
each_promise = pytest.mark.parametrize("row", PROMISES, ids=lambda row: row.cells[0][:40])


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def addresses() -> set[str]:
    """Every page that is read, its parameters without their types."""
    return {
        re.sub(r":\w+}", "}", route.path)
        for room in _ROOMS
        for route in room.router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }


@each_row
def test_no_row_has_an_empty_cell_or_no_fact(row: Row) -> None:
    assert all(row.cells)
    assert row.facts


@each_row
def test_every_fact_that_is_named_is_a_kind_of_fact(row: Row) -> None:
    assert set(row.facts) <= set(KINDS)


@each_promise
def test_every_promise_is_quoted_word_for_word(row: Row) -> None:
    said = row.cells[0].removeprefix("« ").removesuffix(" »")

    assert plain(said) in plain(SIGNED)


@each_promise
def test_every_promise_is_read_on_a_page_that_exists(row: Row) -> None:
    assert row.addresses
    assert set(row.addresses) <= addresses()


def test_every_principle_and_every_means_of_the_convention_has_its_row() -> None:
    """The lines that articles 2 and 3 begin with a dash."""
    listed = re.findall(r"^- (.+?)[ ;.]*$", SIGNED, re.MULTILINE)
    begun = SIGNED.index("ARTICLE 2")
    promised = [line for line in listed if SIGNED.index(line) > begun]
    quoted = plain(" ".join(row.cells[0] for row in PROMISES))

    assert len(promised) == 12
    assert not [line for line in promised if plain(line) not in quoted]


def test_the_principles_of_the_code_are_those_of_article_2() -> None:
    principles = [row for row in PROMISES if row.section == "Article 2"]
    said = [row.cells[0].replace("'", "’") for row in principles]

    assert [f"« {entry.label} »" for entry in codes.PRINCIPLES.values()] == said


def test_every_figure_that_is_read_today_is_marked() -> None:
    marked = [row for row in ROWS if any(cell.startswith("●") for cell in row.cells)]

    assert len(codes.FIGURES) == len(marked)
