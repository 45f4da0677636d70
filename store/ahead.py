"""Reading ahead: while one item is used, the next is made."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

T = TypeVar("T")


async def ahead(items: AsyncIterator[T]) -> AsyncGenerator[T]:
    """The same items in the same order; the next is begun before one is handed out.

    No more than two exist at a time. The making goes on whenever the user awaits anything;
    who leaves early closes it (``contextlib.aclosing``).
    """
    coming = asyncio.create_task(_next(items))
    try:
        while found := await coming:
            coming = asyncio.create_task(_next(items))
            await asyncio.sleep(0)  # it begins now, even if its user awaits nothing
            yield found[0]
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)


async def _next(items: AsyncIterator[T]) -> tuple[T] | None:
    async for item in items:
        return (item,)
    return None
