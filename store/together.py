"""Many single questions answered by one query: those that wait are asked together."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST = 16


class Together(Generic[K, V]):
    """Coalesces look-ups by key; a question asked while a query runs joins the next one.

    ``ask`` maps a list of distinct keys to the answers there are. It is given few at a
    time: the callers of one query go on while the database answers the next.
    """

    def __init__(self, ask: Callable[[list[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._ask = ask
        self._waiting: dict[K, asyncio.Future[V | None]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def __call__(self, key: K) -> V | None:
        """The answer for that key, or None; raises what the query raised."""
        answer = self._waiting.get(key)
        if answer is None:
            answer = self._waiting[key] = asyncio.get_running_loop().create_future()
        if self._asking is None:
            self._asking = asyncio.create_task(self._run())
        return await asyncio.shield(answer)

    async def _run(self) -> None:
        try:
            while self._waiting:
                keys = list(self._waiting)[:_MOST]
                asked = {key: self._waiting.pop(key) for key in keys}
                await self._answer(asked)
        finally:
            self._asking = None

    async def _answer(self, asked: Mapping[K, "asyncio.Future[V | None]"]) -> None:
        try:
            answers = await self._ask(list(asked))
        except Exception as error:  # noqa: BLE001 - handed to each caller that waits
            for future in asked.values():
                if not future.done():
                    future.set_exception(error)
                    future.exception()  # seen here: a caller that left raises no warning
            return
        for key, future in asked.items():
            if not future.done():
                future.set_result(answers.get(key))
