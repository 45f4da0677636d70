"""Visitors of the pages: the agents of the API's tests, with a session instead of a token."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from api.desk import Desk
from api.installation import Installation
from api.pages.visit import COOKIE
from domain.values import AgentId, PartnerId
from tests.api.conftest import (
    CCAS,
    MISSION,
    Somebody,
    administrator,
    ccas,
    enrol,
    http,
    mission,
)
from tests.conftest import TERRITORY
from tests.pages.reading import Page

__all__ = ["administrator", "ccas", "http", "mission"]
SAME = {"Sec-Fetch-Site": "same-origin"}
QUICK = {
    "addressee": str(MISSION), "family_name": "Canari", "given_name": "Zoé",
    "reason": "Sans emploi depuis un an", "accord": "oral",
    "themes": "se-former--trouver-sa-formation",
}  # fmt: skip
"""The least that a referral asks for."""


@dataclass(frozen=True)
class Visitor:
    """Somebody with a session; ``SAME`` says that forms come from our own pages."""

    http: httpx2.AsyncClient
    agent: AgentId
    partner: PartnerId
    token: str

    async def get(self, path: str, status: int = 200) -> Page:
        answer = await self.http.get(path, headers=self._headers())
        assert status == answer.status_code, answer.text
        return Page(answer.text)

    async def post(
        self, path: str, said: Any, headers: dict[str, str] | None = None
    ) -> httpx2.Response:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        every = self._headers() | kind | (SAME if headers is None else headers)
        body = urlencode(said, doseq=True).encode()
        return await self.http.post(path, content=body, headers=every)

    async def log(self, **changes: Any) -> str:
        """Log a referral with the least fields; the address of its page."""
        form = (await self.get("/orientations/nouvelle")).form("/orientations/nouvelle")
        sent = await self.post("/orientations/nouvelle", form.sent(**QUICK | changes))
        assert 303 == sent.status_code, sent.text
        return sent.headers["location"].partition("?")[0]

    async def act(self, referral: str, code: str, **typed: Any) -> httpx2.Response:
        """Do what the referral's page offers under that code."""
        form = (await self.get(referral)).form(f"{referral}/{code}")
        return await self.post(form.action, form.sent(**typed))

    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.token}"}


def visiting(who: Somebody) -> Visitor:
    return Visitor(who.http, who.agent, who.partner, who.token)


@pytest.fixture
def nadia(ccas: Somebody) -> Visitor:
    """A social worker of the CCAS."""
    return visiting(ccas)


@pytest.fixture
def paul(mission: Somebody) -> Visitor:
    """An agent of the mission locale."""
    return visiting(mission)


@pytest.fixture
async def eva(administrator: Desk, http: httpx2.AsyncClient) -> Visitor:
    """An evaluator."""
    return visiting(await enrol(administrator, http, CCAS, "evaluator"))


async def position(installation: Installation) -> int:
    """How many facts the journal holds."""
    head = await installation.head(TERRITORY)
    assert head is not None
    return int(head["position"])
