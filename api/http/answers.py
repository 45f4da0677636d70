"""What the API answers: receipts with their ETag, pages with their next link."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from asyncpg import Record
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.identity import Representative
from store.receipts import Receipt


class Recorded(BaseModel):
    """What became of a command: its place in the journal and the new version."""

    command: UUID
    version: int
    position: int
    recorded_at: datetime


class Begun(Recorded):
    """The same, of something new: ``id`` is how it is named from now on."""

    id: UUID


def recorded(receipt: Receipt, location: str | None = None) -> Response:
    """201, with the new version as ETag."""
    headers = {"ETag": f'"{receipt.version}"'}
    if location:
        headers["Location"] = location
    return answer(_told(receipt), 201, headers)


def begun(receipt: Receipt, stream: UUID, location: str) -> Response:
    """201, with the version, the identifier and the place of what is new."""
    headers = {"ETag": f'"{receipt.version}"', "Location": location}
    return answer(_told(receipt) | {"id": stream}, 201, headers)


def answer(said: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON of plain values, rows, dates and identifiers."""
    body = json.dumps(said, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode(), status, headers, "application/json")


def page(request: Request, items: Sequence[Any], after: str | None) -> Response:
    """One keyset page: ``items``, and a ``Link`` to the next while there is one."""
    headers = {}
    if after is not None:
        query = urlencode({**request.query_params, "after": after})
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return answer({"items": items, "next": after}, headers=headers)


def _told(receipt: Receipt) -> dict[str, Any]:
    return {
        "command": receipt.command_id, "version": receipt.version,
        "position": receipt.position, "recorded_at": receipt.recorded_at,
    }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return dict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Representative):
        return asdict(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return str(value)
