"""Tables over HTTP: a file is taken as a whole, or its faults are told row by row."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.commands.importing import Import
from api.commands.resources import IMPORTS
from api.http.answers import answer
from api.http.seats import Importing
from api.http.shapes.imports import Imported

router = APIRouter()
_DryRun = Annotated[bool, Query(description="Essayer chaque ligne, et ne rien écrire.")]
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"text/csv": {"schema": {"type": "string"}}},
        "description": "Un tableau en UTF-8, virgules ou points-virgules, 256 ko au plus.",
    }
}


def _door(it: Import[Any]) -> Callable[..., Awaitable[Response]]:
    async def take(request: Request, desk: Importing, *, dry_run: _DryRun = False) -> Response:
        report = await it.take(desk, await request.body(), dry_run=dry_run)
        return answer(report.model_dump(), 201)

    return take


for _import in IMPORTS.values():
    router.post(
        f"/{_import.address}/imports", status_code=201, response_model=Imported,
        name=f"{_import.address}-imports", tags=[_import.address], summary=_import.title,
        openapi_extra=_BODY,
    )(_door(_import))  # fmt: skip
