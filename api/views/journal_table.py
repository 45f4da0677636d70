"""The journal as a table: the files that hold its columns."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from api.views.journal import Line
from api.views.journal_columns import COLUMNS, Value
from domain.local_time import PARIS

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_PIECE = 2**16
_MOST_ROWS = 1_000_000
"""Lines of one sheet: Excel takes 1,048,576 rows."""


class Table(Protocol):
    """A file in the making: what is added comes out as bytes, now or at the end."""

    suffix: str

    def begin(self) -> bytes: ...

    def add(self, lines: Sequence[Line]) -> bytes: ...

    def close(self) -> None:
        """Finish what is slow; on a thread of its own."""

    def rest(self) -> Iterator[bytes]: ...

    def leave(self) -> None:
        """Keep nothing on disk, however it ended."""


class Csv:
    """RFC 4180: comma, CRLF, UTF-8; times in UTC, ISO 8601; decimals with a point."""

    suffix = "csv"
    delimiter, mark = ",", ""

    def begin(self) -> bytes:
        return (self.mark + self._rows([self.titles()])).encode()

    def add(self, lines: Sequence[Line]) -> bytes:
        rows = ([self.said(column.of(line)) for column in COLUMNS] for line in lines)
        return self._rows(rows).encode()

    def close(self) -> None:
        """Nothing is slow."""

    def rest(self) -> Iterator[bytes]:
        return iter(())

    def leave(self) -> None:
        """Nothing is on disk."""

    def titles(self) -> Sequence[str]:
        return [column.name for column in COLUMNS]

    def said(self, value: Value) -> str:
        if isinstance(value, datetime):
            return value.isoformat()
        return defused(value) if isinstance(value, str) else "" if value is None else str(value)

    def _rows(self, rows: Iterable[Iterable[str]]) -> str:
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n").writerows(rows)
        return text.getvalue()


class FrenchCsv(Csv):
    """As a French Excel opens it: BOM, semicolon, local time, decimals with a comma."""

    delimiter, mark = ";", "\ufeff"

    def titles(self) -> Sequence[str]:
        return [column.title for column in COLUMNS]

    def said(self, value: Value) -> str:
        if isinstance(value, datetime):
            return f"{value.astimezone(PARIS):%d/%m/%Y %H:%M:%S}"
        if isinstance(value, float):
            return str(value).replace(".", ",")
        return super().said(value)


class JsonLines:
    """One object a line, UTF-8."""

    suffix = "jsonl"

    def begin(self) -> bytes:
        return b""

    def add(self, lines: Sequence[Line]) -> bytes:
        said = ({column.name: _plain(column.of(line)) for column in COLUMNS} for line in lines)
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in said).encode()

    def close(self) -> None:
        """Nothing is slow."""

    def rest(self) -> Iterator[bytes]:
        return iter(())

    def leave(self) -> None:
        """Nothing is on disk."""


class Workbook:
    """XLSX, row by row on disk; texts are texts, whatever they begin with."""

    suffix = "xlsx"

    def __init__(self) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - it is slow to load

        self._folder = tempfile.TemporaryDirectory(prefix="maillage-export-")
        self._path = Path(self._folder.name) / "journal.xlsx"
        self._book = xlsxwriter.Workbook(
            str(self._path),
            {
                "constant_memory": True, "strings_to_formulas": False,
                "strings_to_urls": False, "strings_to_numbers": False,
                "tmpdir": self._folder.name, "default_date_format": "dd/mm/yyyy hh:mm:ss",
            },
        )  # fmt: skip
        self._sheet: Any = None
        self._row = 0

    def begin(self) -> bytes:
        return b""

    def add(self, lines: Sequence[Line]) -> bytes:
        for line in lines:
            if self._sheet is None or self._row > _MOST_ROWS:
                self._turn()
            for place, column in enumerate(COLUMNS):
                self._write(place, column.of(line))
            self._row += 1
        return b""

    def close(self) -> None:
        if self._sheet is None:
            self._turn()
        self._book.close()

    def rest(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    def leave(self) -> None:
        self._folder.cleanup()

    def _turn(self) -> None:
        self._sheet, self._row = self._book.add_worksheet(), 1
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            self._sheet.write_string(0, place, column.title)

    def _write(self, place: int, value: Value) -> None:
        match value:
            case datetime():
                here = value.astimezone(PARIS).replace(tzinfo=None)
                self._sheet.write_datetime(self._row, place, here)
            case int() | float():
                self._sheet.write_number(self._row, place, value)
            case str():
                self._sheet.write_string(self._row, place, value)


TABLES: Mapping[str, Callable[[], Table]] = {
    "csv": Csv,
    "csv-excel": FrenchCsv,
    "xlsx": Workbook,
    "jsonl": JsonLines,
}


def defused(text: str) -> str:
    """The text as no spreadsheet takes it for a formula: after an apostrophe, if need be."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(value: Value) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
