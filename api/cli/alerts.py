"""``maillage alert raise``, ``show`` and ``list``: written and read, each look on record."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from api.cli.bodies import asked, text_of
from api.cli.exits import Exit
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import acting, dated
from api.commands.alert_asks import NewAlert, Raised
from api.commands.alerts import raise_alert
from api.commands.deadlines import territory_of
from api.http.seats import keyed
from api.pages.alert import STATES
from api.views.alerts import AlertView, alert_in_sight
from api.views.watch_board import Board, board_of
from domain import codes
from domain.rules import WEAK_SIGNAL
from domain.values import Withheld
from projections.sentences import sentence
from projections.wording import day, label, labels


def raise_one(
    territory: str, file: Path, key: str | None, token: str, *, as_json: bool
) -> Exit:
    text = text_of(file)
    return run(_raise(territory, asked(NewAlert, text), text, key, token, as_json=as_json))


def show(territory: str, alert: str, token: str, *, as_json: bool) -> Exit:
    return run(_show(territory, identifier(alert, "ALERTE"), token, as_json=as_json))


def every(territory: str, token: str, *, as_json: bool) -> Exit:
    return run(_every(territory, token, as_json=as_json))


async def _raise(
    territory: str, ask: NewAlert, text: str, key: str | None, token: str, *, as_json: bool
) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        raised = await raise_alert(await keyed(desk, key, text) if key else desk, ask)
    if as_json:
        answer(raised)
    else:
        say(_raised(raised))
    return Exit.DONE


def _raised(raised: Raised) -> str:
    return f"Alerte {raised.alert} lancée, position {raised.position} du journal."


async def _show(territory: str, alert: UUID, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        async with desk.look("alert") as sight:
            it = await alert_in_sight(sight, alert)
    if as_json:
        answer({"alert": it.alert, "facts": it.raised.facts, "history": list(_told(it))})
    else:
        say(*_lines(it))
    return Exit.DONE


def _lines(it: AlertView) -> Iterable[str]:
    row = it.alert
    due = f", avant le {day(row['due'])}" if row["due"] else ""
    owner = it.names.get(row["owner"], "aucun service")
    facts = it.raised.facts
    yield f"{label(codes.ALERT_KINDS, row['kind'])}, version {row['version']}"
    yield f"{labels(codes.THEMES, row['themes'])} ; responsable : {owner}"
    yield f"{STATES[row['state']]}{due}"
    yield "" if isinstance(facts, Withheld) else facts
    yield from (f"  {dated(fact.at)}  {sentence(fact, it.names)}" for fact in it.history)


def _told(it: AlertView) -> Iterable[Mapping[str, Any]]:
    for fact in it.history:
        at = fact.at
        yield {
            "position": at.position, "occurred_at": at.occurred_at, "kind": at.kind,
            "sentence": sentence(fact, it.names),
        }  # fmt: skip


async def _every(territory: str, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        rule = (await territory_of(desk)).rules[WEAK_SIGNAL]
        async with desk.look("watch-board") as sight:
            board = await board_of(sight, rule)
    if as_json:
        answer({
            "lanes": [each._asdict() for each in board.lanes],
            "signals": [each._asdict() for each in board.signals],
        })  # fmt: skip
    else:
        say(*_board(board))
    return Exit.DONE


def _board(board: Board) -> Iterable[str]:
    for lane in board.lanes:
        yield f"{lane.title} ({len(lane.alerts)})"
        for row in lane.alerts:
            theme = label(codes.THEMES, row["themes"][0])
            yield f"  {row['alert']}  {day(row['raised_on'])}  {theme}"
    for each in board.signals:
        theme = label(codes.THEMES, each.theme)
        counts = f"{each.households} ménages, {each.services} services"
        yield f"Signal faible : {theme}, {each.quartier}, {counts}"
