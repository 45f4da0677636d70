"""The desk: who asks, for which partner, in which role, and what they saw; bound to a journal.

Every door sits its caller at a desk. ``change`` and ``begin`` act, one verb on one
aggregate; ``look`` reads, and records whose cases are read before anything leaves.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar
from uuid import UUID, uuid5

from api.installation import Installation
from api.sight import Sight
from domain import policies, rights
from domain.aggregate import Aggregate
from domain.local_time import day_of, some_time_on
from domain.policies import Asker
from domain.values import PartnerId
from store.facts import Provenance
from store.log import Ask, Log
from store.pending import Also
from store.receipts import Receipt
from store.refusals import Exists, Unknown
from store.requests import Request
from store.uuid7 import uuid7

A = TypeVar("A", bound=Aggregate)
P = ParamSpec("P")


@dataclass(frozen=True)
class Desk:
    """One caller's request. ``expected`` is the version they saw; ``request`` their key.

    ``occurred_at`` is None for now; a caller who tells of a past day gives it, with the
    precision "day". ``correlation`` ties the commands of one form together. ``also`` is
    what the transaction of the command writes beside its facts.
    """

    installation: Installation
    asker: Asker
    source: str
    request_id: str | None = None
    expected: int | None = None
    request: Request | None = None
    occurred_at: datetime | None = None
    precision: Literal["day", "instant"] = "instant"
    correlation: UUID = field(default_factory=uuid7)
    causation: UUID | None = None
    command_id: UUID | None = None
    also: Also | None = None

    @property
    def territory(self) -> str:
        return self.asker.territory

    @property
    def log(self) -> Log:
        return self.installation.log(self.territory)

    @property
    def partner(self) -> PartnerId:
        """The partner for which they act; raises ``NotAllowed`` for who acts for none."""
        if self.asker.partner is None:
            raise policies.NotAllowed
        return self.asker.partner

    @property
    def today(self) -> date:
        """The day it is in the territory."""
        return day_of(self.occurred_at or self.log.now)

    def on(self, day: date) -> "Desk":
        """The desk of who tells what happened that day; of today it is told as of now."""
        if day == self.today:
            return self
        return replace(self, occurred_at=some_time_on(day), precision="day")

    async def change(
        self, kind: type[A], stream: UUID, verb: Callable[Concatenate[A, P], None], /,
        *args: P.args, **kwargs: P.kwargs,
    ) -> Receipt:  # fmt: skip
        """Apply one verb to one aggregate, if a policy allows it."""

        def decide(it: A | None) -> A:
            if it is None:
                raise Unknown
            rights.decide(verb, self.asker, it)
            verb(it, *args, **kwargs)
            return it

        return await self._ask(kind, stream, decide)

    async def begin(self, kind: type[A], stream: UUID, /, **facts: Any) -> Receipt:
        """Create an aggregate, if a policy allows what it would be."""

        def decide(it: A | None) -> A:
            if it is not None:
                raise Exists
            new = kind(id=stream, **facts)  # type: ignore[call-arg] # each kind its own facts
            rights.decide(kind, self.asker, new)
            return new

        return await self._ask(kind, stream, decide)

    def steps(self) -> "Callable[[str], Desk]":
        """The desks of a composite door, one for each named step.

        One correlation; each step is written once, so that a form sent again after a
        partial failure goes on where it stopped. The first step carries the request.
        """
        requests = iter([self.request])
        return lambda name: replace(
            self, command_id=self.step_id(name), expected=None, request=next(requests, None)
        )

    def step_id(self, name: str) -> UUID:
        """The command of that step: the same whenever the form is sent again."""
        return uuid5(self.correlation, name)

    @asynccontextmanager
    async def look(self, purpose: str) -> AsyncIterator[Sight]:
        """Read in one transaction; see ``Sight``."""
        async with (
            self.installation.readers.acquire() as db,
            db.transaction(isolation="repeatable_read"),
        ):
            today = day_of(self.log.now)  # rights are those of now
            yield Sight(db, self.installation.keys, self.asker, purpose, self.request_id, today)

    async def _ask(
        self, kind: type[A], stream: UUID, decide: Callable[[A | None], A]
    ) -> Receipt:
        asker = self.asker
        why = Provenance(
            actor=str(asker.agent), organisation=asker.organisation, role=asker.role,
            source=self.source, occurred_at=self.occurred_at or self.log.now,
            precision=self.precision, correlation_id=self.correlation,
            causation_id=self.causation, on_behalf_of=asker.on_behalf_of,
        )  # fmt: skip
        return await self.log.command(
            Ask(
                kind,
                stream,
                decide,
                why,
                self.command_id,
                self.expected,
                self.request,
                self.also,
            )
        )
