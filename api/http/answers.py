"""What the API answers: receipts with their ETag, pages with their next link."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from asyncpg import Record
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.sight import Sight
from projections.sentences import sentence
from store.as_of import AsOf
from store.facts import Fact
from store.receipts import Receipt

POSITION = "X-Maillage-Position"


class Recorded(BaseModel):
    """Ce qu’il est advenu d’un acte : sa place dans le journal et la nouvelle version."""

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
    body = json.dumps(said, default=plain, ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode(), status, headers, "application/json")


def known_by(
    then: AsOf, said: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> Response:
    """What was known at a position; asked for again by it, the answer is the same."""
    position = {POSITION: str(then.position)}
    return answer({**said, "position": then.position}, headers=position | dict(headers or {}))


def fact_as_json(fact: Fact, names: Mapping[UUID, str]) -> dict[str, Any]:
    """A fact of a case as its reader is told of it."""
    at = fact.at
    return {
        "position": at.position, "kind": at.kind, "occurred_at": at.occurred_at,
        "recorded_at": at.recorded_at, "actor": at.actor, "service": at.organisation,
        "sentence": sentence(fact, names),
    }  # fmt: skip


async def found(sight: Sight, said: Any, version: int | None = None) -> Response:
    """What a reading found, with the position it saw, and its version as ETag."""
    headers = {POSITION: str(await sight.position())}
    if version is not None:
        headers["ETag"] = f'"{version}"'
    return answer(said, headers=headers)


async def page(
    sight: Sight, request: Request, items: Sequence[Any], after: str | None,
    *, position: int | None = None, **more: Any,
) -> Response:  # fmt: skip
    """One keyset page: ``items``, and a ``Link`` to the next while there is one.

    ``position``: where the log was read; the next page is read there too. ``more``: what
    stands beside the items.
    """
    said: dict[str, Any] = {"items": items, "next": after, **more}
    query = dict(request.query_params)
    if position is None:
        headers = {POSITION: str(await sight.position())}
    else:
        headers = {POSITION: str(position)}
        said["position"], query["known_at"] = position, str(position)
    if after is not None:
        query["after"] = after
        headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
    return answer(said, headers=headers)


def _told(receipt: Receipt) -> dict[str, Any]:
    return {
        "command": receipt.command_id, "version": receipt.version,
        "position": receipt.position, "recorded_at": receipt.recorded_at,
    }  # fmt: skip


def plain(value: Any) -> Any:
    """A value as JSON has it; for ``json.dumps``."""
    if isinstance(value, Record):
        return dict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return str(value)
