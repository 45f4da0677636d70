"""An export of the journal: every line that is found, in an archive with its manifest.

It is read and sent in batches. Each is one look: the row in ``consultations`` names the
cases of its lines, in the transaction that read them, before any of them leaves.
"""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from api.desk import Desk
from api.views.inbox import names_of
from api.views.journal import Line, lines_of
from api.views.journal_columns import COLUMNS
from api.views.journal_search import Filter, KnownAt
from api.views.journal_table import TABLES, Table
from domain import codes
from domain.case_reading import hidden_kinds
from domain.local_time import PARIS
from domain.policies import reads_whole_journal
from projections.wording import label

FORMATS = tuple(TABLES)
_BATCH = 1_000
_HIDDEN = (
    "Le nom des professionnel·les : seuls leur service et leur fonction figurent.",
    "L’identité des personnes et tout texte des situations : rien de scellé n’est ouvert.",
)
_HIDDEN_FROM_SERVICES = (
    "Les faits d’autres services, hors du réseau et des situations où ce service est partie."
)
_SECRETS = (
    "Les transmissions à la protection et les informations d’une autorité faites par d’autres."
)


class Export(NamedTuple):
    """An archive in the making: its name, where the journal is read, its bytes."""

    name: str
    position: int
    chunks: AsyncIterator[bytes]


@dataclass
class Written:
    """What the manifest says of the file: lines, bytes, SHA-256."""

    lines: int = 0
    size: int = 0

    def __post_init__(self) -> None:
        self.hash = sha256()

    def take(self, piece: bytes) -> bytes:
        self.size += len(piece)
        self.hash.update(piece)
        return piece


async def exported(
    desk: Desk, sought: Filter, form: str, known_at: KnownAt | None = None
) -> Export:
    """The export of what that desk may see; refusals are raised before anything leaves."""
    async with desk.look("journal-export") as sight:
        first = await lines_of(sight, sought, _BATCH, None, known_at)
        names = await names_of(sight, [desk.asker.partner] if desk.asker.partner else [])
    said = _said(desk, sought, form, first.position, next(iter(names.values()), None))
    name = f"journal-{desk.territory}-position-{first.position}-{form}.zip"
    pages = _pages(desk, sought, first.lines, first.position)
    return Export(name, first.position, _archive(TABLES[form](), said, pages))


async def _pages(
    desk: Desk, sought: Filter, lines: Sequence[Line], position: int
) -> AsyncIterator[Sequence[Line]]:
    """The first batch of lines, and all that follow; each is read when it is wanted."""
    yield lines
    while len(lines) == _BATCH:
        before = lines[-1].fact.at.position
        async with desk.look("journal-export") as sight:
            lines = (await lines_of(sight, sought, _BATCH, before, position)).lines
        yield lines


async def _archive(
    table: Table, said: dict[str, Any], pages: AsyncIterator[Sequence[Line]]
) -> AsyncIterator[bytes]:
    """The bytes of the archive, as they come."""
    sink, written, when = _Sink(), Written(), said["generated_at"]
    file = _entry(f"journal.{table.suffix}", when)
    try:
        with ZipFile(sink, "w") as archive:
            with archive.open(file, "w", force_zip64=True) as entry:
                async for piece in _pieces(table, written, pages):
                    entry.write(written.take(piece))
                    yield sink.taken()
            manifest = _manifest(said, file.filename, written)
            archive.writestr(_entry("manifeste.json", when), manifest)
        yield sink.taken()
    finally:
        table.leave()


async def _pieces(
    table: Table, written: Written, pages: AsyncIterator[Sequence[Line]]
) -> AsyncIterator[bytes]:
    """The bytes of the file, batch by batch."""
    yield table.begin()
    async for lines in pages:
        written.lines += len(lines)
        yield table.add(lines)
    await asyncio.to_thread(table.close)
    for piece in table.rest():
        yield piece


def _manifest(said: dict[str, Any], name: str, written: Written) -> str:
    file = {
        "name": name, "lines": written.lines, "bytes": written.size,
        "sha256": written.hash.hexdigest(),
    }  # fmt: skip
    whole = {**said, "generated_at": said["generated_at"].isoformat(), "file": file}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _said(
    desk: Desk, sought: Filter, form: str, position: int, service: str | None
) -> dict[str, Any]:
    """Who asked what, where, when; and what they do not get."""
    whole = reads_whole_journal(desk.asker)
    role = desk.asker.role
    secrets = (_SECRETS,) if hidden_kinds(desk.asker) else ()
    return {
        "territory": desk.territory,
        "asked_by": {
            "role": role, "role_label": label(codes.ROLES, role), "service": service,
        },
        "filter": sought.model_dump(mode="json", exclude_none=True),
        "position": position,
        "generated_at": desk.log.now,
        "format": form,
        "order": "position, la plus récente d’abord",
        "columns": [{"name": each.name, "title": each.title} for each in COLUMNS],
        "hidden": [*_HIDDEN, *secrets, *(() if whole else (_HIDDEN_FROM_SERVICES,))],
    }  # fmt: skip


def _entry(name: str, when: Any) -> ZipInfo:
    entry = ZipInfo(name, when.astimezone(PARIS).timetuple()[:6])
    entry.compress_type = ZIP_STORED if name.endswith(".xlsx") else ZIP_DEFLATED
    return entry


class _Sink(io.RawIOBase):
    """Takes what is written, and gives it away."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
