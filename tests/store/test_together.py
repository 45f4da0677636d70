"""Questions that wait at the same moment are asked together."""

import asyncio
from collections.abc import Mapping

import pytest

from store.together import Together


class Library:
    """Knows the square of every even number; notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def squares(self, numbers: list[int]) -> Mapping[int, int]:
        self.asked.append(numbers)
        await self.open.wait()
        if 13 in numbers:
            raise LookupError
        return {number: number * number for number in numbers if number % 2 == 0}


async def test_questions_of_one_moment_are_one_query() -> None:
    library = Library()
    ask = Together(library.squares)
    answers = await asyncio.gather(*map(ask, (2, 3, 2, 4)))
    assert answers == [4, None, 4, 16]
    assert library.asked == [[2, 3, 4]]


async def test_a_question_asked_while_a_query_runs_joins_the_next_one() -> None:
    """Never the running one: what it reads may be older than the question."""
    library = Library()
    library.open.clear()
    ask = Together(library.squares)
    first = asyncio.create_task(ask(2))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert library.asked == [[2]]
    others = [asyncio.create_task(ask(number)) for number in (2, 4)]
    await asyncio.sleep(0)
    library.open.set()
    assert [4, 4, 16] == [await each for each in (first, *others)]
    assert library.asked == [[2], [2, 4]]


async def test_who_leaves_takes_no_answer_from_the_others() -> None:
    library = Library()
    ask = Together(library.squares)
    leaving, staying = asyncio.create_task(ask(2)), asyncio.create_task(ask(2))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == 4
    assert await ask(4) == 16


async def test_an_error_is_told_to_those_who_asked_and_to_nobody_else() -> None:
    ask = Together(Library().squares)
    outcomes = await asyncio.gather(ask(13), ask(2), return_exceptions=True)
    assert [LookupError, LookupError] == [type(each) for each in outcomes]
    assert await ask(2) == 4


async def test_a_query_is_bounded() -> None:
    library = Library()
    ask = Together(library.squares)
    await asyncio.gather(*(ask(number * 2) for number in range(40)))
    assert [16, 16, 8] == [len(each) for each in library.asked]


@pytest.mark.parametrize("number", [2, 13])
async def test_everyone_may_have_left_when_the_answer_comes(number: int) -> None:
    library = Library()
    library.open.clear()
    ask = Together(library.squares)
    waiting = asyncio.create_task(ask(number))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    library.open.set()
    assert await ask(4) == 16
