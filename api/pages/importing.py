"""A table sent from a page: what it did, or what is wrong with each of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile

from api.commands.csv_lines import LARGEST_TABLE, UnreadableTable
from api.commands.csv_rows import RowFault, TableRefused
from api.commands.importing import Import, Imported
from api.pages.visit import Visit

_TRIED = "essai"


@dataclass(frozen=True)
class Sent:
    """What became of a table: its report, or its faults, or why it is none."""

    report: Imported | None = None
    faults: Sequence[RowFault] = ()
    reason: str = ""

    @property
    def status(self) -> int:
        return 200 if self.report else 422


async def sent_table(request: Request, visit: Visit, it: Import[Any]) -> Sent:
    """Take the file of that form; its button says whether to try it or to write it."""
    async with request.form(max_files=1, max_fields=8) as form:
        file = form.get("file")
        content = await file.read(LARGEST_TABLE + 1) if isinstance(file, UploadFile) else b""
        dry_run = form.get("quoi") == _TRIED
    try:
        return Sent(await it.take(visit.desk, content, dry_run=dry_run))
    except UnreadableTable as unreadable:
        return Sent(reason=unreadable.reason)
    except TableRefused as refused:
        return Sent(faults=refused.faults)
