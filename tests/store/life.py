"""A life of the log, as chance leads it: the state machine of Hypothesis."""

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import asyncpg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
)

from api.installation import Installation, opened
from api.settings import Settings
from domain.agent import Agent
from domain.aggregate import Refusal, Subject
from domain.case import Case
from domain.partner import Partner
from domain.person import Person
from domain.referral import Referral
from store.embedded import Addresses
from store.log import Ask, Log
from store.rebuild import rebuild
from store.receipts import Receipt
from store.refusals import Stale, Unreachable
from store.uuid7 import uuid7
from tests.store.acts import changes, ensure_clean, erase
from tests.store.conftest import another, territory
from tests.store.lives import LIVES, begin

KINDS: list[type[Any]] = [Partner, Agent, Person, Case, Referral]
CHOICE = st.integers(0, 10_000)
CHOICES = st.lists(CHOICE, min_size=1, max_size=12)


class Life(RuleBasedStateMachine):
    """Chance appends, asks again, conflicts, crashes, erases and rebuilds."""

    where: ClassVar[Addresses]
    home: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self._runner, self._stack = asyncio.Runner(), AsyncExitStack()
        self._run = self._runner.run
        self.streams: list[tuple[type[Any], UUID]] = []
        self.done: dict[UUID, tuple[Ask[Any], Receipt]] = {}
        self._run(self._open())

    async def _open(self) -> None:
        settings = Settings(home=self.home)
        it = await self._stack.enter_async_context(opened(settings, self.where))
        self.installation, self.log = it, await territory(it)
        self.other: Log = another(it).log(self.log.territory)

    @initialize()
    def begins_with_one_of_each(self) -> None:
        for at in range(len(KINDS)):
            self._run(self._send(self._begin(at)))

    @rule(at=CHOICE)
    def begins(self, at: int) -> None:
        self._run(self._send(self._begin(at)))

    @rule(choices=CHOICES)
    def live(self, choices: list[int]) -> None:
        """Some at once, some on the same stream, from two processes."""
        self._run(self._all(choices))

    @rule(at=CHOICE)
    def asked_again(self, at: int) -> None:
        ask, receipt = list(self.done.values())[at % len(self.done)]
        assert receipt == self._run(self.log.command(ask))

    @rule(at=CHOICE)
    def conflicts(self, at: int) -> None:
        ask = replace(self._ask(at), expected=at + 1_000)
        with pytest.raises(Stale):
            self._run(self.log.command(ask))

    @rule(choices=CHOICES)
    def crashes(self, choices: list[int]) -> None:
        self._run(self._alongside(choices, self._cut()))

    @rule(at=CHOICE, choices=CHOICES)
    def is_erased(self, at: int, choices: list[int]) -> None:
        subjects = [each for each in self.streams if issubclass(each[0], Subject)]
        kind, stream = subjects[at % len(subjects)]
        self._run(self._alongside(choices, self._send(erase(self.log, stream, kind))))
        self._run(self.installation.destroyer.finish(datetime.now(UTC)))

    @rule(at=CHOICE, choices=CHOICES)
    def is_rebuilt(self, at: int, choices: list[int]) -> None:
        one = self.installation.projections[at % len(self.installation.projections)]
        swap = rebuild(self.installation.rebuilders, [one])
        self._run(self._alongside(choices, swap))

    def teardown(self) -> None:
        try:
            self._run(self._ensure_true())
        finally:
            self._run(self._stack.aclose())
            self._runner.close()

    async def _ensure_true(self) -> None:
        await ensure_clean(self.log, *(receipt for _, receipt in self.done.values()))
        live = await read_models(self.installation)
        await rebuild(self.installation.rebuilders, self.installation.projections)
        assert await read_models(self.installation) == live, "not those of a fresh rebuild"

    def _begin(self, at: int) -> Ask[Any]:
        cases = [stream for kind, stream in self.streams if kind is Case]
        return begin(KINDS[at % len(KINDS)], cases[at % len(cases)] if cases else None)

    def _ask(self, at: int) -> Ask[Any]:
        kind, stream = self.streams[at % len(self.streams)]
        return changes(kind, stream, LIVES[kind][at // 7 % len(LIVES[kind])])

    async def _all(self, choices: list[int]) -> None:
        await asyncio.gather(*(self._send(self._ask(at), at) for at in choices))

    async def _alongside(self, choices: list[int], happens: Any) -> None:
        """Begin streams and live on as long as it happens."""
        task = asyncio.ensure_future(happens)
        for turn in count():
            if task.done():
                break
            await self._send(self._begin(turn + choices[0]))
            await self._all([at + turn for at in choices])
        await task

    async def _send(self, ask: Ask[Any], at: int = 0) -> None:
        ask = replace(ask, command_id=uuid7())
        try:
            receipt = await self._answered(self.other if at % 3 == 0 else self.log, ask)
        except Refusal:
            return
        assert ask.command_id is not None
        self.done[ask.command_id] = ask, receipt
        if receipt.version == 1:
            self.streams.append((ask.kind, ask.stream))

    async def _answered(self, log: Log, ask: Ask[Any]) -> Receipt:
        """Where the log was out of reach, ask again under the same id."""
        while True:
            with suppress(Unreachable):
                return await log.command(ask)

    async def _cut(self) -> None:
        """End every connection that appends or loads streams."""
        db = await asyncpg.connect(self.where.admin)
        await db.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'maillage_writer' and datname = current_database()"
        )
        await db.close()


async def read_models(it: Installation) -> dict[str, list[str]]:
    """Every row of every table of every reading side."""
    tables = await it.readers.fetch(
        "select schemaname || '.' || tablename from pg_tables"
        " where schemaname = any($1) order by 1",
        [projection.name for projection in it.projections],
    )
    return {table: await _texts(it, table) for (table,) in tables}


async def _texts(it: Installation, table: str) -> list[str]:
    rows = await it.readers.fetch(f"select t::text from {table} t order by 1")
    return [row[0] for row in rows]
