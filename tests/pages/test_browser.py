"""The pages in a real browser: nothing is refused by the policy, nothing overflows a phone."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.installation import Installation
from tests.pages.browser import CHROMIUM, Tab, browser
from tests.pages.conftest import NEW, Visitor
from tests.pages.test_person import person_of
from tests.pages.test_rules import filled

PHONE, DESK = 360, 1280
_ENTER = "[...document.forms].find(f => f.agent && f.agent.value === '{agent}').submit()"


@asynccontextmanager
async def served(installation: Installation) -> AsyncIterator[str]:
    """The address of a server of these pages."""
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


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")
async def test_the_main_pages_fit_a_phone_and_break_no_policy(
    nadia: Visitor, eva: Visitor, installation: Installation, tmp_path: Path
) -> None:
    referral = await nadia.log(reason="Un mot" + "tropl" * 60 + "ong")
    case = await nadia.case_of(referral)
    await filled(nadia, case)
    person = await person_of(nadia, case)
    async with served(installation) as address, browser(tmp_path) as tab:
        await tab.go(address + "/", PHONE)
        await tab.submit(_ENTER.format(agent=nadia.agent))
        assert "/a-traiter" in await tab.tell("location.pathname")
        for path in (
            "/", "/a-traiter", NEW, referral, "/situations", case, f"{case}/pas/3",
            f"{case}/pas", f"{case}?known_at=999999",
            f"{case}/comparer?de=999999", "/a-traiter?connu=999999",
            person, f"{case}/danger", "/danger",
            "/annuaire", f"/annuaire/{nadia.other}", "/journal",
        ):  # fmt: skip
            for width in (PHONE, DESK):
                await tab.go(address + path, width)
                assert await _fits(tab), (path, width)
                assert "rgb(28, 37, 48)" == await tab.tell(
                    "getComputedStyle(document.body).color"
                ), "the stylesheet is there"
        await tab.go(address + NEW, PHONE)
        await tab.submit("document.querySelector('button.main').click()")
        assert await _fits(tab)
        await tab.go(address + "/", PHONE)
        await tab.submit(_ENTER.format(agent=eva.agent))
        for width in (PHONE, DESK):
            for path in ("/journal?source=page", "/journal/tirage?nombre=2&graine=2026"):
                await tab.go(address + path, width)
                assert await _fits(tab), (path, width)
        assert [] == [said for said in tab.errors if "422" not in said]


async def _fits(tab: Tab) -> bool:
    return bool(await tab.tell("document.documentElement.scrollWidth <= innerWidth"))
