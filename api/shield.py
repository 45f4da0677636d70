"""What stands before every request: its id, its headers, and the guard against CSRF."""

import time
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

import structlog
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.get_logger(__name__)

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_NO_STORE = (b"cache-control", b"no-store")
LARGEST = 262_144
"""Bytes of a request's body: a long form is a twentieth of it."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Shield:
    """ASGI middleware. Pages are written to only from pages of the same origin."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, request_id, method = time.perf_counter(), uuid4().hex, scope["method"]
        status, size, head = 500, 0, method == "HEAD"
        if head:  # answered as GET is (RFC 9110 §9.3.2), without its body
            scope = {**scope, "method": "GET"}
        scope.setdefault("state", {}).update(request_id=request_id, head=head)

        async def measured() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > LARGEST:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _with_ours(message["headers"], request_id)
            elif head:
                message = {**message, "body": b""}
            await send(message)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        scope["state"]["cross_site"] = _crosses_sites(scope)
        try:
            await self.app(scope, measured, answer)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            spent = round((time.perf_counter() - begun) * 1000, 1)
            _log.info("request.done", method=method, route=route, status=status, ms=spent)


def _with_ours(
    headers: list[tuple[bytes, bytes]], request_id: str
) -> list[tuple[bytes, bytes]]:
    """An answer's own policy and keeping stand; the rest is the same for all."""
    said = {name for name, _ in headers}
    ours = [each for each in (*HEADERS, _NO_STORE) if each[0] not in said]
    return [*headers, *ours, (b"x-request-id", request_id.encode())]


def _crosses_sites(scope: Scope) -> bool:
    """Whether a browser says that an unsafe request comes from elsewhere, or says nothing.

    Sec-Fetch-Site where there is one, else Origin against Host. Requests of the API
    carry a bearer token and no cookie: nothing to forge.
    """
    if scope["method"] in _SAFE or scope["path"].startswith("/api/"):
        return False
    headers: Mapping[bytes, bytes] = dict(scope["headers"])
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site not in (b"same-origin", b"none")
    origin = headers.get(b"origin", b"").decode("latin-1")
    return not origin or urlsplit(origin).netloc != headers.get(b"host", b"").decode("latin-1")
