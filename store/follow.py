"""Followers: read models that need not be inline, kept by position in their own transactions.

An append neither waits for them nor knows of them. A batch and its cursor are one
transaction under the cursor's lock: nothing is lost or doubled, however many processes
follow and wherever one dies. To build one anew is to follow from the first fact into a
shadow schema, then to swap both the schema and the cursors.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from asyncpg import LockNotAvailableError, Pool, QueryCanceledError

from store import reading
from store.facts import Fact
from store.pools import Db
from store.statements import Statements
from store.waves import Waves

_sql = Statements(__file__)
_log = structlog.get_logger(__name__)
_BATCH = 2_000
_TRIES, _PATIENCE = 30, "2s"


@dataclass(frozen=True)
class Follower:
    """A read model that follows: its name (and schema), its statements, what it learns.

    ``schema`` creates its tables, ``indexes`` what is cheaper made at the end of a
    rebuild. Of each batch, ``learn`` folds the facts of these ``kinds``; then each of the
    statements ``take`` takes the rows after position ``$2`` up to ``$3`` of territory ``$1``.
    """

    name: str
    statements: Statements
    kinds: frozenset[str]
    learn: Callable[[Waves, Sequence[Fact]], None]
    take: Sequence[str]
    code_sha: str


async def follow(writers: Pool, follower: Follower, territory: str) -> int:
    """Go on to the head of that territory; how many facts were taken.

    A read model that other code keeps is left alone.
    """
    taken = 0
    async with writers.acquire() as db:
        while came := await _step(db, follower, territory):
            taken += came
    return taken


async def unfollowed(db: Db, followers: Sequence[Follower]) -> list[Follower]:
    """Those of the followers that are not registered with their present code."""
    known = {row["name"]: row["code_sha"] for row in await db.fetch(_sql["registered"])}
    return [each for each in followers if known.get(each.name) != each.code_sha]


async def build(
    rebuilders: Pool, follower: Follower, progress: Callable[[int], Any] = lambda _: None
) -> int:
    """Build the read model anew from the whole log; its new generation.

    ``progress`` is told the number of facts of each batch.
    """
    async with rebuilders.acquire() as db:
        await db.execute("set statement_timeout = 0")
        await db.execute("select pg_advisory_lock(hashtext($1))", f"maillage.{follower.name}")
        try:
            return await _build(db, follower, progress)
        finally:
            await db.execute("select pg_advisory_unlock_all()")
            await db.execute("reset search_path; reset statement_timeout")


async def _step(db: Db, follower: Follower, territory: str) -> int:
    """One batch; how many facts it held."""
    async with db.transaction():
        await db.execute(_sql["share"])
        if await db.fetchval(_sql["code"], follower.name) != follower.code_sha:
            return 0
        await db.execute(_sql["begin"], territory, follower.name)
        row = await db.fetchrow(_sql["batch"], territory, follower.name)
        if row is None or row["after"] >= row["head"]:
            return 0
        last = min(row["after"] + _BATCH, row["head"])
        await _take(db, follower, territory, row["after"], last)
        await db.execute(_sql["advance"], territory, follower.name, last)
        return int(last - row["after"])


async def _take(db: Db, follower: Follower, territory: str, after: int, last: int) -> None:
    rows = await reading.between(db, territory, after, last, follower.kinds)
    facts = [reading.shut(row) for row in rows]
    waves = Waves()
    follower.learn(waves, facts)
    await waves.write(db)
    for name in follower.take:
        await db.execute(follower.statements[name], territory, after, last)


async def _build(db: Db, follower: Follower, progress: Callable[[int], Any]) -> int:
    name, shadow = follower.name, f"{follower.name}_next"
    await db.execute(
        f"drop schema if exists {shadow} cascade; create schema {shadow};"
        f"set search_path = {shadow}, maillage; {follower.statements['schema']};"
        f"grant usage on schema {shadow} to maillage_writer, maillage_reader;"
        f"grant select, insert, update, delete on all tables in schema {shadow}"
        f" to maillage_writer; grant select on all tables in schema {shadow} to maillage_reader"
    )
    reached: dict[str, int] = {}
    await _fold(db, follower, reached, progress)
    await db.execute(follower.statements["indexes"])
    for attempt in range(_TRIES):
        try:
            async with db.transaction():
                return await _swap(db, follower, dict(reached), progress)
        except (LockNotAvailableError, QueryCanceledError):
            _log.info("swap.waits", projection=name, attempt=attempt)
            await _fold(db, follower, reached, progress)
            await asyncio.sleep(0.05 * attempt)
    raise TimeoutError(f"the read model {name} could not be swapped in")


async def _fold(
    db: Db, follower: Follower, reached: dict[str, int], progress: Callable[[int], Any]
) -> None:
    """Take what stands in the log beyond ``reached``, territory by territory."""
    for territory, head in await db.fetch(_sql["heads"]):
        while (after := reached.get(territory, 0)) < head:
            last = min(after + _BATCH, head)
            async with db.transaction():
                await _take(db, follower, territory, after, last)
            reached[territory] = last
            progress(last - after)


async def _swap(
    db: Db, follower: Follower, reached: dict[str, int], progress: Callable[[int], Any]
) -> int:
    name = follower.name
    await db.execute(f"set local lock_timeout = '{_PATIENCE}'")
    await db.execute(_sql["alone"])
    await _fold(db, follower, reached, progress)
    if await db.fetchval("select to_regnamespace($1) is not null", name):
        await db.execute(f"drop schema {name} cascade")
    await db.execute(f"alter schema {name}_next rename to {name}")
    for territory, position in reached.items():
        await db.execute(_sql["place"], territory, name, position)
    generation: int = await db.fetchval(_sql["register"], name, follower.code_sha)
    return generation
