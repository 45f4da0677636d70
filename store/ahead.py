"""Read ahead: while one item is used, the next is made."""

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

T = TypeVar("T")


async def ahead(items: AsyncIterator[T]) -> AsyncIterator[T]:
    """The same items in the same order, each begun as soon as the one before is taken."""
    coming = asyncio.ensure_future(_next(items))
    try:
        while found := await coming:
            coming = asyncio.ensure_future(_next(items))
            yield found[0]
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)


async def _next(items: AsyncIterator[T]) -> tuple[T] | None:
    try:
        return (await anext(items),)
    except StopAsyncIteration:
        return None
