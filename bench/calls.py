"""A caller over HTTP/1.1 on one kept-alive connection: as little work as can be."""

import asyncio
import re
from typing import NamedTuple, cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_END = b"\r\n\r\n"
_PATIENCE = 20.0


class Answer(NamedTuple):
    status: int
    body: bytes


class Caller(asyncio.Protocol):
    """Sends one request at a time, whole, and waits for its answer."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._said = b""
        self._answer: asyncio.Future[Answer] | None = None

    async def call(self, request: bytes) -> Answer:
        assert self._transport is not None
        self._said, self._answer = b"", asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        self._said += data
        head, end, body = self._said.partition(_END)
        length = _LENGTH.search(head + b"\r\n")
        if end and length and len(body) >= int(length[1]) and self._answer is not None:
            self._answer.set_result(Answer(int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("closed while waiting"))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def caller(port: int) -> Caller:
    """A connection to that port of this machine; waits a while for who listens there."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(_PATIENCE):
        _, made = await loop.create_connection(Caller, "127.0.0.1", port)
    return made


def post(path: str, body: bytes, **headers: str) -> bytes:
    """The bytes of a POST of JSON; ``if_match`` is said ``If-Match``."""
    said = {
        "host": "127.0.0.1", "content-type": "application/json",
        "content-length": str(len(body)), **headers,
    }  # fmt: skip
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items()]
    return f"POST {path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode() + body
