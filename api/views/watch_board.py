"""The watch board: what the cell has before it, list by list, and what it may have missed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from api.sight import Sight
from api.views.alerts import Row, with_their_cases
from api.views.inbox import names_of
from api.views.weak_signals import Signal, signals_of
from domain.alert_policies import decide_board, reads_situation_alerts
from domain.rules import Rule
from projections import watch_board

MOST = 500
ALIKE_WITHIN = 15
"""Days between two alerts on one theme in one quartier that may say the same."""


class Lane(NamedTuple):
    """One list of the board: ``code`` in the API, ``title`` on the page; what stands in it."""

    code: str
    title: str
    action: str
    holds: Callable[[Row, date], bool]


class Listed(NamedTuple):
    code: str
    title: str
    action: str
    alerts: Sequence[Row]


class Board(NamedTuple):
    """An alert stands once, in the most pressing lane. ``alike``: pairs that may be one."""

    lanes: Sequence[Listed]
    alike: Sequence[tuple[Row, Row]]
    signals: Sequence[Signal]
    names: Mapping[UUID, str]
    whole: bool


def is_late(row: Row, today: date) -> bool:
    return row["due"] is not None and row["due"] < today


LANES: Sequence[Lane] = (
    Lane(
        "late", "En retard, ou sans réponse", "Prendre en compte, ou obtenir la réponse",
        lambda row, today: is_late(row, today) or row["answerable"] is not None,
    ),
    Lane(
        "to-triage", "À qualifier", "Qualifier, confier ou mettre à l’ordre du jour",
        lambda row, _: row["state"] in ("raised", "acknowledged"),
    ),
    Lane(
        "on-agenda", "À l’ordre du jour", "Examiner en séance",
        lambda row, _: row["state"] == "on-agenda",
    ),
    Lane(
        "without-owner", "Sans service responsable", "Confier à un service",
        lambda row, _: row["owner"] is None and row["state"] in ("qualified", "examined"),
    ),
    Lane(
        "followed", "Suivies par un service", "Suivre jusqu’à sa conclusion",
        lambda row, _: row["owner"] is not None and row["state"] in ("qualified", "examined"),
    ),
)  # fmt: skip


async def board_of(sight: Sight, rule: Rule) -> Board:
    """What of the board is for this reader; the look at each alert is on record.

    Raises ``NotAllowed`` for who meets nobody.

    ``rule``: that of weak signals, which only who reads every alert is proposed.
    """
    decide_board(sight.asker)
    whole = reads_situation_alerts(sight.asker)
    found = await sight.fetch(watch_board.statements["open"], whole, MOST)
    await sight.at_cases(*(row["alert"] for row in found))
    rows = await with_their_cases(sight, found)
    by_id = {row["alert"]: row for row in rows}
    pairs = await sight.fetch(watch_board.statements["alike"], list(by_id), ALIKE_WITHIN)
    services = {row[who] for row in rows for who in ("raiser", "owner", "answerable")}
    return Board(
        listed(rows, sight.today),
        [(by_id[pair["one"]], by_id[pair["other"]]) for pair in pairs],
        await signals_of(sight, rule) if whole else [],
        await names_of(sight, services - {None}),
        whole,
    )  # fmt: skip


def listed(rows: Sequence[Row], today: date) -> list[Listed]:
    """The lanes, the most pressing first; each alert in the first that holds it."""
    lanes: dict[str, list[Row]] = {each.code: [] for each in LANES}
    for row in rows:
        lane = next((each for each in LANES if each.holds(row, today)), None)
        if lane is not None:
            lanes[lane.code].append(row)
    return [Listed(each.code, each.title, each.action, lanes[each.code]) for each in LANES]


async def waiting(sight: Sight, partner: UUID) -> list[Row]:
    """The alerts that wait for a partner to see to or to answer, and that it still reads."""
    rows = await sight.fetch(watch_board.statements["concerning"], partner, MOST)
    reach = await sight.within_reach(row["alert"] for row in rows)
    await sight.at_cases(*reach)
    return await with_their_cases(sight, [row for row in rows if row["alert"] in reach])
