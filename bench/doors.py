"""Three services that accept a referral, each one worker: ours, a bare insert, the library's.

Run as ``python -m bench.doors NAME DESCRIPTOR FOLDER SOCKET DATABASE``.
"""

import gc
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import uvicorn
import uvloop
from fastapi import FastAPI

from api import logs
from api.app import create_app
from api.commands.referral_asks import Answer
from api.installation import opened
from bench.library import kept_by_library
from bench.place import Place
from bench.writers import DATA
from domain.referral import Referral
from store.pools import pool
from store.statements import Statements
from store.uuid7 import uuid7

_sql = Statements(__file__)
PATH = "/api/v1/territories/{territory}/referrals/{referral}/acceptance"


@asynccontextmanager
async def ours(place: Place, database: str) -> AsyncIterator[FastAPI]:
    """The application as it is served, its worker apart."""
    async with opened(place.settings, place.addresses(database)) as installation:
        yield create_app(installation, clock_every=None)


@asynccontextmanager
async def bare(place: Place, database: str) -> AsyncIterator[FastAPI]:
    """FastAPI and asyncpg, one INSERT of the event's columns, nothing else."""
    app = FastAPI()
    async with await pool(place.addresses(database).admin, "postgres", ("public",)) as rows:

        @app.post(PATH, status_code=201)
        async def accept(territory: str, referral: UUID, ask: Answer) -> dict[str, int]:
            position = await rows.fetchval(
                _sql["insert"], territory, uuid7(), uuid7(), referral, datetime.now(UTC),
                ask.tells_person, DATA,
            )  # fmt: skip
            return {"position": position}

        yield app


@asynccontextmanager
async def library(place: Place, database: str) -> AsyncIterator[FastAPI]:
    """FastAPI and eventsourcing: load, decide, save, in FastAPI's threads."""
    app = FastAPI()
    with kept_by_library(place, database) as kept:

        @app.post(PATH, status_code=201)
        def accept(referral: UUID, ask: Answer) -> dict[str, int]:
            it: Referral = kept.repository.get(referral)
            it.accept(by=it.addressee, tells_person=ask.tells_person)
            kept.save(it)
            return {"version": it.version}

        yield app


async def _serve(name: str, listener: socket.socket, place: Place, database: str) -> None:
    door = {"ours": ours, "bare": bare, "eventsourcing": library}[name]
    async with door(place, database) as app:
        config = uvicorn.Config(
            app, http="httptools", ws="none", lifespan="on", log_config=None,
            access_log=False, server_header=False,
        )  # fmt: skip
        await uvicorn.Server(config).serve(sockets=[listener])


if __name__ == "__main__":
    logs.configure("json")
    gc.set_threshold(10_000, 20, 20)
    _, _name, _descriptor, _folder, _socket, _database = sys.argv
    _listener = socket.socket(fileno=int(_descriptor))
    uvloop.run(_serve(_name, _listener, Place(Path(_folder), _socket), _database))
