"""``maillage doctor``: what an installation stands on, checked; and what to do about it."""

import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import asyncpg
from asyncpg import Connection

from api.cli.exits import Exit
from api.cli.place import answer, here, run, say
from api.installation import addresses
from api.settings import Settings
from projections import FOLLOWERS, PROJECTIONS
from store.embedded import Addresses
from store.follow import unfollowed
from store.keys import Master
from store.ledger import Ledger
from store.migrate import migrations
from store.rebuild import outdated
from store.statements import Statements

_sql = Statements(__file__)
_VERSIONS = range(16, 19)
_KEY_BYTES = 32


class Check(NamedTuple):
    """One thing that must hold; ``remedy`` is what to do where it does not."""

    code: str
    good: bool
    said: str
    remedy: str


def doctor(*, as_json: bool) -> Exit:
    return run(_doctor(as_json=as_json))


async def _doctor(*, as_json: bool) -> Exit:
    checks = [check async for check in examined(here())]
    if as_json:
        answer({"checks": [_plain(check) for check in checks]})
    else:
        for check in checks:
            say(f"{'✓' if check.good else '✗'} {check.said}")
            if not check.good:
                say(f"    → {check.remedy}")
    return Exit.DONE if all(check.good for check in checks) else Exit.TO_MEND


async def examined(settings: Settings) -> AsyncIterator[Check]:
    """Every check that can be made; those of a database only where it answers."""
    yield _master_file(settings.master_key)
    if settings.database_url is None and not (settings.home / "postgres").exists():
        yield Check(
            "installation", False, "Aucune base embarquée dans ce dossier",
            "lancez `maillage demo` ou `maillage migrate`, ou réglez MAILLAGE_DATABASE_URL",
        )  # fmt: skip
        return
    where = await addresses(settings)
    async for check in _journal(where, settings):
        yield check
    async for check in _keys(where, settings):
        yield check


async def _journal(where: Addresses, settings: Settings) -> AsyncIterator[Check]:
    try:
        async with _connected(where.journal, "begin") as db:
            for check in await _server(db):
                yield check
            yield await _migrated(db, "log", "journal")
            yield await _current(db)
            yield await _ledger(db, settings)
            yield await _fictitious(db)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        yield _unreachable("journal", error)


async def _keys(where: Addresses, settings: Settings) -> AsyncIterator[Check]:
    try:
        async with _connected(where.keys, "begin_keys") as db:
            yield await _migrated(db, "keys", "magasin de clés")
            yield await _same_master(db, settings.master_key)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        yield _unreachable("magasin de clés", error)


@asynccontextmanager
async def _connected(url: str, begin: str) -> AsyncIterator[Connection]:
    db: Connection = await asyncpg.connect(url, timeout=5)
    try:
        await db.execute(_sql[begin])
        yield db
    finally:
        await db.close()


async def _server(db: Connection) -> Iterator[Check]:
    row = await db.fetchrow(_sql["server"])
    assert row is not None
    durable = row["fsync"] and row["full_page_writes"] and row["synchronous_commit"]
    return iter(
        (
            Check(
                "version", row["major"] in _VERSIONS, f"PostgreSQL {row['version']}",
                "installez PostgreSQL 16, 17 ou 18",
            ),
            Check(
                "durable", durable, "Ce qui est confirmé est écrit sur le disque",
                "rétablissez fsync, full_page_writes et synchronous_commit à « on »",
            ),
            Check(
                "role", not row["mighty"], "Le compte de l’application n’a aucun droit de trop",
                "connectez l’application par un compte sans SUPERUSER, CREATEROLE ni BYPASSRLS",
            ),
        )
    )  # fmt: skip


async def _migrated(db: Connection, folder: str, what: str) -> Check:
    known = {(row["name"], row["sha256"]) for row in await db.fetch(_sql["applied"])}
    due = [each.name for each in migrations(folder) if (each.name, each.sha256) not in known]
    said = f"Schéma du {what} : " + (f"à revoir ({', '.join(due)})" if due else "à jour")
    return Check(f"migrations-{folder}", not due, said, "lancez `maillage migrate`")


async def _current(db: Connection) -> Check:
    due = [each.name for each in await outdated(db, list(PROJECTIONS))]
    due += [each.name for each in await unfollowed(db, FOLLOWERS)]
    said = "Vues de lecture : " + (f"à reconstruire ({', '.join(due)})" if due else "à jour")
    return Check("projections", not due, said, "lancez `maillage rebuild`")


async def _ledger(db: Connection, settings: Settings) -> Check:
    held = {entry.key_id for entry in Ledger(settings.ledger).entries()}
    done = {row["key_id"] for row in await db.fetch(_sql["finished"])}
    return Check(
        "ledger", done <= held, f"Registre des clés détruites : {len(held)} clés",
        "rétablissez le fichier de registre qui va avec cette base, sans l’écourter",
    )  # fmt: skip


async def _fictitious(db: Connection) -> Check:
    real = [row["territory"] for row in await db.fetch(_sql["real"])]
    said = f"Territoires réels : {', '.join(real) or 'aucun'}"
    remedy = "ils ne seront servis qu’avec la connexion des agents"
    return Check("fictitious", not real, said, remedy)


async def _same_master(db: Connection, path: Path) -> Check:
    name = _master_name(path)
    others = await db.fetchval(_sql["other_masters"], name)
    return Check(
        "master", name is not None and others == 0,
        "La clé maître est celle qui protège les clés",
        "rétablissez le fichier de clé maître de cette base",
    )  # fmt: skip


def _master_name(path: Path) -> str | None:
    try:
        return Master(path.read_bytes()).name
    except (OSError, ValueError):
        return None


def _master_file(path: Path) -> Check:
    said = "Le fichier de clé maître n’est lisible que par l’application"
    if not path.exists():
        return Check("master-file", False, "Pas de clé maître", "la première commande la crée")
    mode = stat.S_IMODE(path.stat().st_mode)
    good = mode & 0o077 == 0 and path.stat().st_size == _KEY_BYTES
    return Check("master-file", good, said, "chmod 600, et un fichier de 32 octets")


def _unreachable(what: str, error: Exception) -> Check:
    code = getattr(error, "sqlstate", None) or type(error).__name__
    return Check(
        f"reachable-{what}", False, f"Base du {what} : injoignable ou pas prête ({code})",
        "vérifiez l’adresse, puis lancez `maillage migrate`",
    )  # fmt: skip


def _plain(check: Check) -> dict[str, object]:
    said: dict[str, object] = dict(check._asdict())
    if check.good:
        del said["remedy"]
    return said
