"""``maillage session list``, ``show`` and ``minutes``: the sessions of the watch cell."""

from collections.abc import Awaitable, Callable
from typing import Any

from api.cli.exits import Exit
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import acting
from api.http.watch_sessions import told
from api.sight import Sight
from api.views.watch_sessions import minutes_of, session_of, sessions_in
from domain import codes
from domain.watch_session_life import SHAREABLE
from projections.wording import label, labels, moment

_STATES = {"convened": "convoquée", "held": "tenue", "cancelled": "annulée"}
_ANSWERS = {
    "proposed": "attend sa réponse", "accepted": "acceptée", "refused": "refusée",
    "led": "acceptée, suivie ailleurs", "done": "menée à bien", "dropped": "abandonnée",
}  # fmt: skip
_Reading = Callable[[Sight], Awaitable[Any]]


def every(territory: str, token: str, *, as_json: bool) -> Exit:
    async def read(sight: Sight) -> list[dict[str, Any]]:
        return [dict(row) for row in await sessions_in(sight)]

    return run(_read(territory, token, read, _lines, as_json=as_json))


def show(territory: str, session: str, token: str, *, as_json: bool) -> Exit:
    one = identifier(session, "SÉANCE")

    async def read(sight: Sight) -> dict[str, Any]:
        return told(await session_of(sight, one))

    return run(_read(territory, token, read, _one, as_json=as_json))


def minutes(territory: str, session: str, kind: str, token: str, *, as_json: bool) -> Exit:
    one = identifier(session, "SÉANCE")

    async def read(sight: Sight) -> dict[str, Any]:
        return told(await minutes_of(sight, one, kind), shareable=kind == SHAREABLE)

    return run(_read(territory, token, read, _one, as_json=as_json))


async def _read(
    territory: str, token: str, read: _Reading, lines: Callable[[Any], list[str]],
    *, as_json: bool,
) -> Exit:  # fmt: skip
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        async with desk.look("watch-session") as sight:
            found = await read(sight)
    if as_json:
        answer(found)
    else:
        say(*lines(found))
    return Exit.DONE


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{_headed(row)}  {row['session']}" for row in rows] or ["Aucune séance."]


def _headed(row: dict[str, Any]) -> str:
    state = _STATES[row["state"]]
    return f"{moment(row['meets_at'])}  séance n° {row['number']}, {row['title']} ({state})"


def _one(it: dict[str, Any]) -> list[str]:
    lines = [_headed(it), f"  {it['place']}"]
    if it["summary"]:
        lines.append(f"  {it['summary']}")
    for item in it["items"]:
        regime = label(codes.REGIMES, item["regime"])
        lines.append(f"  {labels(codes.THEMES, item['themes'])} ({regime})")
        lines += [_follow_up(each) for each in item["follow_ups"]]
    if it["hidden"]:
        lines.append(f"  Partie restreinte : {it['hidden']}.")
    return lines


def _follow_up(each: dict[str, Any]) -> str:
    kind = label(codes.FOLLOW_UP_KINDS, each["kind"])
    said = each["text"] or kind
    return f"    suite n° {each['number']}, {_ANSWERS[each['answer']]} : {said}"
