"""A table is read whatever its separator and its mark; faults are placed, never echoed."""

import codecs
import csv
import io
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from api.commands.asks import Among, Ask, Day, Number
from api.commands.csv_lines import LARGEST_TABLE, UnreadableTable
from api.commands.csv_rows import (
    MOST_FAULTS,
    MOST_ROWS,
    RowFault,
    Table,
    TableRefused,
    plain_title,
    table_of,
)
from api.problems import of_refusal
from domain import codes
from domain.codes import Entry
from domain.values import Code, Line, Text

CANARY = "Canari7f3a"


class Measure(Ask):
    """What the tables of these tests hold."""

    theme: Annotated[Code, Among(codes.THEMES), Field(title="Thème")]
    first: Annotated[Day, Field(title="Premier jour")]
    value: Annotated[Number | None, Field(title="Valeur")] = None
    number: Annotated[int | None, Field(title="N°", ge=1, le=1_000)] = None
    quartier: Annotated[Code | None, Field(title="Quartier")] = None
    publics: Annotated[
        tuple[Annotated[Code, Among(codes.PUBLICS)], ...], Field(title="Publics")
    ] = ()
    text: Annotated[Text | None, Field(title="Ce qu’on en dit")] = None
    source: Annotated[Line | None, Field(title="Source")] = None


THEME = "sante--acces-aux-soins"
LABEL = codes.THEMES[THEME].label
HEADER = "Thème;Premier jour;Valeur;Ce qu’on en dit"
FIRST = date(2026, 7, 1)
GOOD = {"theme": THEME, "first": FIRST}


def read(*lines: str, choices: Any = None) -> Table[Measure]:
    return table_of("\n".join(lines).encode(), Measure, choices)


def asks(*lines: str, **more: Any) -> list[Measure]:
    table = read(*lines, **more)
    assert table.faults == []
    return [row.ask for row in table.rows]


def faults(*lines: str, **more: Any) -> list[tuple[int, str, str]]:
    table = read(*lines, **more)
    return [(each.line, each.column, each.reason) for each in table.faults]


@pytest.mark.parametrize("apart", [";", ","])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["bare", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_comma_or_semicolon_with_or_without_a_mark(apart: str, mark: bytes, end: str) -> None:
    lines = [HEADER, f"{LABEL};2026-07-01;12;Peu"]
    content = mark + end.join(lines).replace(";", apart).encode()

    assert [Measure(**GOOD, value=Decimal(12), text="Peu")] == [
        row.ask for row in table_of(content, Measure).rows
    ]


@pytest.mark.parametrize(
    "header",
    ["theme;first", "THEME ;premier  jour", "Thème;Premier jour;;", "« Thème » ;Premier-jour"],
)
def test_columns_are_recognised_by_title_or_name_without_accent_nor_case(header: str) -> None:
    assert asks(header, f"{THEME};2026-07-01") == [Measure(**GOOD)]


def test_a_code_is_said_by_its_label_a_day_and_a_number_as_in_french() -> None:
    said = asks(
        "Thème;Premier jour;Valeur;N°;Publics",
        f"{LABEL.upper()};1/7/2026;1\u202f234,50;1 000;Femmes|jeunes",
    )

    expected = Measure(
        **GOOD, value=Decimal("1234.50"), number=1_000, publics=("femmes", "jeunes")
    )
    assert [expected] == said


def test_a_field_may_have_choices_of_the_territory() -> None:
    choices = {"quartier": {"haut": Entry("haut", "Chêne Pointu"), "bas": Entry("bas", "Bas")}}
    header = "Thème;Premier jour;Quartier"

    [haut, bas] = asks(
        header, f"{THEME};2026-07-01;chene pointu", f"{THEME};2026-07-01;bas", choices=choices
    )
    assert (haut.quartier, bas.quartier) == ("haut", "bas")
    assert faults(header, f"{THEME};2026-07-01;{CANARY}", choices=choices) == [
        (2, "Quartier", "code inconnu")
    ]


def test_two_labels_that_read_the_same_name_neither() -> None:
    twice = {"quartier": {"a": Entry("a", "Bas"), "b": Entry("b", "bas")}}
    [(_, column, _)] = faults(
        "Thème;Premier jour;Quartier", f"{THEME};2026-07-01;BAS", choices=twice
    )
    assert column == "Quartier"


def test_every_fault_of_every_row_says_its_line_its_column_and_why() -> None:
    found = faults(
        "Thème;Premier jour;Valeur;N°;Source",
        f"{CANARY};{CANARY};{CANARY};{CANARY};{CANARY * 30}",
        "",
        f'{THEME};2026-07-01;1;1;"deux',
        'lignes"',
        f"{THEME};31/02/2026;1;0;",
        f"{THEME};1999-01-01;99999999999999999999;1001;",
        f"{THEME};2026-07-01;0,12345;;;{CANARY}",
    )

    assert found == [
        (2, "Thème", "code inconnu"),
        (2, "Premier jour", "date invalide"),
        (2, "Valeur", "n’est pas un nombre"),
        (2, "N°", "n’est pas un nombre entier"),
        (2, "Source", "trop long"),
        (6, "Premier jour", "date invalide"),
        (6, "N°", "trop petit ou trop ancien"),
        (7, "Premier jour", "trop petit ou trop ancien"),
        (7, "Valeur", "trop de chiffres"),
        (7, "N°", "trop grand ou trop lointain"),
        (8, "ligne", "plus de cellules que de colonnes"),
    ]


def test_a_column_that_is_unknown_there_twice_or_missing_is_a_fault_of_the_header() -> None:
    assert faults(f"Valeur;{CANARY};VALEUR", "1;2;3") == [
        (1, "colonne 2", "colonne inconnue"),
        (1, "Valeur", "cette colonne figure deux fois"),
        (1, "Thème", "colonne manquante"),
        (1, "Premier jour", "colonne manquante"),
    ]


def test_an_empty_cell_says_nothing() -> None:
    assert asks(HEADER, f"{THEME};2026-07-01; ;") == [Measure(**GOOD)]
    assert faults(HEADER, f"{THEME};;12;") == [(2, "Premier jour", "champ manquant")]
    assert asks(HEADER, f"{THEME};2026-07-01") == [Measure(**GOOD)]


@pytest.mark.parametrize(
    "content",
    [
        b"", b" \n ", HEADER.encode(), codecs.BOM_UTF8, HEADER.encode("cp1252"),
        HEADER.encode("utf-16"), HEADER.encode() + b"\n\x00", b'"Th',
        f'{HEADER}\n{THEME};2026-07-01;;"{CANARY}'.encode(),
        f'{HEADER}\n{THEME};2026-07-01;;"{"x" * 200_000}"'.encode(),
        b"x" * (LARGEST_TABLE + 1),
    ],
    ids=["empty", "blank", "no row", "mark", "latin-1", "utf-16", "nul", "open header",
         "open quote", "huge cell", "huge"],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(UnreadableTable) as raised:
        table_of(content, Measure)

    problem = of_refusal(raised.value)
    assert (problem.status, problem.code) == (422, "unreadable-table")
    assert problem.errors == [{"field": "file", "reason": raised.value.reason}]
    assert CANARY not in f"{problem.errors} {raised.value}"


def test_so_many_rows_and_no_more() -> None:
    row = f"{THEME};2026-07-01;;"
    assert len(asks(HEADER, *[row] * MOST_ROWS)) == MOST_ROWS
    with pytest.raises(UnreadableTable, match="découpez"):
        read(HEADER, *[row] * (MOST_ROWS + 1))


def test_faults_beyond_the_first_are_not_looked_for() -> None:
    assert len(faults(HEADER, *["x;y;z;"] * 1_000)) == MOST_FAULTS


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", '=cmd|"/c calc"!A1'])
def test_what_looks_like_a_formula_is_text_like_any_other(formula: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([THEME, "2026-07-01", "", formula])
    [row] = asks(HEADER, out.getvalue())
    assert row.text == formula


def test_a_refused_table_tells_its_faults_and_only_their_places() -> None:
    fault = RowFault(line=3, column="Valeur", reason="n’est pas un nombre")
    problem = of_refusal(TableRefused([fault]))

    assert (problem.status, problem.code) == (422, "table-refused")
    assert problem.errors == [{"field": "Valeur", "line": 3, "reason": "n’est pas un nombre"}]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    try:
        table = table_of(content, Measure)
    except UnreadableTable:
        return
    assert table.faults or table.rows


_CELL = st.one_of(
    st.text(max_size=12), st.sampled_from([THEME, LABEL, "2026-07-01", "1/7/2026", "12,5", "|"])
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_CELL, max_size=6), min_size=1, max_size=5), st.sampled_from(";,"))
def test_no_cell_is_ever_echoed(rows: list[list[str]], apart: str) -> None:
    out = io.StringIO()
    written = csv.writer(out, delimiter=apart, quoting=csv.QUOTE_ALL)
    written.writerow(["theme", "first", "value", "text"])
    written.writerows([[f"{CANARY}{cell}" for cell in row] for row in rows])
    try:
        table = table_of(out.getvalue().encode(errors="replace"), Measure)
        told = [f"{each.column} {each.reason}" for each in table.faults]
    except UnreadableTable as unreadable:
        told = [unreadable.reason]
    assert CANARY not in "".join(told)


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda said: said.strip() != ""
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(_TEXT, st.decimals(-10_000, 10_000, places=4)), min_size=1, max_size=5),
    st.sampled_from(";,"),
    st.booleans(),
)
def test_what_is_written_is_what_is_read(
    rows: list[tuple[str, Decimal]], apart: str, marked: Any
) -> None:
    out = io.StringIO()
    written = csv.writer(out, delimiter=apart)
    written.writerow(["Thème", "Premier jour", "Valeur", "Ce qu’on en dit"])
    for text, value in rows:
        written.writerow([LABEL, "01/07/2026", str(value).replace(".", ","), text])
    content = out.getvalue().encode("utf-8-sig" if marked else "utf-8")

    read_back = [row.ask for row in table_of(content, Measure).rows]
    assert [Measure(**GOOD, value=value, text=text) for text, value in rows] == read_back


def test_titles_are_compared_bare() -> None:
    assert plain_title("« Cœur de l’Été »") == "coeur de l ete"
