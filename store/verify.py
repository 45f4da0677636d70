"""Verification: everything that must hold of a territory's log, read row by row."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from store.ahead import ahead
from store.leaf import leaf
from store.pools import Db
from store.statements import Statements
from store.tree import Tree

statements = Statements(__file__)
_BATCH, _AT_ONCE = 2_000, 100


class Fault(NamedTuple):
    """What does not hold, and where. ``code`` is stable; positions start at 1."""

    code: str
    position: int | None
    stream: UUID | None = None


class Verdict(NamedTuple):
    """How many events were read, whether the territory is fictitious, what does not hold."""

    events: int
    fictitious: bool
    faults: list[Fault]


class Evidence:
    """What conferences froze, held against the tree of the leaves that are read."""

    def __init__(self, frozen: Sequence[Record]) -> None:
        """``frozen``: where each was frozen, of which position, under which seal."""
        self.faults: list[Fault] = []
        self._tree, self._frozen = Tree(), list(frozen)
        self._last = max((row["of"] for row in frozen), default=0)

    def read(self, leaf: bytes) -> None:
        if self._tree.size >= self._last:
            return
        self._tree.add(leaf)
        for row in self._frozen:
            if row["of"] == self._tree.size and row["seal"] != self._tree.root.hex():
                self.faults.append(Fault("evidence-differs", row["position"]))


class UnknownTerritory(Exception):
    """No territory of that code."""


async def verify(
    db: Db, territory: str, progress: Callable[[int], Any] = lambda _: None
) -> Verdict:
    """Re-hash every row against its leaf; check order, versions, times, seals, evidence.

    The tree is built as far as the last evidence that a conference froze.
    ``db`` is one connection in one repeatable-read transaction. ``progress`` is told the
    number of rows of each batch.
    """
    head = await db.fetchrow(statements["head"], territory)
    if head is None:
        raise UnknownTerritory
    destroyed = {row["key_id"] for row in await db.fetch(statements["destroyed"], territory)}
    faults: list[Fault] = []
    evidence = Evidence(await db.fetch(statements["evidence"], territory))
    count, before = 0, None
    async with aclosing(ahead(_batches(db, territory))) as batches:
        async for rows in batches:
            for n, row in enumerate(rows):
                faults.extend(_faults(row, before, destroyed))
                before = row
                evidence.read(row["leaf"])
                if n % _AT_ONCE == 0:
                    await asyncio.sleep(0)  # the next batch comes in meanwhile
            count += len(rows)
            progress(len(rows))
    if head["position"] != (before["position"] if before else 0):
        faults.append(Fault("head-differs", head["position"]))
    holes = await db.fetch(statements["holes"], territory)
    faults += [Fault("version-missing", None, row["stream_id"]) for row in holes]
    return Verdict(count, head["fictitious"], faults + evidence.faults)


async def _batches(db: Db, territory: str) -> AsyncGenerator[list[Record]]:
    position = 0
    while rows := await db.fetch(statements["events"], territory, position, _BATCH):
        yield rows
        position = rows[-1]["position"]


def _faults(row: Record, before: Record | None, destroyed: set[UUID]) -> Iterator[Fault]:
    header, said, sealed_sha256, stored, position, recorded_at, key, sealed = row
    if leaf(header, said, sealed_sha256) != stored:
        yield Fault("leaf-differs", position)
    if position != (before["position"] if before else 0) + 1:
        yield Fault("position-missing", position)
    if before is not None and recorded_at < before["recorded_at"]:
        yield Fault("time-falls", position)
    if sealed is None:
        if key is not None and key not in destroyed:
            yield Fault("seal-missing", position)
    else:
        if sha256(sealed).digest() != sealed_sha256:
            yield Fault("seal-differs", position)
        if key in destroyed:
            yield Fault("seal-outlives-key", position)
