"""Reading a case of 200 facts over HTTP: its page, in a short log and in a long one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from api.pages.visit import COOKIE
from bench.calls import caller
from bench.grown import Grown, grown
from bench.place import Place
from bench.scenes import Scale, Sides
from bench.timing import Spent, drive
from bench.web import serving

_SHORT = 100
"""How many times shorter the short log is."""


@asynccontextmanager
async def case(place: Place, scale: Scale) -> AsyncIterator[Sides]:
    """One reader, one page, one worker process."""
    sizes = [scale.events // _SHORT, scale.events]
    short, long = await grown(place, scale.referrals // _SHORT, sizes)
    yield {"short": partial(_case, place, short), "long": partial(_case, place, long)}
    for each in (short, long):
        await place.drop(each.database)


async def _case(place: Place, log: Grown, seconds: float) -> Spent:
    return await read(place, log.database, f"/situations/{log.case}", log.token, seconds)


async def read(place: Place, database: str, path: str, token: str, seconds: float) -> Spent:
    """One reader of one page, again and again."""
    request = (
        f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {COOKIE}={token}\r\n\r\n"
    ).encode()
    async with serving(place, "ours", database) as port:
        reader = await caller(port)

        async def once() -> None:
            answer = await reader.call(request)
            if answer.status != 200:  # noqa: PLR2004 - OK
                raise RuntimeError(f"{answer.status}: {answer.body.decode()}")

        try:
            await once()
            return await drive([once], seconds)
        finally:
            reader.close()
