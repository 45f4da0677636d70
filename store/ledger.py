"""The ledger of destroyed keys: an append-only file beside the master key.

One JSON line per key, fsynced before the key is deleted. The table ``destructions`` is
its twin: what a restored backup has forgotten, the file still knows.
"""

import json
import os
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from store.durable import sync_folder


class Destroyed(NamedTuple):
    """One key whose end was decided."""

    territory: str
    key_id: UUID
    subject: UUID
    sensitivity: str


class LedgerShorter(Exception):
    """The ledger file lacks destructions that the database has completed."""


class Ledger:
    """The file; several processes may append to it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> list[Destroyed]:
        """All keys destroyed so far; a torn line (a crash in mid-write) is not one."""
        if not self._path.exists():
            return []
        text = self._path.read_text(encoding="ascii")
        whole = text[: text.rfind("\n") + 1]
        return [_entry(json.loads(line)) for line in whole.splitlines() if line.endswith("}")]

    def append(self, destroyed: list[Destroyed]) -> None:
        """Add what is not there yet, and return only when it is on the disk."""
        known = {entry.key_id for entry in self.entries()}
        lines = [_line(entry) for entry in destroyed if entry.key_id not in known]
        if not lines:
            return
        descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab+") as file:
            if _torn(file.fileno()):
                lines.insert(0, "\n")
            file.write("".join(lines).encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self._path.parent)


def _line(entry: Destroyed) -> str:
    return json.dumps(entry._asdict(), default=str) + "\n"


def _entry(line: dict[str, str]) -> Destroyed:
    return Destroyed(
        line["territory"], UUID(line["key_id"]), UUID(line["subject"]), line["sensitivity"]
    )


def _torn(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
