"""The feed of changes as server-sent events: ``id`` is the position, ``data`` a line.

A batch leaves once the look at it is on record and the caller's rights were read afresh.
Nothing is kept for a client: one that was cut off comes back with ``Last-Event-ID``.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from functools import partial
from typing import Annotated, Any

import structlog
from asyncpg import PostgresError
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.types import Receive, Scope, Send

from api.desk import Desk
from api.http.answers import plain
from api.http.journal import shown
from api.http.seats import Reading, asker_of
from api.news import News
from api.views.journal import Line, changes_after
from domain.policies import Asker
from store.pools import LOST

router = APIRouter(tags=["journal"])
_log = structlog.get_logger(__name__)
Position = Annotated[int, Query(ge=0, le=2**62)]
LastEventId = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=2**62)]
Batches = AsyncIterator[bytes]

_BATCH = 100
_PATIENCE = 30.0
"""Seconds that a client may leave a batch unread before its stream is cut off."""
_SETTLED = 60.0
"""Seconds after which a fact that this reader may not see is passed over for good.

Until then it may still become theirs: who is asked enters the case a moment later.
"""


class Stream(Response):
    """Batches of events until they end, the client leaves, or stays too long behind."""

    media_type = "text/event-stream"

    def __init__(self, batches: Batches, news: News, asker: Asker) -> None:
        self._batches, self._news, self._asker = batches, news, asker
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._news.following(self._asker):
            await send({
                "type": "http.response.start", "status": 200, "headers": self.raw_headers,
            })  # fmt: skip
            if scope["state"]["head"] or await _first(self._write(send), _left(receive)):
                await send({"type": "http.response.body"})

    async def _write(self, send: Send) -> bool:
        """Whether the batches came to their end; else nobody took the last one."""
        try:
            async for batch in self._batches:
                if not await _taken(send, batch):
                    return False
        except (*LOST, PostgresError) as error:
            _log.warning("stream.ended", error=type(error).__name__)
        return True


@router.get("/changes/stream", status_code=200, response_class=Stream)
async def stream(
    request: Request, desk: Reading, after: Position = 0, last_event_id: LastEventId = None
) -> Response:
    """Suivre les faits à mesure : chaque événement porte un fait, `id` est sa position.

    `data` est une ligne comme celles de `/changes`. On reprend où l’on était par
    `Last-Event-ID`, sinon `after`. Un commentaire toutes les quinze secondes dit que le flux
    vit. Il s’arrête quand le jeton perd ses droits. Un fait qui devient lisible plus d’une
    minute après coup n’est pas rejoué : lire alors l’historique de la situation.
    """
    news: News = request.app.state.news
    since = after if last_event_id is None else last_event_id
    batches = _batches(desk, news, partial(asker_of, request), since)
    return Stream(batches, news, desk.asker)


async def _batches(
    desk: Desk, news: News, holder: Callable[[], Awaitable[Asker | None]], after: int
) -> Batches:
    known, seen, since = after, after, time.monotonic()  # told · once read through · when
    yield KEEPALIVE_COMMENT
    while True:
        told = news.of(desk.territory)
        if news.over or await holder() != desk.asker:
            return
        async with desk.look("changes") as sight:
            lines, head = await changes_after(sight, after, _BATCH), await sight.position()
        if lines:
            known = after = lines[-1].fact.at.position
            yield b"".join(_event(line) for line in lines)
            continue
        if time.monotonic() - since > _SETTLED:
            after, seen, since = max(after, seen), head, time.monotonic()
        if not await _comes(told, news.heartbeat):
            yield KEEPALIVE_COMMENT if after == known else _mark(after)
            known = after


def _event(line: Line) -> bytes:
    data = json.dumps(shown(line), default=plain, ensure_ascii=False, separators=(",", ":"))
    return format_sse_event(data_str=data, id=str(line.fact.at.position))


def _mark(position: int) -> bytes:
    """A sign of life that a client remembers as where it is; nothing is dispatched for it."""
    return format_sse_event(id=str(position))


async def _comes(told: asyncio.Event, within: float) -> bool:
    try:
        await asyncio.wait_for(told.wait(), within)
    except TimeoutError:
        return False
    return True


async def _taken(send: Send, batch: bytes) -> bool:
    said = {"type": "http.response.body", "body": batch, "more_body": True}
    try:
        await asyncio.wait_for(send(said), _PATIENCE)
    except TimeoutError:
        return False
    return True


async def _left(receive: Receive) -> bool:
    while (await receive())["type"] != "http.disconnect":
        pass
    return False


async def _first(*works: Coroutine[Any, Any, bool]) -> bool:
    """What the first to end says; the others are given up."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return all(task.result() for task in done)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
