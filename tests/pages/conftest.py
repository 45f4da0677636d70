"""Visitors of the pages. One database for all: each test has two services of its own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx2
import pytest

from api.access import Access
from api.app import create_app
from api.desk import Desk
from api.installation import Installation, opened
from api.pages.visit import COOKIE
from api.settings import Settings
from domain.agent import Agent
from domain.partner import Description, Partner
from domain.policies import SYSTEM, Asker
from domain.territory import Territory, territory_stream
from domain.values import AgentId, PartnerId
from store import embedded
from store.log import statements as log_statements
from tests.conftest import TERRITORY, _create
from tests.pages.reading import Page

SAME = {"Sec-Fetch-Site": "same-origin"}
NEW = "/orientations/nouvelle"
_SYSTEM = Asker(SYSTEM, None, "administrator", TERRITORY)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a session. ``other`` is the service that they work with."""

    http: httpx2.AsyncClient
    agent: AgentId
    partner: PartnerId
    other: PartnerId
    token: str

    @property
    def quick(self) -> dict[str, Any]:
        """The least that a referral asks for."""
        return {
            "addressee": str(self.other), "family_name": "Canari", "given_name": "Zoé",
            "reason": "Sans emploi depuis un an", "accord": "oral",
            "themes": "se-former--trouver-sa-formation", "etape": "envoi",
        }  # fmt: skip

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
        said = {"cle": str(uuid4()), **self.quick, **changes}
        sent = await self.post(NEW, said)
        assert 303 == sent.status_code, sent.text
        return str(sent.headers["location"]).partition("?")[0]

    async def act(self, referral: str, code: str, **typed: Any) -> httpx2.Response:
        """Do what the referral's page offers under that code."""
        form = (await self.get(referral)).form(f"{referral}/{code}")
        return await self.post(form.action, form.sent(**typed))

    async def case_of(self, referral: str) -> str:
        """The address of the referral's case."""
        links = (await self.get(referral)).links
        return next(link for link in links if link.startswith("/situations/"))

    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.token}"}


@pytest.fixture(scope="session")
async def installation(
    socket: str, template: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Installation]:
    """An opened installation with one fictitious territory, for all these tests."""
    names = ("pages_journal", "pages_keys")
    await _create(socket, dict(zip(names, template, strict=True)))
    where = embedded.addresses(socket, *names)
    async with AsyncExitStack() as stack:
        home = Settings(home=tmp_path_factory.mktemp("pages"))
        it = await stack.enter_async_context(opened(home, where))
        await it.writers.execute(log_statements["create_territory"], TERRITORY, uuid4(), True)
        stream = territory_stream(TERRITORY)
        facts = {"name": "Val-d’Essai", "fictitious": True, "origin": "demo"}
        await Desk(it, _SYSTEM, "cli").begin(Territory, stream, **facts)
        yield it


@pytest.fixture(scope="session")
async def http(installation: Installation) -> AsyncIterator[httpx2.AsyncClient]:
    app = create_app(installation, clock_every=None)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        yield client


@dataclass(frozen=True)
class Place:
    """Two services of one test, and who may be enrolled there."""

    desk: Desk
    http: httpx2.AsyncClient
    mark: str
    ccas: PartnerId
    mission: PartnerId

    async def join(self, partner: PartnerId, name: str, kind: str) -> PartnerId:
        said = Description(name=f"{name} {self.mark}", kind=kind)
        facts = {"source": "test", "reference": str(partner), "description": said}
        await self.desk.begin(Partner, partner, **facts)
        return partner

    async def enrol(
        self, partner: PartnerId, role: str = "social-worker", function: str = "social-worker"
    ) -> Visitor:
        agent, desk = AgentId(uuid4()), self.desk
        facts = {"name": "Camille Fictif", "function": function, "partner": partner}
        await desk.begin(Agent, agent, **facts)
        await desk.change(Agent, agent, Agent.grant_role, role=role)
        access = Access(desk.installation.readers, desk.installation.writers)
        asker = Asker(agent, partner, role, TERRITORY)
        token = await access.grant(asker, "test", timedelta(hours=1))
        other = self.mission if partner == self.ccas else self.ccas
        return Visitor(self.http, agent, partner, other, token)


@pytest.fixture
async def place(installation: Installation, http: httpx2.AsyncClient) -> Place:
    desk = Desk(installation, _SYSTEM, "cli")
    it = Place(desk, http, token_hex(3), PartnerId(uuid4()), PartnerId(uuid4()))
    await it.join(it.ccas, "CCAS", "ccas")
    await it.join(it.mission, "Mission locale d’Éveil", "mission-locale")
    return it


@pytest.fixture
async def nadia(place: Place) -> Visitor:
    """A social worker of the CCAS."""
    return await place.enrol(place.ccas)


@pytest.fixture
async def paul(place: Place) -> Visitor:
    """An agent of the mission locale."""
    return await place.enrol(place.mission, "partner-agent")


@pytest.fixture
async def eva(place: Place) -> Visitor:
    """An evaluator."""
    return await place.enrol(place.ccas, "evaluator")


async def position(installation: Installation) -> int:
    """How many facts the journal holds."""
    head = await installation.head(TERRITORY)
    assert head is not None
    return int(head["position"])
