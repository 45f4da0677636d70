"""The journal of one territory: decide on a stream's state, append, answer.

A command on a stream is decided on the state that its predecessor in the batch left;
if that one fails, it is decided again. It is retried on ``Stale`` only where the caller
gave no expected version. Streams that wait at the same moment are loaded together.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from asyncpg import Pool

from domain.aggregate import Aggregate, Refusal
from store.appender import Appender
from store.facts import Event, Provenance, kind_of, shape
from store.keys import Keys
from store.pending import Also, Pending
from store.pools import LOST
from store.receipts import Receipt, receipts
from store.refusals import Duplicate, Exists, Stale, Unavailable
from store.requests import Request, Requests
from store.rows import sealed_row
from store.statements import Statements
from store.streams import Loaded, Streams
from store.together import Together
from store.uuid7 import uuid7
from store.waves import Projection

A = TypeVar("A", bound=Aggregate)

statements = Statements(__file__)
_TRIES = 20
_MOST_TIPS = 1_024


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
    """A stream's last known state, and the commands that are on their way to the log.

    Another process may have gone on since: what is decided on it is checked by the log,
    and a refusal is only told of a state that was read for it.
    """

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    state: Loaded | None = None
    last: Pending | None = None
    users: int = 0


class Log:
    """Appends to one territory's journal, and loads its streams."""

    def __init__(
        self, territory: str, writers: Pool, keys: Keys, projections: Sequence[Projection],
        clock: Callable[[], datetime | None] = lambda: None,
    ) -> None:  # fmt: skip
        self.territory, self._writers, self._keys = territory, writers, keys
        self._clock = clock
        self.appender = Appender(territory, writers, projections, clock)
        self._streams = Streams(territory, writers)
        self._requests = Requests(territory, writers)
        self._commands = Together[UUID, Receipt](self._find_commands)
        self._tips: dict[UUID, Tip] = {}

    @property
    def now(self) -> datetime:
        """The clock of this territory: a given one only where it is fictitious."""
        return self._clock() or datetime.now(UTC)

    async def load(self, kind: type[A], stream: UUID) -> A | None:
        """The aggregate as the log holds it, personal fields sealed; None if there is none."""
        with _answered():
            it = (await self._streams(stream)).it
        return it if isinstance(it, kind) else None

    async def command(self, ask: Ask[A]) -> Receipt:
        """Decide, seal, append: idempotency first, then the expected version, then the rule.

        Raises the decision's refusal, or ``Stale``, ``SubjectErased``, ``KeyReused``,
        ``InFlight``; ``Unreachable`` where the log cannot be written just now.
        """
        with _answered():
            if ask.request is None:
                return await self._once(ask)
            once = partial(self._once, ask)
            return await self._requests.first(ask.request, once, self._receipt)

    async def _once(self, ask: Ask[A]) -> Receipt:
        if ask.command_id is None:
            return await self._try(ask, uuid7())
        try:
            return await self._try(ask, ask.command_id)
        except Refusal:  # perhaps of what it did itself, when it came before
            known = await self._commands(ask.command_id)
            if known is None:
                raise
            return known

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
            read = tip.state is None
            if tip.state is None:
                tip.state = await self._streams(ask.stream)
            try:
                return await self._prepare(ask, command_id, tip.state)
            except BaseException as error:
                tip.state = None
                if read or not isinstance(error, Refusal):
                    raise
            if tip.last is not None:
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
        why = state.timed(ask.why, events, self.now)
        said = [shape(kind_of(event)).encode(event) for event in events]
        both = list(zip(events, said, strict=True))
        shut = [shape(each.kind).shut(event, each) for event, each in both]
        rows = [
            await sealed_row(self.territory, self._keys, why, decided, n, *each)
            for n, each in enumerate(both)
        ]
        state.it = decided
        if any(event.transition for event in events):
            state.occurred_at, state.precision = why.occurred_at, why.precision
        return Pending(command_id, ask.stream, base, rows, shut, ask.request, ask.also)

    def _settled(self, stream: UUID, tip: Tip, done: "asyncio.Future[Receipt]") -> None:
        if _failed(done):
            tip.state = None
        self._leave(stream, tip)

    def _leave(self, stream: UUID, tip: Tip) -> None:
        tip.users -= 1
        if tip.users == 0 and self._tips.get(stream) is tip:
            self._tips[stream] = self._tips.pop(stream)  # the last to be forgotten
            self._forget_tips()

    def _forget_tips(self) -> None:
        while len(self._tips) > _MOST_TIPS:
            oldest = next(iter(self._tips))
            if self._tips[oldest].users > 0:
                return
            del self._tips[oldest]

    async def _receipt(self, command_id: UUID) -> Receipt:
        receipt = await self._commands(command_id)
        assert receipt is not None
        return receipt

    async def _find_commands(self, commands: list[UUID]) -> Mapping[UUID, Receipt]:
        return await receipts(self._writers, self.territory, commands)


@contextmanager
def _answered() -> Iterator[None]:
    """A database that does not answer is ``Unavailable``, whoever asked it."""
    try:
        yield
    except LOST as error:
        raise Unavailable from error


def _failed(done: "asyncio.Future[Receipt]") -> bool:
    return done.done() and (done.cancelled() or done.exception() is not None)
