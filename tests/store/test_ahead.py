"""Reading ahead: the next item is made while one is used, and never more."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from store.ahead import ahead


async def counted(until: int, made: list[int]) -> AsyncGenerator[int]:
    for n in range(until):
        await asyncio.sleep(0)
        made.append(n)
        yield n


async def test_the_items_come_in_their_order() -> None:
    assert [0, 1, 2, 3] == [n async for n in ahead(counted(4, []))]
    assert [] == [n async for n in ahead(counted(0, []))]


async def test_one_item_is_made_ahead_and_not_two() -> None:
    made: list[int] = []
    async with aclosing(ahead(counted(9, made))) as items:
        async for n in items:
            for _ in range(5):
                await asyncio.sleep(0)
            assert made[-1] == min(n + 1, 8)


async def test_what_fails_in_the_making_is_told_to_the_user() -> None:
    async def failing() -> AsyncGenerator[int]:
        yield 1
        raise ZeroDivisionError

    items = ahead(failing())
    assert 1 == await anext(items)
    with pytest.raises(ZeroDivisionError):
        await anext(items)


async def test_who_leaves_early_leaves_nothing_running() -> None:
    made: list[int] = []
    others = asyncio.all_tasks()
    async with aclosing(ahead(counted(9, made))) as items:
        async for _ in items:
            break
    before = len(made)
    for _ in range(5):
        await asyncio.sleep(0)
    assert before == len(made)
    assert others == asyncio.all_tasks()
