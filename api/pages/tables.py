"""Tables sent from a page: a file is checked, then taken whole, or its faults are told."""

import csv
import hashlib
import io
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from api.commands.asks import Ask
from api.commands.blanks import blanks_of
from api.commands.csv_rows import RowFault, TableRefused, UnreadableTable
from api.commands.importing import Import, Imported
from api.pages.forms import Form
from api.pages.visit import Visit

_MOST_FIELDS = 10
_NO_FILE = "choisissez un fichier"


class Upload(NamedTuple):
    """A form with a file. ``tries``: it is only to be checked."""

    form: Form
    content: bytes

    @property
    def tries(self) -> bool:
        return self.form["essai"] == "oui"


class Taken(NamedTuple):
    """What became of a file: a report; or why it is no table, or what is wrong in which row."""

    report: Imported | None = None
    reason: str = ""
    faults: tuple[RowFault, ...] = ()

    @property
    def status(self) -> int:
        return 200 if self.report is not None else 422


async def upload_of(request: Request) -> Upload:
    """The form that was posted; what is no file there is none."""
    async with request.form(max_files=1, max_fields=_MOST_FIELDS) as said:
        file = said.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
    fields = [(name, value) for name, value in said.multi_items() if isinstance(value, str)]
    return Upload(Form([*fields, ("empreinte", hashlib.sha256(content).hexdigest())]), content)


Uploaded = Annotated[Upload, Depends(upload_of)]


async def taken(visit: Visit, into: Import[Any], upload: Upload) -> Taken:
    """Check the file, and take it unless it was only to be checked; once, if sent twice."""
    if not upload.content:
        return Taken(reason=_NO_FILE)
    try:
        desk = await visit.keyed(upload.form)
        return Taken(await into.take(desk, upload.content, dry_run=upload.tries))
    except UnreadableTable as unreadable:
        return Taken(reason=unreadable.reason)
    except TableRefused as refused:
        return Taken(faults=tuple(refused.faults))


def model_of(ask: type[Ask], name: str) -> Response:
    """A table with the titles of its columns and no row, as spreadsheets open it."""
    said = io.StringIO()
    csv.writer(said, delimiter=";").writerow(blank.title for blank in blanks_of(ask))
    disposition = f'attachment; filename="{name}"'
    return Response(
        said.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )  # fmt: skip
