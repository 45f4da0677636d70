"""Choosing a persona (until sign-in exists): fictitious agents of fictitious territories."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from asyncpg import Record
from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.access import Access
from api.desk import Desk
from api.http.seats import desk_of
from api.pages.navigation import home_of
from api.pages.paper import clear, paper
from api.pages.visit import COOKIE, Posted, go, installation_of, name_of
from api.problems import Problem
from domain.policies import SYSTEM, Asker
from domain.values import AgentId, PartnerId
from projections import directory

router = APIRouter()
LIFE = timedelta(hours=12)


class Persona(NamedTuple):
    name: str
    agent: UUID
    function: str
    roles: Sequence[str]


class Service(NamedTuple):
    name: str
    personas: Sequence[Persona]


class Place(NamedTuple):
    """A territory and its personas, service by service."""

    code: str
    name: str
    services: Sequence[Service]


@router.get("/")
async def choose(request: Request) -> Response:
    """Choisir un personnage."""
    heads = await installation_of(request).heads()
    codes = [head["territory"] for head in heads if head["fictitious"]]
    return paper("personas.html", places=[await _place(request, code) for code in codes])


@router.post("/seance")
async def enter(request: Request, form: Posted) -> Response:
    """Commencer une séance au nom d’un personnage, pour douze heures."""
    asker = await _asker(request, form["territoire"], form["agent"], form["role"])
    access: Access = request.app.state.access
    token = await access.grant(asker, "persona", LIFE)
    answer = go(home_of(asker.role))
    answer.set_cookie(
        COOKIE, token, max_age=int(LIFE.total_seconds()), path="/", httponly=True,
        samesite="lax", secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.post("/quitter")
async def leave(request: Request) -> Response:
    """Finir la séance : son jeton ne vaut plus rien."""
    access: Access = request.app.state.access
    await access.revoke(request.cookies.get(COOKIE, ""))
    answer = go("/")
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer


async def _asker(request: Request, territory: str, agent: str, role: str) -> Asker:
    """Who that persona is; nobody is, where people are real."""
    head = await installation_of(request).head(territory.replace("\x00", ""))
    if head is None or not head["fictitious"]:
        raise Problem(404, "unknown")
    for row in await _agents(request, territory):
        if str(row["agent"]) == agent and role in row["roles"]:
            return Asker(AgentId(row["agent"]), PartnerId(row["partner"]), role, territory)
    raise Problem(404, "unknown")


async def _agents(request: Request, territory: str) -> list[Record]:
    async with _desk(request, territory).look("personas") as sight:
        return await sight.fetch(directory.statements["agents"])


async def _place(request: Request, territory: str) -> Place:
    async with _desk(request, territory).look("personas") as sight:
        rows = await sight.fetch(directory.statements["agents"])
        names = await sight.agents([row["agent"] for row in rows])
        called = await name_of(sight)

    def persona(row: Record) -> Persona:
        name = clear(names.get(row["agent"], ""))
        return Persona(name, row["agent"], row["function"], row["roles"])

    services = [
        Service(name, [persona(row) for row in agents if row["roles"]])
        for name, agents in groupby(rows, lambda row: str(row["partner_name"]))
    ]
    return Place(territory, called, [each for each in services if each.personas])


def _desk(request: Request, territory: str) -> Desk:
    return desk_of(request, Asker(SYSTEM, None, "system", territory), "page")
