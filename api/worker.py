"""What happens without anybody asking: reactions, the clock's rules, destructions.

One worker acts even where several processes run: it holds a lock of the database. What
it asks for has ids computed from its cause, so that nothing is done twice.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple, TypeVar
from uuid import UUID, uuid5

import structlog

from api.desk import Desk
from api.installation import Installation
from domain import clock, processes
from domain.aggregate import Aggregate, Refusal
from domain.alert import Alert
from domain.commitment import Commitment
from domain.contribution import Contribution
from domain.policies import SYSTEM, Asker
from domain.referral import Referral
from domain.rules import DEFAULTS, Rule
from domain.territory import Territory, territory_stream
from projections import commitments, inbox, needs, watch_board
from store import reading
from store.facts import Fact
from store.pools import LOST, Db
from store.refusals import FromTheFuture, OutOfOrder, Stale
from store.statements import Statements

_sql = Statements(__file__)
_log = structlog.get_logger(__name__)
_PROCESSES = UUID("0d3a8b52-5a8e-5d43-9c8b-6a5f0f1b7e21")
_BATCH, _AT_ONCE = 500, 32
_LATER = (FromTheFuture, OutOfOrder, Stale)
"""Refusals of the moment, not of the command: it is for the next round."""
X = TypeVar("X")
TIMED: Sequence[tuple[type[Aggregate], str]] = (
    (Referral, inbox.statements["due_for_the_clock"]),
    (Commitment, commitments.statements["due_for_the_clock"]),
    (Alert, watch_board.statements["due_for_the_clock"]),
    (Contribution, needs.statements["due_for_the_clock"]),
)
"""What the clock looks after, and the statement that finds the streams of it that are due."""


@asynccontextmanager
async def working(installation: Installation, every: float | None) -> AsyncIterator[None]:
    """The worker, while the block lasts."""
    if every is None:
        yield
        return
    task = asyncio.create_task(_work(installation, every))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def round_of(installation: Installation, territory: str) -> int:
    """Do what is due in a territory now; how many commands were written."""
    return await _react(installation, territory) + await _keep_time(installation, territory)


async def _work(installation: Installation, every: float) -> None:
    while True:
        try:
            async with installation.readers.acquire() as db:
                await _in_turn(installation, db, every)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round is tried
            _log.warning("worker.waits", error=type(error).__name__)
            await asyncio.sleep(min(every, 5.0))


async def _in_turn(installation: Installation, db: Db, every: float) -> None:
    """Take the turn or wait for it; then a round at each news of the log, or in time.

    The turn is the connection's: raises where that is lost.
    """
    while not await db.fetchval(_sql["take_turn"]):  # noqa: ASYNC110 - another process has it
        await asyncio.sleep(every)
    news = asyncio.Event()

    def heard(*_: object) -> None:
        news.set()

    await db.add_listener("maillage", heard)
    try:
        while not db.is_closed():
            news.clear()
            for head in await installation.heads():
                await _catch_up(installation, head["territory"])
            await installation.destroyer.finish(datetime.now(UTC))
            await installation.forget()
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), every)
    finally:
        with suppress(*LOST):
            await db.remove_listener("maillage", heard)
            await db.fetchval(_sql["leave_turn"])


async def _catch_up(installation: Installation, territory: str) -> None:
    """A round there. What fails holds back no other territory, and no destruction."""
    for part in (round_of, Installation.follow):
        try:
            await part(installation, territory)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round is tried
            _log.warning("worker.waits", territory=territory, error=type(error).__name__)


async def _react(installation: Installation, territory: str) -> int:
    """Follow the log from where it was left: what each fact leads to."""
    done, readers = 0, installation.readers
    begun = position = await readers.fetchval(_sql["cursor"], territory, "processes") or 0
    while True:
        async with readers.acquire() as db:
            facts = await reading.after(db, territory, position, _BATCH)
        led = 0
        if facts:
            rules = await _rules_of(installation, territory)
            chains = _by_stream(facts, rules)
            led = await _together(partial(_follow, installation, territory), chains)
            position = facts[-1].at.position
        over = not led and len(facts) < _BATCH
        if position > begun and (over or len(facts) == _BATCH):
            begun = position
            advance = _sql["advance"]
            await installation.writers.execute(advance, territory, "processes", position)
        done += led
        if over:
            return done


async def _rules_of(installation: Installation, territory: str) -> Mapping[str, Rule]:
    it = await installation.log(territory).load(Territory, territory_stream(territory))
    return it.rules if it is not None else DEFAULTS


class _Following(NamedTuple):
    """The n-th command that a fact leads to."""

    fact: Fact
    n: int
    command: processes.Command


def _by_stream(
    facts: Sequence[Fact], rules: Mapping[str, Rule]
) -> Iterable[Sequence[_Following]]:
    """What they lead to: on each stream in the order of the log, streams side by side.

    What is decided on a stream reads no other, so that between two any order will do.
    """
    found: dict[UUID, list[_Following]] = {}
    for fact in facts:
        for n, command in enumerate(processes.react(fact.event, rules)):
            found.setdefault(command.stream, []).append(_Following(fact, n, command))
    return found.values()


async def _follow(
    installation: Installation, territory: str, chain: Sequence[_Following]
) -> int:
    """Do it. A refusal says that nothing is left to do.

    Not so where this process's clock is behind the fact, or others write to the stream
    without end: the cursor waits.
    """
    done = 0
    for fact, n, command in chain:
        seat = _seat(installation, territory, "process@1")
        desk = replace(
            seat,
            occurred_at=max(seat.log.now, fact.at.occurred_at),
            correlation=fact.at.correlation_id,
            causation=fact.at.event_id,
            command_id=uuid5(_PROCESSES, f"{fact.at.event_id}/{n}"),
        )
        try:
            await _carry_out(desk, command)
        except _LATER:
            raise
        except Refusal:
            continue
        done += 1
    return done


async def _together(do: Callable[[X], Awaitable[int]], each: Iterable[X]) -> int:
    """Do many, a few at a time; all of them end before one's error is raised. The sum."""
    few = asyncio.Semaphore(_AT_ONCE)

    async def one(what: X) -> int | Exception:
        async with few:
            try:
                return await do(what)
            except Exception as error:  # noqa: BLE001 - raised once all have ended
                return error

    async with asyncio.TaskGroup() as group:  # waits for them too where it is cancelled
        tasks = [group.create_task(one(what)) for what in each]
    done = 0
    for task in tasks:
        ended = task.result()
        if isinstance(ended, Exception):
            raise ended
        done += ended
    return done


async def _carry_out(desk: Desk, command: processes.Command) -> None:
    if command.verb is command.kind:
        await desk.begin(command.kind, command.stream, **command.arguments)
    else:
        await desk.change(command.kind, command.stream, command.verb, **command.arguments)


async def _keep_time(installation: Installation, territory: str) -> int:
    """What the rules say is due by the territory's own day."""
    done, seat = 0, _seat(installation, territory, "clock")
    for kind, waiting in TIMED:
        rows = await installation.readers.fetch(waiting, territory, seat.today, _BATCH)
        due = [row["stream"] for row in rows]
        done += await _together(partial(_look_after, seat, kind), due)
    return done


async def _look_after(seat: Desk, kind: type[Aggregate], stream: UUID) -> int:
    it = await seat.log.load(kind, stream)
    due = clock.falls_due(it, seat.today) if it is not None else ()
    return sum([await _keep(seat, kind, stream, step) for step in due])


async def _keep(seat: Desk, kind: type[Aggregate], stream: UUID, step: clock.FallsDue) -> int:
    desk = replace(
        seat, source=f"{step.rule}@{step.version}",
        command_id=clock.command_id(step.rule, step.version, stream, step.due),
    )  # fmt: skip
    with suppress(Refusal):
        await desk.change(kind, stream, step.verb, **step.arguments)
        return 1
    return 0


def _seat(installation: Installation, territory: str, source: str) -> Desk:
    return Desk(installation, Asker(SYSTEM, None, SYSTEM, territory), source)
