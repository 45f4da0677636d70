"""``/docs``: readable with what this installation has, in a browser, on a phone."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from api.app import create_app
from api.docs import FILES
from api.installation import Installation
from tests.api.conftest import Somebody
from tests.pages.browser import CHROMIUM, Tab, browser

_PATIENCE = 30.0
_OPERATION = "#operations-referrals-post_referrals"
_OPEN = f"document.querySelector('{_OPERATION} .opblock-summary-control').click()"
_ASKED = "performance.getEntriesByType('resource').map(each => each.name)"
_FITS = "document.documentElement.scrollWidth <= innerWidth"


def test_the_vendored_files_are_those_that_were_taken_in() -> None:
    folder = FILES["swagger-ui.css"].parent
    noted = (folder / "README.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"\| ([\w.-]+) \| ([0-9a-f]{64}) \|", noted))

    assert {"swagger-ui-bundle.js", "swagger-ui.css"} == said.keys()
    for name, digest in said.items():
        assert digest == sha256((folder / name).read_bytes()).hexdigest(), name


async def test_only_this_page_may_run_its_script(ccas: Somebody) -> None:
    page = await ccas.http.get("/docs")
    root = (await ccas.http.get("/api/v1")).json()

    assert 200 == page.status_code
    assert ("/docs", "/api/v1/openapi.json") == (root["docs"], root["description"])
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    for other in ("/docs/page.js", "/docs/nothing", "/api/v1", "/"):
        policy = (await ccas.http.get(other)).headers["content-security-policy"]
        assert "script-src" not in policy


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")
async def test_it_draws_on_a_phone_asks_nobody_else_and_breaks_no_policy(
    installation: Installation, tmp_path: Path
) -> None:
    async with served(installation) as address, browser(tmp_path) as tab:
        await tab.go(address + "/docs", 360)
        await there(tab, _OPERATION)
        await tab.tell(_OPEN)
        await there(tab, f"{_OPERATION} .opblock-body")
        asked = await tab.tell(_ASKED)

        assert await tab.tell(_FITS)
        assert {urlsplit(address).netloc} == {urlsplit(each).netloc for each in asked}
        assert [] == tab.errors


async def there(tab: Tab, what: str) -> None:
    """Wait until the page shows it."""
    async with asyncio.timeout(_PATIENCE):
        while not await tab.tell(f"document.querySelector('{what}') !== null"):  # noqa: ASYNC110 - a browser
            await asyncio.sleep(0.1)


@asynccontextmanager
async def served(installation: Installation) -> AsyncIterator[str]:
    """The address of a server of this app."""
    app = create_app(installation, clock_every=None)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="critical"))
    listening = socket.create_server(("127.0.0.1", 0))
    serving = asyncio.create_task(server.serve([listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
        listening.close()
