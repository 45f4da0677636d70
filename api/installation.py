"""An installation: databases, keys, ledger and one journal for each territory, opened.

Everything that acts opens one: the web service, the worker, the command line, the tests.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import asyncpg
from asyncpg import Connection, Pool, Record

from api.settings import Settings
from projections import FOLLOWERS, PROJECTIONS, SCHEMAS
from store import embedded
from store.embedded import Addresses
from store.erasure import Destroyer
from store.follow import Follower, build, follow, unfollowed
from store.keys import Keys, Master
from store.ledger import Ledger
from store.log import Log
from store.log import statements as log_statements
from store.migrate import migrate_journal, migrate_keys
from store.pools import pool
from store.rebuild import outdated, rebuild
from store.refusals import NotServed
from store.requests import statements as request_statements
from store.waves import Projection


async def addresses(settings: Settings) -> Addresses:
    """Where the databases are; starts the embedded server unless they are given."""
    if settings.database_url is None:
        return await embedded.prepare(settings.home / "postgres")
    if settings.keys_url is None:
        raise ValueError("keys_url: required with database_url")
    journal, keys = settings.database_url, settings.keys_url
    admin, admin_keys = settings.admin_url or journal, settings.admin_keys_url or keys
    return Addresses(*(url.get_secret_value() for url in (admin, journal, admin_keys, keys)))


@dataclass
class Installation:
    """Opened pools by role, keys and ledger; a journal for each territory."""

    writers: Pool
    readers: Pool
    rebuilders: Pool
    keys: Keys
    destroyer: Destroyer = field(init=False)
    ledger: Ledger
    projections: Sequence[Projection] = PROJECTIONS
    followers: Sequence[Follower] = FOLLOWERS
    clocks: dict[str, Callable[[], datetime | None]] = field(default_factory=dict)
    _logs: dict[str, Log] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.destroyer = Destroyer(self.readers, self.keys, self.ledger, self.log)

    def log(self, territory: str) -> Log:
        """The journal of that territory (whether it exists is seen at the first append)."""
        if territory not in self._logs:
            clock = self.clocks.get(territory, lambda: None)
            self._logs[territory] = Log(
                territory, self.writers, self.keys, self.projections, clock
            )
        return self._logs[territory]

    async def heads(self) -> list[Record]:
        """Every territory with its position, and whether it is fictitious."""
        return await self.readers.fetch(log_statements["heads"])

    async def head(self, territory: str) -> Record | None:
        return await self.readers.fetchrow(log_statements["head"], territory)

    async def ready(self) -> None:
        """Finish what a crash or a restore left, before the first request.

        Until sign-in exists, only fictitious territories may be served: raises
        ``NotServed``; ``LedgerShorter`` where the ledger is not this database's.
        """
        if real := [row["territory"] for row in await self.heads() if not row["fictitious"]]:
            raise NotServed(", ".join(real))
        await self.destroyer.resume(datetime.now(UTC))

    async def faults(self) -> list[str]:
        """Why requests could not be served just now, as codes; none when all is well."""
        async with self.readers.acquire() as db:
            due = await outdated(db, list(self.projections))
            behind = await unfollowed(db, self.followers)
        await self.keys.reachable()
        return ["other-code"] if due or behind else []

    async def forget(self) -> None:
        """Drop the Idempotency-Keys of more than 30 days ago."""
        await self.writers.execute(request_statements["forget"])

    async def bring_up_to_date(
        self, progress: Callable[[int], Any] = lambda _: None
    ) -> list[str]:
        """Rebuild the read models whose code has changed; their names."""
        async with self.readers.acquire() as db:
            due = await outdated(db, list(self.projections))
            behind = await unfollowed(db, self.followers)
        if due:
            await rebuild(self.rebuilders, due, progress)
        for follower in behind:
            await build(self.rebuilders, follower, progress)
        return [projection.name for projection in due] + [each.name for each in behind]

    async def follow(self, territory: str) -> None:
        """Bring the read models that follow the log to its head."""
        for follower in self.followers:
            await follow(self.writers, follower, territory)

    async def close(self) -> None:
        for log in self._logs.values():
            await log.appender.close()


async def migrate(where: Addresses) -> list[str]:
    """Migrate both databases as their administrator; the names of what was applied."""
    done: list[str] = []
    for url, run in ((where.admin, migrate_journal), (where.admin_keys, migrate_keys)):
        admin: Connection = await asyncpg.connect(url)
        try:
            done += await run(admin)
        finally:
            await admin.close()
    return done


@asynccontextmanager
async def opened(
    settings: Settings, where: Addresses | None = None
) -> AsyncIterator[Installation]:
    """Open the installation that the settings describe, and close it at the end."""
    where = where or await addresses(settings)
    settings.master_key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys_schema = ("maillage_keys",)
    size = settings.statement_cache_size
    async with AsyncExitStack() as stack:

        async def pool_of(url: str, role: str, schemas: Sequence[str]) -> Pool:
            made = await pool(url, f"maillage_{role}", schemas, statement_cache_size=size)
            return await stack.enter_async_context(made)

        installation = Installation(
            writers=await pool_of(where.journal, "writer", SCHEMAS),
            readers=await pool_of(where.journal, "reader", SCHEMAS),
            rebuilders=await pool_of(where.journal, "rebuilder", SCHEMAS),
            keys=Keys(
                await pool_of(where.keys, "keeper", keys_schema), Master.at(settings.master_key)
            ),
            ledger=Ledger(settings.ledger),
        )
        stack.push_async_callback(installation.close)
        yield installation
