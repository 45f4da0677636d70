"""Rebuild beside live: fold the log into a shadow schema, then swap it in.

The shadow is made by the projection's own DDL, never by LIKE, which loses grants and
policies. The swap takes exclusively the lock that every append holds shared: it applies
the tail, renames two schemas and commits.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from asyncpg import LockNotAvailableError, Pool, QueryCanceledError

from store import reading
from store.pools import Db
from store.statements import Statements
from store.waves import Projection, project

_sql = Statements(__file__)
_log = structlog.get_logger(__name__)
_BATCH = 2_000
_TRIES, _PATIENCE = 30, "2s"


async def rebuild(
    rebuilders: Pool, projection: Projection, progress: Callable[[int], Any] = lambda _: None
) -> int:
    """Build the projection anew from the whole log; its new generation.

    ``progress`` is told the number of facts of each batch.
    """
    async with rebuilders.acquire() as db:
        await db.execute("set statement_timeout = 0")
        await db.execute("select pg_advisory_lock(hashtext($1))", f"maillage.{projection.name}")
        try:
            return await _rebuild(db, projection, progress)
        finally:
            await db.execute("select pg_advisory_unlock_all()")
            await db.execute("reset search_path; reset statement_timeout")


async def outdated(db: Db, projections: list[Projection]) -> list[Projection]:
    """Those of the projections that are not registered with their present code."""
    known = {row["name"]: row["code_sha"] for row in await db.fetch(_sql["registered"])}
    return [each for each in projections if known.get(each.name) != each.code_sha]


async def _rebuild(db: Db, projection: Projection, progress: Callable[[int], Any]) -> int:
    shadow = f"{projection.name}_next"
    await db.execute(
        f"drop schema if exists {shadow} cascade; create schema {shadow};"
        f"set search_path = {shadow}, maillage; {projection.statements['schema']};"
        f"grant usage on schema {shadow} to maillage_writer, maillage_reader;"
        f"grant select, insert, update, delete on all tables in schema {shadow}"
        f" to maillage_writer; grant select on all tables in schema {shadow} to maillage_reader"
    )
    reached: dict[str, int] = {}
    await _fold(db, projection, reached, progress)
    for attempt in range(_TRIES):
        try:
            async with db.transaction():
                return await _swap(db, projection, dict(reached), progress)
        except (LockNotAvailableError, QueryCanceledError):
            _log.info("swap.waits", projection=projection.name, attempt=attempt)
            await _fold(db, projection, reached, progress)
            await asyncio.sleep(0.05 * attempt)
    raise TimeoutError(f"the read model {projection.name} could not be swapped in")


async def _fold(
    db: Db, projection: Projection, reached: dict[str, int],
    progress: Callable[[int], Any],
) -> None:  # fmt: skip
    """Fold what stands in the log beyond ``reached``, territory by territory."""
    for territory, head in await db.fetch(_sql["heads"]):
        while (position := reached.get(territory, 0)) < head:
            facts = await reading.after(db, territory, position, _BATCH)
            async with db.transaction():
                await project([projection], facts).write(db)
            reached[territory] = facts[-1].at.position
            progress(len(facts))


async def _swap(
    db: Db, projection: Projection, reached: dict[str, int],
    progress: Callable[[int], Any],
) -> int:  # fmt: skip
    name = projection.name
    await db.execute(f"set local lock_timeout = '{_PATIENCE}'")
    await db.execute("select pg_advisory_xact_lock(hashtext('maillage.projections'))")
    await _fold(db, projection, reached, progress)
    if await db.fetchval("select to_regnamespace($1) is not null", name):
        await db.execute(f"drop schema {name} cascade")
    await db.execute(f"alter schema {name}_next rename to {name}")
    generation: int = await db.fetchval(_sql["register"], name, projection.code_sha)
    return generation
