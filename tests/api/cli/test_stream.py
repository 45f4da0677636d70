"""The stream of changes, from a server process of its own over a real socket."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx2
import pytest

from api.access import Access
from api.cli.exits import Exit
from api.desk import Desk
from api.news import MOST_EACH
from store.embedded import Addresses
from tests.api.cli.conftest import Served
from tests.api.conftest import ROOT, Somebody, new_referral

STREAM = ROOT + "/changes/stream"
_PATIENCE = 10.0
"""Less than a heartbeat: what comes was heard."""
_CUT = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
where datname = current_database() and query ilike 'listen%'
"""


class Server:
    """The process, and a client of it in Camille's name."""

    def __init__(self, process: asyncio.subprocess.Process, http: httpx2.AsyncClient) -> None:
        self.process, self.http = process, http

    @asynccontextmanager
    async def stream(self, after: int | None = None) -> AsyncIterator["Events"]:
        headers = {} if after is None else {"Last-Event-ID": str(after)}
        async with self.http.stream("GET", STREAM, headers=headers) as answer:
            assert 200 == answer.status_code
            assert "text/event-stream" in answer.headers["content-type"]
            yield Events(answer)

    async def log(self) -> None:
        made = await self.http.post(ROOT + "/referrals", json=new_referral())
        assert 201 == made.status_code

    async def changes(self) -> list[dict[str, Any]]:
        answer = await self.http.get(ROOT + "/changes", params={"limit": 500})
        return list(answer.json()["items"])


class Events:
    """What a stream says, event by event, as (id, line)."""

    def __init__(self, answer: httpx2.Response) -> None:
        self._lines = answer.aiter_lines()

    async def __aiter__(self) -> AsyncIterator[tuple[int, dict[str, Any]]]:
        said: dict[str, str] = {}
        async for line in self._lines:
            name, _, value = line.partition(": ")
            if name:
                said[name] = value
            elif "data" in said:
                yield int(said["id"]), json.loads(said["data"])
                said = {}

    async def until(self, position: int) -> list[tuple[int, dict[str, Any]]]:
        got = []
        async with asyncio.timeout(_PATIENCE):
            async for event in self:
                got.append(event)
                if event[0] >= position:
                    return got
        raise AssertionError(f"ended at {[n for n, _ in got]}, before {position}")

    async def end(self) -> None:
        """Take what still comes, until the stream ends."""
        async with asyncio.timeout(_PATIENCE):
            async for _ in self:
                pass


@pytest.fixture
async def server(ccas: Somebody, served: Served) -> AsyncIterator[Server]:
    token = {"Authorization": f"Bearer {ccas.token}"}
    async with httpx2.AsyncClient(
        base_url=served.url, headers=token, timeout=_PATIENCE
    ) as http:
        yield Server(served.process, http)


async def head(desk: Desk) -> int:
    """The last position, once all that follows by itself is written."""
    before = -1
    while before != (row := await desk.installation.head(desk.territory))["position"]:  # type: ignore[index] # it exists
        before = row["position"]  # type: ignore[index]
        await asyncio.sleep(0.5)
    return before


async def test_a_stream_that_is_cut_goes_on_without_loss_or_double(
    server: Server, administrator: Desk
) -> None:
    await server.log()
    last = await head(administrator)
    async with server.stream() as events:
        got = await events.until(last - 2)
    await server.log()
    async with server.stream(after=got[-1][0]) as events:
        got += await events.until(await head(administrator))
        await server.log()
        got += await events.until(await head(administrator))

    expected = [(line["position"], line) for line in await server.changes()]
    assert expected == got


async def test_a_batch_is_on_record_before_it_leaves(
    server: Server, administrator: Desk
) -> None:
    await server.log()
    await head(administrator)
    count = "select count(*) from consultations where purpose = 'changes'"
    readers = administrator.installation.readers
    async with server.stream() as events:
        await events.until(1)
        assert 1 <= await readers.fetchval(count)


async def test_a_stream_still_hears_once_the_database_had_gone_away(
    server: Server, administrator: Desk, where: Addresses
) -> None:
    await server.log()
    async with server.stream() as events:
        got = await events.until(await head(administrator))
        admin = await asyncpg.connect(where.admin)
        assert await admin.fetchval(_CUT) >= 1
        await admin.close()
        await asyncio.sleep(2)
        await server.log()
        got += await events.until(got[-1][0] + 1)

    expected = [line["position"] for line in await server.changes()]
    assert expected[: len(got)] == [position for position, _ in got]


async def test_a_token_that_is_revoked_ends_its_stream(
    server: Server, administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    await server.log()
    access = Access(administrator.installation.readers, administrator.installation.writers)
    async with server.stream() as events:
        await events.until(await head(administrator))
        assert await access.revoke(ccas.token)
        await mission.post("/referrals", new_referral(addressee=str(ccas.partner)))
        await events.end()

    assert 401 == (await server.http.get(STREAM)).status_code


async def test_an_open_stream_does_not_keep_the_server_from_stopping(
    server: Server, administrator: Desk
) -> None:
    await server.log()
    async with server.stream() as events:
        await events.until(await head(administrator))
        server.process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(events.end(), 2)
        await asyncio.wait_for(server.process.wait(), 2)

    assert Exit.DONE == server.process.returncode


async def test_one_agent_holds_a_few_streams_and_gets_the_place_of_a_closed_one_back(
    server: Server,
) -> None:
    streams = [server.stream() for _ in range(MOST_EACH)]
    for each in streams:
        await each.__aenter__()
    refused = await server.http.get(STREAM)
    await streams[0].__aexit__(None, None, None)
    async with asyncio.timeout(_PATIENCE):
        while (await server.http.head(STREAM)).status_code != 200:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    for each in streams[1:]:
        await each.__aexit__(None, None, None)

    assert (429, "urn:maillage:problem:too-many-streams") == (
        refused.status_code, refused.json()["type"],
    )  # fmt: skip


async def test_a_place_that_is_none_is_refused(server: Server) -> None:
    for bad in ({"Last-Event-ID": "x"}, {"Last-Event-ID": "-1"}):
        answer = await server.http.get(STREAM, headers=bad)
        assert (422, "Last-Event-ID") == (
            answer.status_code, answer.json()["errors"][0]["field"],
        )  # fmt: skip
