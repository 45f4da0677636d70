"""The lines of a table (CSV, RFC 4180): UTF-8, commas or semicolons; never echoed."""

import csv
import io
from collections.abc import Iterator

from domain.aggregate import Refusal

LARGEST_TABLE = 2_000_000
"""Bytes."""


class UnreadableTable(Refusal):
    """Ce fichier ne peut pas être lu comme un tableau CSV."""

    field = "file"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def errors(self) -> list[dict[str, str]]:
        return [{"field": self.field, "reason": self.reason}]


def lines_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that holds something, and its number in the file, from 1.

    Raises ``UnreadableTable``.
    """
    said = _text(content)
    delimiter = ";" if ";" in said.lstrip().partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(said, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error:
        reason = f"guillemets mal fermés ou cellule démesurée, ligne {before + 1}"
        raise UnreadableTable(reason) from None


def _text(content: bytes) -> str:
    if len(content) > LARGEST_TABLE:
        raise UnreadableTable("plus de 2 Mo : découpez le fichier")
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        reason = "le fichier n’est pas en UTF-8 : enregistrez-le au format « CSV UTF-8 »"
        raise UnreadableTable(reason) from None
    if "\x00" in said:
        raise UnreadableTable("le fichier contient un caractère illisible (U+0000)")
    if not said.strip():
        raise UnreadableTable("le fichier est vide")
    return said
