"""A decided command on its way to the log, and a batch of them as ``append`` takes it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from store.facts import Event, Fact, Header
from store.pools import Db
from store.receipts import Receipt
from store.requests import Request
from store.rows import Row

_NONE = (None, None, None)
Also = Callable[[Db, Receipt], Awaitable[None]]


@dataclass(slots=True)
class Pending:
    """A decided command: encoded, sealed, waiting for its batch.

    ``events`` are those of ``rows`` with personal fields shut; ``also`` is what the
    same transaction writes beside the facts.
    """

    command_id: UUID
    stream_id: UUID
    base: int
    rows: Sequence[Row]
    events: Sequence[Event]
    request: Request | None = None
    also: Also | None = None
    done: asyncio.Future[Receipt] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def settle(self, outcome: Receipt | BaseException) -> None:
        """Tell the caller, if it still waits: one that left must not stop the batch."""
        if self.done.done():
            return
        if isinstance(outcome, Receipt):
            self.done.set_result(outcome)
        else:
            self.done.set_exception(outcome)
            self.done.exception()  # seen here, so that a caller that left raises no warning

    def receipt(self, position: int, at: datetime) -> Receipt:
        version = self.base + len(self.rows)
        return Receipt(self.command_id, self.stream_id, version, position, at)

    def stored(self, territory: str, position: int, at: datetime) -> list[Fact]:
        """The facts as they stand in the log from that position on."""
        return [
            Fact(
                Header(
                    territory, position + n, row.event_id, self.command_id, self.stream_id,
                    row.version, row.case_id, row.kind, row.schema, at, *row[6:18], row.key_id,
                ),
                event,
            )
            for n, (row, event) in enumerate(zip(self.rows, self.events, strict=True))
        ]  # fmt: skip


def batched(batch: Sequence[Pending]) -> tuple[list[Any], list[Any]]:
    """The commands and the entries of a batch, as ``append`` takes them."""
    commands = [
        (each.command_id, each.stream_id, each.base, len(each.rows), *(each.request or _NONE))
        for each in batch
    ]
    entries = [(n, *row) for n, each in enumerate(batch, start=1) for row in each.rows]
    return commands, entries
