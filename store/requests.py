"""Idempotency of callers: the same key gets the first answer, another body is refused.

Only what succeeded is kept, for 30 days; the answer is found again by the command's id.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple
from uuid import UUID

from asyncpg import Pool, Record

from store.receipts import Receipt
from store.refusals import InFlight, KeyReused, Replayed
from store.statements import Statements
from store.together import Together

statements = _sql = Statements(__file__)


class Request(NamedTuple):
    """A caller's Idempotency-Key and a keyed digest of the body it came with."""

    agent: str
    key: str
    mac: bytes


class Requests:
    """The requests of one territory: those in flight here, and those that succeeded."""

    def __init__(self, territory: str, pool: Pool) -> None:
        self._territory, self._pool = territory, pool
        self._known = Together[tuple[str, str], Record](self._find)
        self._in_flight: set[tuple[str, str]] = set()

    async def first(
        self,
        request: Request,
        once: Callable[[], Awaitable[Receipt]],
        receipt: Callable[[UUID], Awaitable[Receipt]],
    ) -> Receipt:
        """What the request led to the first time; ``once`` is run if this is it.

        Raises ``InFlight`` while it runs here, ``KeyReused`` for another body.
        """
        name = request.agent, request.key
        if name in self._in_flight:
            raise InFlight
        self._in_flight.add(name)
        try:
            if (known := await self._command(request)) is not None:
                return await receipt(known)
            return await once()
        except Replayed:
            known = await self._command(request)
            assert known is not None
            return await receipt(known)
        finally:
            self._in_flight.discard(name)

    async def _command(self, request: Request) -> UUID | None:
        known = await self._known((request.agent, request.key))
        if known is None:
            return None
        if known["body_mac"] != request.mac:
            raise KeyReused
        command: UUID = known["command_id"]
        return command

    async def _find(self, names: list[tuple[str, str]]) -> Mapping[tuple[str, str], Record]:
        agents, keys = map(list, zip(*names, strict=True))
        rows = await self._pool.fetch(_sql["find"], self._territory, agents, keys)
        return {(row["agent"], row["key"]): row for row in rows}
