"""The journal of one territory: decide on a stream's state, append, answer.

A command on a stream is decided on the state that its predecessor in the batch left;
if that one fails, it is decided again. It is retried on ``Stale`` only where the caller
gave no expected version. Streams that wait at the same moment are loaded together.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from asyncpg import Pool, Record

from domain.aggregate import Aggregate, Refusal
from domain.values import Withheld
from store.appender import Also, Appender, Pending, Receipt, Request, receipts
from store.facts import Encoded, Event, Provenance, Row, kind_of, shape
from store.keys import KeyName, Keys
from store.pools import LOST
from store.refusals import (
    Duplicate,
    Exists,
    FromTheFuture,
    InFlight,
    KeyReused,
    OutOfOrder,
    Replayed,
    Stale,
    Unavailable,
)
from store.seal import place, seal
from store.statements import Statements
from store.together import Together
from store.uuid7 import uuid7
from store.waves import Projection

A = TypeVar("A", bound=Aggregate)

statements = _sql = Statements(__file__)
_TRIES = 20
_SKEW = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Ask(Generic[A]):
    """A command: a stream, what to decide on its state, and by whose word.

    ``decide`` gets None where the stream has no facts, and returns the aggregate that
    holds the new ones. It may run more than once. ``command_id`` is given where the same
    command may come again (a resumed form, the clock): it is then written once.
    ``expected`` is the version that the caller saw (If-Match); ``also`` is what the same
    transaction writes beside the facts.
    """

    kind: type[A]
    stream: UUID
    decide: Callable[[A | None], A]
    why: Provenance
    command_id: UUID | None = None
    expected: int | None = None
    request: Request | None = None
    also: Also | None = None


@dataclass(slots=True)
class Tip:
    """A stream's state with the commands that are on their way to the log."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    state: "Loaded | None" = None
    last: Pending | None = None
    users: int = 0


@dataclass(slots=True)
class Loaded:
    """An aggregate (None: no facts yet) and when its last transition occurred."""

    it: Aggregate | None = None
    occurred_at: datetime | None = None
    precision: str = "instant"


class Log:
    """Appends to one territory's journal, and loads its streams."""

    def __init__(
        self, territory: str, writers: Pool, keys: Keys, projections: Sequence[Projection],
        clock: Callable[[], datetime | None] = lambda: None,
    ) -> None:  # fmt: skip
        self.territory, self._writers, self._keys = territory, writers, keys
        self._clock = clock
        self.appender = Appender(territory, writers, projections, clock)
        self._streams = Together[UUID, list[Record]](self._load)
        self._requests = Together[tuple[str, str], Record](self._find_requests)
        self._commands = Together[UUID, Receipt](self._find_commands)
        self._tips: dict[UUID, Tip] = {}
        self._in_flight: set[tuple[str, str]] = set()

    @property
    def now(self) -> datetime:
        """The clock of this territory: a given one only where it is fictitious."""
        return self._clock() or datetime.now(UTC)

    async def load(self, kind: type[A], stream: UUID) -> A | None:
        """The aggregate as the log holds it, personal fields sealed; None if there is none."""
        with _answered():
            it = folded(await self._streams(stream) or ()).it
        return it if isinstance(it, kind) else None

    async def command(self, ask: Ask[A]) -> Receipt:
        """Decide, seal, append: idempotency first, then the expected version, then the rule.

        Raises the decision's refusal, or ``Stale``, ``SubjectErased``, ``KeyReused``,
        ``InFlight``; ``Unreachable`` where the log cannot be written just now.
        """
        with _answered():
            if ask.request is None:
                return await self._once(ask)
            return await self._first(ask, ask.request)

    async def _first(self, ask: Ask[A], request: Request) -> Receipt:
        """What the request led to, the first time it came."""
        name = request.agent, request.key
        if name in self._in_flight:
            raise InFlight
        self._in_flight.add(name)
        try:
            if (known := await self._requests(name)) is not None:
                return await self._first_answer(known, request)
            return await self._once(ask)
        except Replayed:
            known = await self._requests(name)
            assert known is not None
            return await self._first_answer(known, request)
        finally:
            self._in_flight.discard(name)

    async def _once(self, ask: Ask[A]) -> Receipt:
        if ask.command_id is None:
            return await self._try(ask, uuid7())
        if (known := await self._commands(ask.command_id)) is not None:
            return known
        return await self._try(ask, ask.command_id)

    async def _try(self, ask: Ask[A], command_id: UUID) -> Receipt:
        for _ in range(_TRIES):
            pending = await self._decide(ask, command_id)
            try:
                return await asyncio.shield(pending.done)
            except Duplicate:
                return await self._receipt(command_id)
            except Stale:
                continue
        raise Stale

    async def _decide(self, ask: Ask[A], command_id: UUID) -> Pending:
        """The command, decided and queued behind those of its stream."""
        tip = self._tips.setdefault(ask.stream, Tip())
        tip.users += 1
        try:
            async with tip.turn:
                pending = await self._decided(ask, command_id, tip)
                self.appender.append(pending)
                tip.last = pending
        except BaseException:
            tip.state = None
            self._leave(ask.stream, tip)
            raise
        pending.done.add_done_callback(lambda done: self._settled(ask.stream, tip, done))
        return pending

    async def _decided(self, ask: Ask[A], command_id: UUID, tip: Tip) -> Pending:
        while True:
            if tip.last is not None and _failed(tip.last.done):
                tip.state = tip.last = None
            if tip.state is None:
                tip.state = folded(await self._streams(ask.stream) or ())
            doubtful = tip.last is not None and not tip.last.done.done()
            try:
                return await self._prepare(ask, command_id, tip.state)
            except BaseException as error:
                tip.state = None
                if not doubtful or not isinstance(error, Refusal):
                    raise
            assert tip.last is not None
            with suppress(Exception):
                await asyncio.shield(tip.last.done)

    async def _prepare(self, ask: Ask[A], command_id: UUID, state: Loaded) -> Pending:
        it = state.it
        base = it.version if it is not None else 0
        if ask.expected is not None and ask.expected != base:
            raise Stale
        if it is not None and not isinstance(it, ask.kind):
            it = None
        decided = ask.decide(it)
        if it is None and base > 0:
            raise Exists
        events: Sequence[Event] = decided.collect_events()  # type: ignore[assignment] # ours
        assert events, "a decision records a fact or refuses"
        why = self._timed(ask.why, events, state)
        said = [shape(kind_of(event)).encode(event) for event in events]
        both = list(zip(events, said, strict=True))
        shut = [shape(each.kind).shut(event, each) for event, each in both]
        rows = [await self._row(why, decided, n, *each) for n, each in enumerate(both)]
        state.it = decided
        if any(event.transition for event in events):
            state.occurred_at, state.precision = why.occurred_at, why.precision
        return Pending(command_id, ask.stream, base, rows, shut, ask.request, ask.also)

    def _timed(self, why: Provenance, events: Sequence[Event], state: Loaded) -> Provenance:
        """A fact is not dated in the future, nor a transition before the last one.

        Clocks differ, and callers overtake one another, by seconds: what seems that little
        before the last transition occurred with it.
        """
        if _later(why.occurred_at, self.now + _SKEW, why.precision):
            raise FromTheFuture
        last = state.occurred_at
        if last is None or not any(event.transition for event in events):
            return why
        if not _later(last, why.occurred_at, why.precision, state.precision):
            return why
        if "day" in (why.precision, state.precision) or last - why.occurred_at > _SKEW:
            raise OutOfOrder
        return replace(why, occurred_at=last)

    async def _row(
        self, why: Provenance, it: Aggregate, ordinal: int, event: Event, said: Encoded
    ) -> Row:
        kind = said.kind
        event_id, subject, sensitivity, key_id, sealed = uuid7(), None, None, None, None
        if said.clear is not None:
            subject, sensitivity = it.subject, event.sensitivity
            name = KeyName(self.territory, subject, sensitivity)
            key_id, key = name.key_id, await self._keys.to_seal(name)
            where = place(
                self.territory, event_id, it.id, event.originator_version, kind,
                said.schema, key_id,
            )  # fmt: skip
            sealed = seal(key, event_id, where, said.clear)
        lifted = said.lifted
        return Row(
            event_id, ordinal, event.originator_version, it.case_id, kind, said.schema,
            why.occurred_at, why.precision, why.actor, why.organisation, why.role,
            why.on_behalf_of, lifted.get("sharing_ground"), lifted.get("told_by"),
            lifted.get("medium"), why.correlation_id, why.causation_id, why.source,
            said.data, subject, sensitivity, key_id, sealed,
        )  # fmt: skip

    def _settled(self, stream: UUID, tip: Tip, done: "asyncio.Future[Receipt]") -> None:
        if _failed(done):
            tip.state = None
        self._leave(stream, tip)

    def _leave(self, stream: UUID, tip: Tip) -> None:
        tip.users -= 1
        if tip.users == 0 and self._tips.get(stream) is tip:
            del self._tips[stream]

    async def _first_answer(self, known: Record, request: Request) -> Receipt:
        if known["body_mac"] != request.mac:
            raise KeyReused
        return await self._receipt(known["command_id"])

    async def _receipt(self, command_id: UUID) -> Receipt:
        receipt = await self._commands(command_id)
        assert receipt is not None
        return receipt

    async def _find_commands(self, commands: list[UUID]) -> Mapping[UUID, Receipt]:
        return await receipts(self._writers, self.territory, commands)

    async def _load(self, streams: list[UUID]) -> Mapping[UUID, list[Record]]:
        loaded: dict[UUID, list[Record]] = {}
        for row in await self._writers.fetch(_sql["load_streams"], self.territory, streams):
            loaded.setdefault(row["stream_id"], []).append(row)
        return loaded

    async def _find_requests(
        self, names: list[tuple[str, str]]
    ) -> Mapping[tuple[str, str], Record]:
        agents, keys = map(list, zip(*names, strict=True))
        rows = await self._writers.fetch(_sql["find_requests"], self.territory, agents, keys)
        return {(row["agent"], row["key"]): row for row in rows}


@contextmanager
def _answered() -> Iterator[None]:
    """A database that does not answer is ``Unavailable``, whoever asked it."""
    try:
        yield
    except LOST as error:
        raise Unavailable from error


def _failed(done: "asyncio.Future[Receipt]") -> bool:
    return done.done() and (done.cancelled() or done.exception() is not None)


def _later(one: datetime, other: datetime, *precisions: str) -> bool:
    """Whether ``one`` is after ``other``, by the day where either is known only so."""
    if "day" in precisions:
        return one.date() > other.date()
    return one > other


def folded(rows: Iterable[Record]) -> Loaded:
    """The state that the stored rows of one stream lead to."""
    state = Loaded()
    for version, row in enumerate(rows, start=1):
        fact = shape(row["kind"]).decode(
            row["stream_id"], version, row["schema"], row["data"], row, Withheld.SEALED
        )
        state.it = fact.mutate(state.it)
        if fact.transition:
            state.occurred_at, state.precision = row["occurred_at"], row["occurred_precision"]
    return state
