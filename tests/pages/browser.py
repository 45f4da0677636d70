"""A headless chromium, told what to do over a pair of pipes (DevTools protocol)."""

import asyncio
import base64
import itertools
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--remote-debugging-pipe", "about:blank",
)  # fmt: skip
_PATIENCE = 20.0


class Tab:
    """One page. ``errors`` are what its console and its security policy complained of."""

    def __init__(self, reader: asyncio.StreamReader, to: int) -> None:
        self._reader, self._to = reader, to
        self._numbers, self._session = itertools.count(1), ""
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self.errors: list[str] = []

    async def open(self) -> None:
        target = await self.ask("Target.createTarget", url="about:blank")
        attached = await self.ask(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        self._session = attached["sessionId"]
        for domain in ("Page", "Log", "Runtime", "Network"):
            await self.ask(f"{domain}.enable")

    async def go(self, url: str, width: int, *, dark: bool = False, height: int = 800) -> None:
        """Load a page at that width, in CSS pixels."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self._loaded.clear()
        await self.ask("Page.navigate", url=url)
        await asyncio.wait_for(self._loaded.wait(), _PATIENCE)

    async def tell(self, script: str) -> Any:
        """What a script answers; the page itself has none."""
        said = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return said["result"].get("value")

    async def submit(self, script: str) -> None:
        """Run a script that leads to another page, and wait for it."""
        self.loading()
        await self.tell(script)
        await self.loaded()

    def loading(self) -> None:
        """What comes now leads to another page."""
        self._loaded.clear()

    async def loaded(self) -> None:
        await asyncio.wait_for(self._loaded.wait(), _PATIENCE)

    async def picture(self) -> bytes:
        """A PNG of the whole page."""
        size = (await self.ask("Page.getLayoutMetrics"))["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        said = await self.ask("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(said["data"])

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        said: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            said["sessionId"] = self._session
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        os.write(self._to, json.dumps(said).encode() + b"\0")
        return await asyncio.wait_for(answer, _PATIENCE)

    async def listen(self) -> None:
        while True:
            message = json.loads((await self._reader.readuntil(b"\0"))[:-1])
            if (number := message.get("id")) is not None:
                self._answered(self._waiting.pop(number), message)
            elif message["method"] == "Page.loadEventFired":
                self._loaded.set()
            elif message["method"] == "Log.entryAdded":
                self.errors.append(message["params"]["entry"]["text"])

    @staticmethod
    def _answered(waiting: asyncio.Future[dict[str, Any]], message: dict[str, Any]) -> None:
        if "error" in message:
            waiting.set_exception(RuntimeError(message["error"]["message"]))
        else:
            waiting.set_result(message["result"])


@asynccontextmanager
async def browser(profile: Path) -> AsyncIterator[Tab]:
    """A tab of a chromium of its own, ended with the block."""
    theirs, to = os.pipe()
    back, answers = os.pipe()
    command = f'exec {CHROMIUM} "$@" 3<&{theirs} 4>&{answers}'
    flags = (*_FLAGS, f"--user-data-dir={profile}")
    process = await asyncio.create_subprocess_exec(
        "/bin/bash", "-c", command, "chromium", *flags, pass_fds=(theirs, answers),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    os.close(answers)
    reader = asyncio.StreamReader(limit=2**26)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(back, "rb")
    )
    tab = Tab(reader, to)
    listening = asyncio.create_task(tab.listen())
    try:
        await tab.open()
        yield tab
    finally:
        with suppress(OSError, RuntimeError, TimeoutError):
            tab._session = ""
            await tab.ask("Browser.close")
            await asyncio.wait_for(process.wait(), _PATIENCE)
        listening.cancel()
        with suppress(asyncio.CancelledError, asyncio.IncompleteReadError):
            await listening
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        transport.close()
        os.close(to)
