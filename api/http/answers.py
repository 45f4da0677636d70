"""What the API answers: receipts with their ETag, pages with their next link."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from asyncpg import Record
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from store.receipts import Receipt


class Recorded(BaseModel):
    """What became of a command: its place in the journal and the new version."""

    command: UUID
    version: int
    position: int
    recorded_at: datetime


def recorded(receipt: Receipt, location: str | None = None) -> Response:
    """201, with the new version as ETag."""
    said = {
        "command": receipt.command_id, "version": receipt.version,
        "position": receipt.position, "recorded_at": receipt.recorded_at,
    }  # fmt: skip
    headers = {"ETag": f'"{receipt.version}"'}
    if location:
        headers["Location"] = location
    return answer(said, 201, headers)


def answer(said: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON of plain values, rows, dates and identifiers."""
    body = json.dumps(said, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode(), status, headers, "application/json")


def page(
    request: Request, items: Sequence[Any], after: str | None, *, position: int | None = None
) -> Response:
    """One keyset page: ``items``, and a ``Link`` to the next while there is one.

    ``position``: where the log was read; the next page is read there too.
    """
    headers: dict[str, str] = {}
    said: dict[str, Any] = {"items": items, "next": after}
    query = dict(request.query_params)
    if position is not None:
        headers["X-Maillage-Position"] = str(position)
        said["position"], query["known_at"] = position, str(position)
    if after is not None:
        query["after"] = after
        headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
    return answer(said, headers=headers)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return dict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return str(value)
