"""Writers that append facts straight to the log, one command each, awaited."""

import gc
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import uvloop

from bench.latest import LATEST
from bench.timing import Spent, drive
from domain.aggregate import UNSTAMPED
from domain.referral import Referral
from domain.values import AgentId, PartnerId
from store.appender import Appender
from store.facts import shape
from store.pending import Pending
from store.pools import pool
from store.receipts import Receipt
from store.rows import Row
from store.uuid7 import uuid7

TERRITORY = "93014"
PARTNER, AGENT = uuid7(), uuid7()
LIFE = 10
"""Facts of a stream before its writer begins another."""

_ASSIGNED = Referral.Assigned(  # type: ignore[call-arg] # the library builds the class
    originator_id=uuid7(), originator_version=1, timestamp=UNSTAMPED,
    by=PartnerId(PARTNER), agent=AgentId(AGENT),
)  # fmt: skip
_SAID = shape("Referral.Assigned").encode(_ASSIGNED)
DATA = _SAID.data


class Writer:
    """One caller: each append is a command of its own, awaited."""

    def __init__(self, appender: Appender) -> None:
        self._appender, self._stream, self._version = appender, uuid7(), 0

    async def append(self) -> Receipt:
        if self._version == LIFE:
            self._stream, self._version = uuid7(), 0
        row = _row(self._version + 1)
        pending = Pending(uuid7(), self._stream, self._version, [row], [_ASSIGNED])
        self._appender.append(pending)
        receipt = await pending.done
        self._version = receipt.version
        return receipt


def _row(version: int) -> Row:
    return Row(
        uuid7(), 0, version, None, _SAID.kind, _SAID.schema, datetime.now(UTC), "instant",
        str(AGENT), PARTNER, "partner-agent", None, None, None, None, uuid7(), None, "api",
        DATA, None, None, None, None,
    )  # fmt: skip


Writing = Callable[[int, float], Awaitable[Spent]]


@asynccontextmanager
async def writing(url: str) -> AsyncIterator[Writing]:
    """So many writers in this process, for that long."""
    writers = await pool(url, "maillage_writer", ("maillage", LATEST.name))
    async with writers:
        appender = Appender(TERRITORY, writers, (LATEST,))

        async def write(count: int, seconds: float) -> Spent:
            return await drive([Writer(appender).append for _ in range(count)], seconds)

        yield write
        await appender.close()


async def _measured(url: str, writers: int, seconds: float) -> None:
    """One of two processes: ready, told to begin by a line, then what it spent."""
    async with writing(url) as write:
        await write(1, 0.1)
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps((await write(writers, seconds))._asdict()))


if __name__ == "__main__":
    gc.set_threshold(10_000, 20, 20)
    uvloop.run(_measured(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
