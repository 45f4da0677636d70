"""Reading a table (CSV, RFC 4180) as asks: one row, one ask, checked by its own model.

Comma or semicolon, UTF-8 with or without its mark. Columns are named in French as the
fields' titles are, or by the fields' own names; a code may be said by its label, a day as
``31/12/2026``, a number with a decimal comma, several values apart by ``|``. Nothing that
a cell holds is ever echoed; what looks like a formula is text like any other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar
from unicodedata import combining, normalize

from pydantic import BaseModel, ValidationError

from api.commands.asks import Ask
from api.commands.blanks import Blank, blanks_of
from api.commands.csv_lines import UnreadableTable, lines_of
from api.problems import REASONS, of_invalid
from domain.aggregate import Refusal
from domain.codes import CodeList, Entry

A = TypeVar("A", bound=Ask)
Choices = Mapping[str, Mapping[str, Entry]]
"""By the name of a field: what its cells may say, where that is no list of codes."""

MOST_ROWS, MOST_FAULTS = 5_000, 200
_FEW = 8
APART = "|"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SPACES = re.compile(r"\s+")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


class RowFault(BaseModel):
    """What is wrong in a row: its line in the file, from 1, the column's title and why."""

    line: int
    column: str
    reason: str


class TableRefused(Refusal):
    """Ce fichier comporte des erreurs : rien n’a été enregistré."""

    field = "file"

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__(len(faults))
        self.faults = sorted(faults, key=lambda each: each.line)[:MOST_FAULTS]

    @property
    def errors(self) -> list[dict[str, str | int]]:
        return [
            {"field": each.column, "line": each.line, "reason": each.reason}
            for each in self.faults
        ]


class Row(NamedTuple, Generic[A]):
    """A row that is well formed, and the line of the file on which it begins."""

    line: int
    ask: A


@dataclass(frozen=True)
class Table(Generic[A]):
    """The rows of a file that are well formed, and what is wrong with the others."""

    rows: Sequence[Row[A]]
    faults: Sequence[RowFault]


class _Bad(Exception):
    """A cell that is not what its column holds."""


def table_of(content: bytes, ask: type[A], choices: Choices | None = None) -> Table[A]:
    """The rows of a file as asks of that model.

    Raises ``UnreadableTable`` where the file is no table, or not one of these columns.
    """
    lines = lines_of(content)
    line, header = next(lines, (1, []))
    columns, faults = _columns(header, line, blanks_of(ask))
    if faults:
        return Table((), faults)
    rows: list[Row[A]] = []
    for line, cells in lines:
        if len(rows) == MOST_ROWS:
            raise UnreadableTable(f"plus de {MOST_ROWS} lignes : découpez le fichier")
        read, wrong = _row(line, cells, columns, ask, choices or {})
        faults += wrong
        if read is not None:
            rows.append(read)
        if len(faults) >= MOST_FAULTS:
            break
    if not rows and not faults:
        raise UnreadableTable("aucune ligne sous les titres des colonnes")
    return Table(rows, faults[:MOST_FAULTS])


def header_of(ask: type[Ask]) -> str:
    """The first line of an empty table of that model."""
    return ";".join(blank.title for blank in blanks_of(ask)) + "\r\n"


def plain_title(said: str) -> str:
    """A title without accents, case, spaces nor punctuation: how columns are recognised."""
    bare = "".join(each for each in normalize("NFD", said.lower()) if not combining(each))
    return _NOT_A_WORD.sub(" ", bare.replace("œ", "oe")).strip()


def _columns(
    header: Sequence[str], line: int, blanks: Sequence[Blank]
) -> tuple[list[Blank], list[RowFault]]:
    """The field of each column, or which columns are unknown, there twice or missing."""
    known = {plain_title(said): blank for blank in blanks for said in (blank.name, blank.title)}
    found: list[Blank] = []
    faults: list[RowFault] = []
    while header and not header[-1].strip():
        header = header[:-1]
    for number, title in enumerate(header, start=1):
        blank = known.get(plain_title(title))
        if blank is None:
            faults.append(_fault(line, f"colonne {number}", "colonne inconnue"))
        elif blank in found:
            faults.append(_fault(line, blank.title, "cette colonne figure deux fois"))
        else:
            found.append(blank)
    faults += [
        _fault(line, blank.title, "colonne manquante")
        for blank in blanks
        if blank.required and blank not in found
    ]
    return found, faults[:MOST_FAULTS]


def _row(
    line: int, cells: Sequence[str], columns: Sequence[Blank], ask: type[A], choices: Choices
) -> tuple[Row[A] | None, list[RowFault]]:
    said: dict[str, Any] = {}
    bad: dict[str, str] = {}
    if any(cell.strip() for cell in cells[len(columns) :]):
        return None, [_fault(line, "ligne", "plus de cellules que de colonnes")]
    for blank, cell in zip(columns, cells, strict=False):
        if not cell.strip():
            continue
        try:
            said[blank.name] = _value(blank, cell.strip(), choices)
        except _Bad as why:
            bad[blank.name] = str(why)
    try:
        read = Row(line, ask.model_validate(said))
    except ValidationError as invalid:
        told = of_invalid(invalid.errors(include_input=False, include_url=False)).errors
        wrong = {each["field"].partition(".")[0]: each["reason"] for each in told} | bad
    else:
        if not bad:
            return read, []
        wrong = bad
    titles = {blank.name: blank.title for blank in (*columns, *blanks_of(ask))}
    places = list(titles)
    named = sorted(wrong, key=lambda name: places.index(name) if name in titles else 0)
    return None, [_fault(line, titles.get(name, "ligne"), wrong[name]) for name in named]


def _value(blank: Blank, cell: str, choices: Choices) -> Any:
    if blank.many:
        return tuple(
            _one(blank, each.strip(), choices) for each in cell.split(APART) if each.strip()
        )
    return _one(blank, cell, choices)


def _one(blank: Blank, cell: str, choices: Choices) -> str:
    among = choices.get(blank.name, blank.codes)
    if among is not None:
        return _coded(among, cell)
    if blank.kind == "day" and (day := _DAY.fullmatch(cell)):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if blank.kind == "number":
        return _SPACES.sub("", cell)
    return cell


def _coded(among: Mapping[str, Entry], cell: str) -> str:
    """The code that is meant: said as it is, or by a label that only it has."""
    if cell in among:
        return cell
    for alike in (str.strip, plain_title):
        sought = alike(cell)
        meant = [code for code, entry in among.items() if alike(entry.label) == sought]
        if len(meant) == 1:
            return meant[0]
    raise _Bad(_expected(among))


def _expected(among: Mapping[str, Entry]) -> str:
    """What may stand in the cell, where a list is short enough to be read."""
    reason = REASONS["unknown_code"]
    if not isinstance(among, CodeList) or len(among) > _FEW:
        return reason
    return f"{reason} ; attendu : {', '.join(entry.label for entry in among.values())}"


def _fault(line: int, column: str, reason: str) -> RowFault:
    return RowFault(line=line, column=column, reason=reason)
