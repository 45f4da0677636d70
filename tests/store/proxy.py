"""A PostgreSQL socket that loses its connections around COMMIT, as networks do."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

SOCKET = ".s.PGSQL.5432"
COMMIT = b"Q\x00\x00\x00\x0bcommit\x00"
Moment = Literal["never", "before", "after"]


class Proxy:
    """Passes bytes on; ``cuts`` says when the next COMMIT loses its connection.

    *before*: the server never sees it. *after*: the server has answered, the client never
    hears. ``lost`` counts the connections cut.
    """

    def __init__(self, server: str) -> None:
        self._server = Path(server) / SOCKET
        self.cuts: Moment = "never"
        self.lost = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_unix_connection(self._server)
        cut = asyncio.Event()
        ways = [
            asyncio.create_task(self._requests(reader, ours, cut)),
            asyncio.create_task(self._answers(theirs, writer, cut)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for each in (ours, writer):
            each.transport.abort()

    async def _requests(
        self, reader: asyncio.StreamReader, ours: asyncio.StreamWriter, cut: asyncio.Event
    ) -> None:
        while said := await reader.read(65_536):
            if said.endswith(COMMIT) and self.cuts != "never":
                before, self.cuts, self.lost = self.cuts == "before", "never", self.lost + 1
                if before:
                    return
                cut.set()
            ours.write(said)
            await ours.drain()

    async def _answers(
        self, theirs: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: asyncio.Event
    ) -> None:
        while said := await theirs.read(65_536):
            if cut.is_set():
                return
            writer.write(said)
            await writer.drain()


@asynccontextmanager
async def proxied(server: str) -> AsyncIterator[tuple[Proxy, str]]:
    """The proxy of the server on that socket, and its own socket's folder."""
    folder = tempfile.mkdtemp(prefix="proxy-")
    proxy = Proxy(server)
    listening = await asyncio.start_unix_server(proxy.serve, Path(folder) / SOCKET)
    try:
        yield proxy, folder
    finally:
        listening.close()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(listening.wait_closed(), timeout=2)
        shutil.rmtree(folder)
