"""Who sits at the desk: bearer token, If-Match and Idempotency-Key of a request."""

import re
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import Depends, Path, Request

from api.access import Access
from api.desk import Desk
from api.installation import Installation
from api.problems import Problem
from domain.policies import Asker
from domain.values import TerritoryId
from store.requests import Request as Idempotent

_FORMS = UUID("d4f0ab4e-6f3c-5d2f-9f0e-0a52a64f2d11")
_ETAG = re.compile(r'(?:W/)?"([1-9]\d{0,8})"')
_JSON = re.compile(r"application/([!#$&^_.+\w-]+\+)?json\s*(;|$)", re.IGNORECASE)
_CSV = re.compile(r"text/csv\s*(;|$)", re.IGNORECASE)
_KEY = re.compile(r"[!-~]{1,200}")
Territory = Annotated[TerritoryId, Path(description="Code INSEE de la commune")]


async def seat(request: Request, territory: Territory) -> Desk:
    """A desk for the token's agent, in the token's own territory."""
    asker = await asker_of(request)
    if asker is None:
        raise Problem(401, "no-token", headers={"WWW-Authenticate": "Bearer"})
    if asker.territory != territory:
        raise Problem(404, "unknown")
    return desk_of(request, asker, "api")


async def asker_of(request: Request) -> Asker | None:
    """Who holds the request's token now; None for a token that gives no right."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    access: Access = request.app.state.access
    return await access.asker_of(token.strip()) if scheme.lower() == "bearer" else None


async def writing_seat(request: Request, territory: Territory) -> Desk:
    """A desk to write at; the Idempotency-Key makes a repetition harmless."""
    desk = await seat(request, territory)
    if not _JSON.match(request.headers.get("content-type", "application/json")):
        raise Problem(415, "unsupported-media-type", headers={"Accept": "application/json"})
    return await _once(request, desk)


async def table_seat(request: Request, territory: Territory) -> Desk:
    """A desk to import a table at: its body is CSV, whole, in UTF-8."""
    desk = await seat(request, territory)
    if not _CSV.match(request.headers.get("content-type", "")):
        raise Problem(415, "unsupported-media-type", headers={"Accept": "text/csv"})
    return await _once(request, desk)


async def _once(request: Request, desk: Desk) -> Desk:
    """The desk of a request that may come again, where it has a key."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return desk
    if not _KEY.fullmatch(key):
        raise Problem(400, "bad-key", errors=[_fault("Idempotency-Key", "clé invalide")])
    body = f"{request.method} {request.url.path}\n{(await request.body()).hex()}"
    return await keyed(desk, key, body)


async def acting_seat(request: Request, territory: Territory) -> Desk:
    """A desk to act on what exists: If-Match says which version the caller saw."""
    desk = await writing_seat(request, territory)
    said = request.headers.get("if-match")
    if said is None:
        raise Problem(428, "if-match-required", errors=[_fault("If-Match", "champ manquant")])
    if not (seen := _ETAG.fullmatch(said.strip())):
        raise Problem(400, "bad-if-match", errors=[_fault("If-Match", "version invalide")])
    return replace(desk, expected=int(seen[1]))


async def keyed(desk: Desk, key: str, body: str) -> Desk:
    """The desk of a request that may come again under that key."""
    keys = desk.installation.keys
    mac = await keys.digest(desk.territory, "request-body", body)
    agent = str(desk.asker.agent)
    form = uuid5(_FORMS, f"{desk.territory}/{agent}/{key}")
    return replace(desk, request=Idempotent(agent, key, mac), correlation=form)


def desk_of(request: Request, asker: Asker, source: str) -> Desk:
    """The desk of that asker, for this request."""
    installation: Installation = request.app.state.installation
    return Desk(installation, asker, source, request.state.request_id)


def _fault(field: str, reason: str) -> dict[str, Any]:
    return {"field": field, "reason": reason}


Reading = Annotated[Desk, Depends(seat)]
Writing = Annotated[Desk, Depends(writing_seat)]
Acting = Annotated[Desk, Depends(acting_seat)]
Importing = Annotated[Desk, Depends(table_seat)]
