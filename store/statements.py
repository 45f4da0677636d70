"""Named SQL statements, read from the ``.sql`` file beside a module.

A statement begins with a line ``-- name: NAME``. In a projection's file it may go on
``-- name: NAME(column type, …) on TABLE by COLUMN``: it is then *set-based*, its body
reads the rows of one wave from ``fact``, and touches only the row of TABLE whose key
is COLUMN (§4, *Projections run in the same transaction*).
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_NAME = re.compile(
    r"^-- name: (?P<name>\w+)(?:\((?P<columns>[^)]*)\) on (?P<table>\w+) by (?P<key>\w+))?\n",
    re.MULTILINE,
)


@dataclass(frozen=True, eq=False)
class SetStatement:
    """A statement over many rows at once, with the row key that orders its waves."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    table: str
    key: str
    text: str

    @cached_property
    def key_place(self) -> int:
        """Where the row key stands among the columns."""
        return self.columns.index(self.key)


class Statements:
    """The statements of one ``.sql`` file, by name; ``sha`` changes with any of them."""

    def __init__(self, module_file: str) -> None:
        self.source = Path(module_file).with_suffix(".sql").read_text(encoding="utf-8")
        self.sha = hashlib.sha256(self.source.encode()).hexdigest()
        self._texts: dict[str, str] = {}
        self._sets: dict[str, SetStatement] = {}
        heads = list(_NAME.finditer(self.source))
        ends = [head.start() for head in heads[1:]] + [len(self.source)]
        for head, end in zip(heads, ends, strict=True):
            self._take(head, self.source[head.end() : end].strip().rstrip(";"))

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def over(self, name: str) -> SetStatement:
        """The set-based statement of that name."""
        return self._sets[name]

    def _take(self, head: re.Match[str], body: str) -> None:
        name = head["name"]
        if head["columns"] is None:
            self._texts[name] = body
            return
        pairs = [pair.split(maxsplit=1) for pair in head["columns"].split(",")]
        columns = tuple(column for column, _ in pairs)
        types = tuple(kind.strip() for _, kind in pairs)
        arrays = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(types, start=1))
        names = ", ".join(columns)
        fact = f"with fact as (select * from unnest({arrays}) as f({names}))\n"  # noqa: S608 - our files
        self._sets[name] = SetStatement(
            name, columns, types, head["table"], head["key"], fact + body
        )
