"""The attacker's tool: with every dump, the master key and the logs, it opens what it can.

It knows how we seal (the code is public) and has everything but what was destroyed.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from asyncpg import Record

from store.embedded import Addresses
from store.keys import Master
from store.seal import Broken, place, unseal

Tables = dict[str, list[Record]]


@dataclass(frozen=True)
class Loot:
    """What was stolen."""

    journal: Tables
    keys: Tables
    master: bytes
    logs: str

    def finds(self, secret: str) -> set[str]:
        """Where the secret can be read: kinds of sealed facts, tables, the logs."""
        found = {kind for kind, clear in self._opened() if secret.encode() in clear}
        for tables in (self.journal, self.keys):
            found |= {name for name, rows in tables.items() if _shows(rows, secret)}
        return found | ({"logs"} if secret in self.logs else set())

    def _opened(self) -> Iterator[tuple[str, bytes]]:
        """Every sealed segment that any key opens, at any place it may belong."""
        data_keys = list(self._data_keys())
        for row in self.journal["maillage.events"]:
            if row["sealed"] is None:
                continue
            where = place(*(row[name] for name in PLACE))
            for key in data_keys:
                try:
                    yield row["kind"], unseal(key, row["event_id"], where, row["sealed"])
                except Broken:
                    continue

    def _data_keys(self) -> Iterator[bytes]:
        master = Master(self.master)
        for row in self.keys["maillage_keys.keys"]:
            yield master.unwrap(row["key_id"], row["wrapped"])


PLACE = ("territory", "event_id", "stream_id", "version", "kind", "schema", "key_id")


async def steal(where: Addresses, master: bytes, logs: str) -> Loot:
    """Every table of both databases, the master key, and the logs."""
    return Loot(await dump(where.admin), await dump(where.admin_keys), master, logs)


async def dump(url: str) -> Tables:
    """Every row of every table of a database."""
    admin = await asyncpg.connect(url)
    try:
        names = await admin.fetch(
            "select format('%I.%I', schemaname, tablename) as name, schemaname || '.' ||"
            " tablename as plain from pg_tables where schemaname not like 'pg\\_%'"
            " and schemaname <> 'information_schema'"
        )
        return {
            row["plain"]: await admin.fetch(f"select * from {row['name']}") for row in names
        }
    finally:
        await admin.close()


def grep(folder: Path, secret: str) -> list[str]:
    """The files of a folder (tables, indexes, write-ahead log) that hold the secret."""
    wanted = secret.encode()
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and wanted in path.read_bytes()
    )


def _shows(rows: list[Record], secret: str) -> bool:
    forms = (secret, b64encode(secret.encode()).decode(), secret.encode().hex())
    return any(form in _text(value) for row in rows for value in row.values() for form in forms)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") + value.hex()
    return str(value) if not isinstance(value, UUID) else ""
