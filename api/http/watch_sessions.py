"""Sessions of the watch cell over HTTP: the list, one, and its minutes."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http import answers
from api.http.answers import page
from api.http.seats import Reading
from api.http.shapes import watch_sessions as shapes
from api.views.watch_sessions import (
    FollowUpSeen,
    ItemSeen,
    SessionSeen,
    minutes_of,
    session_of,
    sessions_in,
)
from domain.values import SessionId, Withheld
from domain.watch_session_life import SHAREABLE

router = APIRouter(tags=["watch-sessions"])
_LINE = frozenset(shapes.SessionLine.model_fields)
_SESSION = (
    "session", "version", "convener", "number", "title", "meets_at", "place", "state",
    "approved",
)  # fmt: skip
_FOLLOW_UP = (
    "number", "kind", "responsible", "beneficiary", "due", "answer", "reason", "promise",
    "resource", "led_kind", "led_to",
)  # fmt: skip
_NO_TRACE = ("led_to",)
_FIRST, _LAST = 2000, 2100


@router.get("/watch-sessions", response_model=shapes.SessionPage)
async def mine(
    request: Request,
    desk: Reading,
    after: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Les séances de la cellule de veille, de la dernière à la première."""
    async with desk.look("watch-sessions") as sight:
        rows = await sessions_in(sight, _key(after), limit)
        items = [{name: row[name] for name in _LINE} for row in rows]
        last = rows[-1] if len(rows) == limit else None
        more = f"{last['meets_at'].isoformat()}/{last['session']}" if last else None
        return await page(sight, request, items, more)


@router.get("/watch-sessions/{session}", response_model=shapes.SessionSeen)
async def read(session: SessionId, desk: Reading) -> Response:
    """Une séance : qui y est invité, son ordre du jour, les suites proposées."""
    async with desk.look("watch-session") as sight:
        view = await session_of(sight, session)
        return await answers.found(sight, told(view), view.row["version"])


@router.get("/watch-sessions/{session}/minutes", response_model=shapes.Minutes)
async def minutes(
    session: SessionId, desk: Reading, kind: Literal["restricted", "shareable"]
) -> Response:
    """Un compte rendu : restreint, pour qui y était invité ; partageable, pour tous."""
    async with desk.look("watch-minutes") as sight:
        view = await minutes_of(sight, session, kind)
        said = told(view, shareable=kind == SHAREABLE)
        said |= {"kind": kind, "approved_on": view.approved_on.get(kind)}
        return await answers.found(sight, said, view.row["version"])


def told(view: SessionSeen, *, shareable: bool = False) -> dict[str, Any]:
    return {
        **{name: view.row[name] for name in _SESSION},
        "members": [
            {"partner": row["partner"], "name": view.names.get(row["partner"], ""),
             "college": row["college"]}
            for row in view.members
        ],
        "items": [_item(each, shareable=shareable) for each in view.items],
        "hidden": view.hidden, "counts": view.counts._asdict(), "summary": view.summary,
    }  # fmt: skip


def _item(each: ItemSeen, *, shareable: bool) -> dict[str, Any]:
    return {
        "alert": None if shareable else each.alert, "regime": each.regime,
        "themes": each.themes, "urgency": each.urgency, "there": each.there,
        "conclusion": _clear(each.conclusion),
        "follow_ups": [_follow_up(it, shareable=shareable) for it in each.follow_ups],
    }  # fmt: skip


def _follow_up(each: FollowUpSeen, *, shareable: bool) -> dict[str, Any]:
    said = {name: each.row[name] for name in _FOLLOW_UP}
    said |= {"text": _clear(each.text), "sentence": _clear(each.sentence)}
    return said | dict.fromkeys(_NO_TRACE if shareable else ())


def _clear(words: str | Withheld | None) -> str | None:
    return words if isinstance(words, str) else None


def _key(after: str | None) -> tuple[datetime, UUID] | None:
    """The key of a page; None, the first one, for what is none."""
    when, _, session = (after or "").partition("/")
    try:
        moment, stream = datetime.fromisoformat(when), UUID(session)
    except ValueError:
        return None
    return (moment, stream) if moment.tzinfo and _FIRST <= moment.year <= _LAST else None
