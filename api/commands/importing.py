"""Importing a table: every row is tried before any is written; one bad row, and none is.

What a row adds is decided on what the journal holds, so that a file read twice adds
nothing. Where the log cannot be written just now, what is in stays in: importing again
goes on.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel

from api.commands.asks import Ask
from api.commands.blanks import blanks_of
from api.commands.csv_rows import Choices, Row, RowFault, TableRefused, table_of
from api.desk import Desk
from domain import rights
from domain.aggregate import Aggregate, Refusal
from domain.policies import NotAllowed
from store.receipts import Receipt

A = TypeVar("A", bound=Ask)
Outcome = Literal["recorded", "corrected", "unchanged"]
_TOGETHER = 64


class Imported(BaseModel):
    """What an import did; what it would do, where nothing was ``written``."""

    read: int
    recorded: int = 0
    corrected: int = 0
    unchanged: int = 0
    written: bool


@dataclass(frozen=True)
class Step:
    """What one row adds to which stream, and how; nothing where all was known."""

    outcome: Outcome
    stream: UUID
    run: Callable[[Desk], Awaitable[Receipt]] | None = None

    @classmethod
    def beginning(
        cls, desk: Desk, outcome: Outcome, kind: type[Aggregate], stream: UUID,
        facts: Mapping[str, Any],
    ) -> "Step":  # fmt: skip
        """Something new; raises what its creation would."""
        new = kind(id=stream, **facts)  # type: ignore[call-arg] # each kind its own facts
        rights.decide(kind, desk.asker, new)
        return cls(outcome, stream, lambda there: there.begin(kind, stream, **facts))

    @classmethod
    def changing(
        cls, desk: Desk, outcome: Outcome, it: Aggregate, verb: Callable[..., None],
        said: Mapping[str, Any],
    ) -> "Step":  # fmt: skip
        """A verb on what there is; raises what it would."""
        rights.decide(verb, desk.asker, it)
        verb(deepcopy(it), **said)
        kind, stream = type(it), it.id
        return cls(outcome, stream, lambda there: there.change(kind, stream, verb, **said))


@dataclass(frozen=True)
class Import(Generic[A]):
    """What can be imported: its place, its title, a row’s model, and what a row adds.

    ``step`` raises the ``Refusal`` of a row that cannot be taken. ``choices``: what cells
    may say where that is of the territory.
    """

    address: str
    title: str
    ask: type[A]
    step: Callable[[Desk, A], Awaitable[Step]]
    choices: Callable[[Desk], Awaitable[Choices]]

    async def take(
        self, desk: Desk, content: bytes, *, dry_run: bool,
        progress: Callable[[int], Any] = lambda _: None,
    ) -> Imported:  # fmt: skip
        """All rows or none; raises ``UnreadableTable``, ``TableRefused``, ``NotAllowed``."""
        table = table_of(content, self.ask, await self.choices(desk))
        steps, faults = await self._tried(desk, table.rows)
        if faults or table.faults:
            raise TableRefused([*table.faults, *faults])
        counts = Counter[str](step.outcome for step in steps)
        if not dry_run:
            await _written(desk, [step for step in steps if step.run], progress)
        return Imported(read=len(steps), **counts, written=not dry_run)

    async def _tried(
        self, desk: Desk, rows: Sequence[Row[A]]
    ) -> tuple[list[Step], list[RowFault]]:
        """What each row adds; a double of a row before it is a fault, as its refusal is."""
        steps: list[Step] = []
        faults: list[RowFault] = []
        first: dict[UUID, int] = {}
        for row, step in zip(rows, await self._steps(desk, rows), strict=True):
            if isinstance(step, Refusal):
                faults.append(self._fault(row, step))
                continue
            if (line := first.setdefault(step.stream, row.line)) != row.line:
                reason = f"doublon de la ligne {line}"
                faults.append(RowFault(line=row.line, column="ligne", reason=reason))
            steps.append(step)
        return steps, faults

    async def _steps(self, desk: Desk, rows: Sequence[Row[A]]) -> list[Step | Refusal]:
        """What each row adds, or why it cannot; many at a time."""
        found: list[Step | Refusal] = []
        for start in range(0, len(rows), _TOGETHER):
            trying = (self.step(desk, row.ask) for row in rows[start : start + _TOGETHER])
            for result in await asyncio.gather(*trying, return_exceptions=True):
                if isinstance(result, NotAllowed) or not isinstance(result, Step | Refusal):
                    raise result
                found.append(result)
        return found

    def _fault(self, row: Row[A], refusal: Refusal) -> RowFault:
        titles = {blank.name: blank.title for blank in blanks_of(self.ask)}
        column = titles.get(getattr(refusal, "field", ""), "ligne")
        return RowFault(line=row.line, column=column, reason=refusal.sentence())


async def _written(desk: Desk, steps: Sequence[Step], progress: Callable[[int], Any]) -> None:
    """Each row once, however often the same request comes."""
    at = desk.steps()
    for start in range(0, len(steps), _TOGETHER):
        some = steps[start : start + _TOGETHER]
        desks = [at(f"row/{step.stream}") for step in some]
        writing = [step.run(there) for step, there in zip(some, desks, strict=True) if step.run]
        for result in await asyncio.gather(*writing, return_exceptions=True):
            if isinstance(result, BaseException):
                raise result
        progress(len(some))
