"""The shadow of a read model: built beside the live one, in a schema of its own.

It is made by the projection's own DDL, never by LIKE, which loses grants and policies.
While it is filled nobody reads it, so it is cheap: unlogged (a crash ends the rebuild,
and the next one begins with a new shadow), without secondary indexes, with room in each
page for the next state of its rows. ``finish`` makes it what its DDL says.
"""

from asyncpg import Record

from store.pools import Db
from store.statements import Statements
from store.waves import Projection

_sql = Statements(__file__)
_ROOM = 50
"""How full a page is at first, in percent."""


class Shadow:
    """The tables of one projection before they take the place of the live ones."""

    def __init__(self, projection: Projection) -> None:
        self._projection, self.schema = projection, f"{projection.name}_next"
        self._indexes: list[Record] = []

    async def lay(self, db: Db) -> None:
        """Empty tables, in place of those that a broken rebuild has left."""
        await db.execute(
            f"drop schema if exists {self.schema} cascade; create schema {self.schema};"
            f"set search_path = {self.schema}, maillage;"
            f"{self._projection.statements['schema']};"
            f"grant usage on schema {self.schema} to maillage_writer, maillage_reader;"
            f"grant select, insert, update, delete on all tables in schema {self.schema}"
            f" to maillage_writer;"
            f"grant select on all tables in schema {self.schema} to maillage_reader"
        )
        for table in await self._tables(db):
            await db.execute(f"alter table {table} set unlogged, set (fillfactor = {_ROOM})")
        self._indexes = await db.fetch(_sql["secondary_indexes"], self.schema)
        for index in self._indexes:
            await db.execute(f"drop index {index['name']}")

    async def finish(self, db: Db) -> None:
        """Written anew without its dead rows, logged, indexed, with its statistics."""
        for table in await self._tables(db):
            await db.execute(f"alter table {table} set logged, reset (fillfactor)")
        for index in self._indexes:
            await db.execute(index["definition"])
        for table in await self._tables(db):
            await db.execute(f"analyze {table}")

    async def take_place(self, db: Db) -> int:
        """Become the live read model, in the caller's transaction; its generation."""
        name = self._projection.name
        if await db.fetchval("select to_regnamespace($1) is not null", name):
            await db.execute(f"drop schema {name} cascade")
        await db.execute(f"alter schema {self.schema} rename to {name}")
        generation: int = await db.fetchval(_sql["register"], name, self._projection.code_sha)
        return generation

    async def _tables(self, db: Db) -> list[str]:
        return [row["name"] for row in await db.fetch(_sql["tables"], self.schema)]
