"""Accepting a referral over HTTP: one worker process, 32 kept-alive connections."""

import asyncio
import itertools
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial

from bench import pgbench
from bench.calls import Caller, caller, post
from bench.histories import TERRITORY, History, kept
from bench.library import kept_by_library
from bench.place import Place
from bench.scenes import Scale, Sides
from bench.timing import NothingLeft, Spent, drive
from store.uuid7 import uuid7

_TEMPLATE, _JOURNAL, _ROWS, _LIBRARY = "referrals", "referrals_now", "rows", "library"
_CONNECTIONS, _BODY = 32, b'{"tells_person":"sender"}'
_PATIENCE = 10.0


@asynccontextmanager
async def acceptance(place: Place, scale: Scale) -> AsyncIterator[Sides]:
    """Ours, in a copy of the journal for each run; the others go on where they were."""
    all_of_them = await kept(place, _TEMPLATE, scale.referrals)
    await pgbench.prepare(place, _ROWS)
    await place.run(f"create database {_LIBRARY}")
    with kept_by_library(place, _LIBRARY) as library:
        library.keep(all_of_them)
    requests = [_request(history) for history in all_of_them]
    unanswered = iter(requests)

    async def ours(seconds: float) -> Spent:
        await place.copy(_JOURNAL, _TEMPLATE)
        return await _served(place, "ours", _JOURNAL, iter(requests), seconds)

    yield {
        "ours": ours,
        "bare": partial(_served, place, "bare", _ROWS, itertools.cycle(requests)),
        "eventsourcing": partial(_served, place, "eventsourcing", _LIBRARY, unanswered),
    }
    await place.run(*(f"drop database {name} with (force)" for name in (_ROWS, _LIBRARY)))
    for name in (_JOURNAL, _TEMPLATE):
        await place.drop(name)


def _request(history: History) -> bytes:
    path = f"/api/v1/territories/{TERRITORY}/referrals/{history.referral}/acceptance"
    return post(
        path, _BODY, authorization=f"Bearer {history.parties.token}",
        if_match=f'"{history.length}"', idempotency_key=str(uuid7()),
    )  # fmt: skip


async def _served(
    place: Place, name: str, database: str, requests: Iterator[bytes], seconds: float
) -> Spent:
    """What 32 callers of a service of that name spend."""
    async with serving(place, name, database) as port:
        callers = [await caller(port) for _ in range(_CONNECTIONS)]
        await asyncio.gather(*(partial(_accept, requests, each)() for each in callers))
        try:
            return await drive([partial(_accept, requests, each) for each in callers], seconds)
        finally:
            for each in callers:
                each.close()


async def _accept(requests: Iterator[bytes], caller: Caller) -> None:
    request = next(requests, None)
    if request is None:
        raise NothingLeft
    answer = await caller.call(request)
    if answer.status != 201:  # noqa: PLR2004 - Created
        raise RuntimeError(f"{answer.status}: {answer.body.decode()}")


@asynccontextmanager
async def serving(place: Place, name: str, database: str) -> AsyncIterator[int]:
    """The port of a service in a process of its own; its log goes nowhere."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=_CONNECTIONS)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.doors", name, str(listener.fileno()), str(place.folder),
        place.socket, database, pass_fds=[listener.fileno()],
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield listener.getsockname()[1]
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()
        listener.close()
