"""Stored rows read back as facts: shut for whoever has no key, opened for a door.

A row begins with the header's columns in their order, then ``data``; a row that is to be
opened goes on with ``sealed``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from asyncpg import Record

from domain.values import Withheld
from store.facts import Fact, Header, shape
from store.keys import Keys
from store.pools import Db
from store.seal import place, unseal
from store.statements import Statements

_sql = Statements(__file__)
_WIDTH = len(Header._fields)


async def after(db: Db, territory: str, position: int, most: int) -> list[Fact]:
    """The next facts of a territory, personal fields sealed."""
    return [shut(row) for row in await db.fetch(_sql["after"], territory, position, most)]


async def between(
    db: Db, territory: str, after: int, last: int, kinds: Collection[str]
) -> list[Record]:
    """The rows of those kinds from after one position to another, to be read one by one."""
    return await db.fetch(_sql["between"], territory, after, last, kinds)


def shut(row: Record) -> Fact:
    """The fact of a row, personal fields ``Withheld.SEALED``."""
    at = Header(*row[:_WIDTH])
    return _fact(at, row, None if at.key_id is None else Withheld.SEALED)


async def opened(rows: Sequence[Record], keys: Keys) -> list[Fact]:
    """The facts of rows with their sealed segment: clear, or ``Withheld.ERASED``."""
    found = await keys.to_open(row["key_id"] for row in rows if row["sealed"] is not None)
    return [_fact(at, row, _clear(at, row, found)) for at, row in _headed(rows)]


def _headed(rows: Iterable[Record]) -> Iterable[tuple[Header, Record]]:
    return ((Header(*row[:_WIDTH]), row) for row in rows)


def _clear(at: Header, row: Record, found: Mapping[UUID, bytes]) -> bytes | Withheld | None:
    if at.key_id is None:
        return None
    key = found.get(at.key_id)
    if key is None or row["sealed"] is None:
        return Withheld.ERASED
    where = place(
        at.territory, at.event_id, at.stream_id, at.version, at.kind, at.schema, at.key_id
    )
    return unseal(key, at.event_id, where, row["sealed"])


def _fact(at: Header, row: Record, clear: bytes | Withheld | None) -> Fact:
    form = shape(at.kind)
    return Fact(at, form.decode(at.stream_id, at.version, at.schema, row["data"], row, clear))
