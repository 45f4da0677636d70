"""Connection pools, each in one role of the database.

The login role may take any of them; a pool's connections take theirs at once, and the
server ends a session that idles for two seconds inside a transaction.
"""

from collections.abc import Sequence
from typing import TypeAlias

import asyncpg
from asyncpg import Connection, Pool
from asyncpg.pool import PoolConnectionProxy

Db: TypeAlias = Connection | PoolConnectionProxy
"""A connection, borrowed from a pool or not."""

LOST = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection whose end the server has just announced
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)
"""The database does not answer, or not on this connection: no fault of who asks."""


async def _keep(_: Connection) -> None:
    """No reset between two uses: it costs a round trip, and nothing here needs it."""


async def pool(
    url: str,
    role: str,
    schemas: Sequence[str],
    *,
    most: int = 8,
    statement_cache_size: int = 1024,
) -> Pool:
    """At most ``most`` connections in that role, looking names up in those schemas."""
    return await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=most,
        max_inactive_connection_lifetime=0,
        statement_cache_size=statement_cache_size,
        reset=_keep,
        server_settings={
            "role": role,
            "search_path": ",".join(schemas),
            "application_name": role,
            "jit": "off",
            "statement_timeout": "5s",
            "idle_in_transaction_session_timeout": "2s",
        },
    )
