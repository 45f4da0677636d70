"""Two services, an agent each, and a client of the API for either."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from api.access import Access
from api.app import create_app
from api.desk import Desk
from api.installation import Installation
from domain.agent import Agent
from domain.partner import Description, Partner
from domain.policies import SYSTEM, Asker
from domain.territory import Territory, territory_stream
from domain.values import AgentId, PartnerId
from tests.api.described import Described
from tests.conftest import TERRITORY

ROOT = f"/api/v1/territories/{TERRITORY}"
CCAS, MISSION = PartnerId(uuid4()), PartnerId(uuid4())


@dataclass(frozen=True)
class Somebody:
    """A client of the API in one agent's name."""

    http: httpx2.AsyncClient
    agent: AgentId
    partner: PartnerId
    token: str

    async def get(self, path: str, **query: Any) -> httpx2.Response:
        return await self.http.get(ROOT + path, headers=self._headers(), params=query)

    async def post(
        self, path: str, body: Any, version: int | None = None, key: str | None = None
    ) -> httpx2.Response:
        headers = self._headers()
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        return await self.http.post(ROOT + path, json=body, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture
async def administrator(installation: Installation) -> Desk:
    """A desk of the system, with the territory and two partners created."""
    desk = Desk(installation, Asker(SYSTEM, None, "administrator", TERRITORY), "cli")
    await desk.begin(
        Territory, territory_stream(TERRITORY), name="Clichy", fictitious=True, origin="demo"
    )
    for partner, name, kind in (
        (CCAS, "CCAS de Clichy", "ccas"),
        (MISSION, "Mission locale d’Éveil", "mission-locale"),
    ):
        said = Description(name=name, kind=kind)
        await desk.begin(
            Partner, partner, source="test", reference=str(partner), description=said
        )
    return desk


@pytest.fixture
async def http(installation: Installation) -> AsyncIterator[httpx2.AsyncClient]:
    """A client whose answers are held against the description, each of them."""
    app = create_app(installation, clock_every=None)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(
            transport=transport,
            base_url="http://127.0.0.1",
            event_hooks={"response": [Described(app)]},
        ) as client,
    ):
        yield client


async def enrol(
    desk: Desk, http: httpx2.AsyncClient, partner: PartnerId, role: str = "social-worker"
) -> Somebody:
    """An agent of that partner, in that role, with a token."""
    agent = AgentId(uuid4())
    await desk.begin(
        Agent, agent, name="Camille Fictif", function="social-worker", partner=partner
    )
    await desk.change(Agent, agent, Agent.grant_role, role=role)
    access = Access(desk.installation.readers, desk.installation.writers)
    asker = Asker(agent, partner, role, desk.territory)
    token = await access.grant(asker, "test", timedelta(hours=1))
    return Somebody(http, agent, partner, token)


@pytest.fixture
async def ccas(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, CCAS)


@pytest.fixture
async def mission(administrator: Desk, http: httpx2.AsyncClient) -> Somebody:
    return await enrol(administrator, http, MISSION)


def new_referral(**changes: Any) -> dict[str, Any]:
    """The body of a referral of a new person to the mission locale."""
    return {
        "addressee": str(MISSION), "kind": "referral", "urgency": "ordinary",
        "themes": ["choisir-un-metier--confirmer-son-choix-de-metier"],
        "request": "Trouver une formation", "reason": "Sans emploi depuis un an",
        "informed": "orally", "agreement": "oral", "sharing_ground": "consent",
        "coarse": {
            "age_band": "18-25", "sex": "unknown", "household": "single",
            "quartier": "unknown", "geography_version": "2026", "language_need": "none",
            "channel": "visit",
        },
        "new_person": {
            "family_name": "Canari", "given_name": "Zoé", "birth_date": "2004-02-29",
        },
        **changes,
    }  # fmt: skip
