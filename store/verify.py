"""Verification: everything that must hold of a territory's log, read row by row."""

from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from store.leaf import leaf
from store.pools import Db
from store.statements import Statements

_sql = Statements(__file__)
_BATCH = 2_000


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


class UnknownTerritory(Exception):
    """No territory of that code."""


async def verify(
    db: Db, territory: str, progress: Callable[[int], Any] = lambda _: None
) -> Verdict:
    """Re-hash every row against its leaf and check order, versions, times and seals.

    ``db`` is one connection in one repeatable-read transaction. ``progress`` is told the
    number of rows of each batch.
    """
    head = await db.fetchrow(_sql["head"], territory)
    if head is None:
        raise UnknownTerritory
    destroyed = {row["key_id"] for row in await db.fetch(_sql["destroyed"], territory)}
    faults: list[Fault] = []
    count, before = 0, None
    async for batch in _batches(db, territory):
        for row in batch:
            faults += _faults(row, before, destroyed)
            before = row
        count += len(batch)
        progress(len(batch))
    if head["position"] != (before["position"] if before else 0):
        faults.append(Fault("head-differs", head["position"]))
    holes = await db.fetch(_sql["holes"], territory)
    faults += [Fault("version-missing", None, row["stream_id"]) for row in holes]
    return Verdict(count, head["fictitious"], faults)


async def _batches(db: Db, territory: str) -> AsyncIterator[list[Record]]:
    position = 0
    while rows := await db.fetch(_sql["events"], territory, position, _BATCH):
        yield rows
        position = rows[-1]["position"]


def _faults(row: Record, before: Record | None, destroyed: set[UUID]) -> list[Fault]:
    position, sealed, key = row["position"], row["sealed"], row["key_id"]
    holds = {
        "position-missing": position == (before["position"] if before else 0) + 1,
        "leaf-differs": leaf(row) == row["leaf"],
        "time-falls": before is None or row["recorded_at"] >= before["recorded_at"],
        "seal-differs": sealed is None or sha256(sealed).digest() == row["sealed_sha256"],
        "seal-missing": sealed is not None or key is None or key in destroyed,
        "seal-outlives-key": sealed is None or key not in destroyed,
    }
    return [Fault(code, position) for code, held in holds.items() if not held]
