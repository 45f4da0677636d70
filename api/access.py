"""Bearer tokens: 256 random bits, kept as SHA-256, tied to agent, partner and role.

Rights are not in the token: whether the agent still has that role, and the mandate of
whom they act for, is read afresh at each request. Tokens asked about at the same moment
are looked up together.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from asyncpg import Pool, Record

from domain.policies import Asker
from domain.values import AgentId, PartnerId
from store.statements import Statements
from store.together import Together

_sql = Statements(__file__)
PREFIX = "mlg_"
CALENDAR = "calendar"
"""The scope of a token that stands in the address of a feed, and opens nothing else."""


class Access:
    """Grants, finds and revokes tokens."""

    def __init__(self, readers: Pool, writers: Pool) -> None:
        self._readers, self._writers = readers, writers
        self._find = Together[bytes, Asker](self._found)
        self._find_calendar = Together[bytes, Asker](self._found_calendar)

    async def asker_of(self, token: str) -> Asker | None:
        """Who holds that token; None if it is unknown, expired, revoked or without its role."""
        return await self._find(_digest(token))

    async def asker_of_calendar(self, token: str) -> Asker | None:
        """Who holds that token of a calendar; None for any other token."""
        return await self._find_calendar(_digest(token))

    async def grant(
        self, asker: Asker, label: str, life: timedelta, scope: str | None = None
    ) -> str:
        """A new token for that agent; it is shown this once.

        ``scope``: None for all that its role may, or ``CALENDAR``.
        """
        token = PREFIX + secrets.token_urlsafe(32)
        await self._writers.execute(
            _sql["grant"], _digest(token), asker.territory, asker.agent, asker.organisation,
            asker.on_behalf_of, asker.role, label, life, scope,
        )  # fmt: skip
        return token

    async def revoke(self, token: str) -> bool:
        """End a token at once; False if there was nothing to end."""
        return await self._writers.fetchval(_sql["revoke"], _digest(token)) is not None

    async def granted(self, territory: str) -> list[Record]:
        """The tokens of a territory: whose, for what, until when; never the token."""
        return await self._readers.fetch(_sql["list"], territory)

    async def _found(self, digests: list[bytes]) -> Mapping[bytes, Asker]:
        rows = await self._readers.fetch(_sql["find"], digests)
        return {row["digest"]: _asker(row) for row in rows if row["scope"] is None}

    async def _found_calendar(self, digests: list[bytes]) -> Mapping[bytes, Asker]:
        rows = await self._readers.fetch(_sql["find"], digests)
        return {row["digest"]: _asker(row) for row in rows if row["scope"] == CALENDAR}


def _asker(row: Record) -> Asker:
    agent, employer = AgentId(row["agent"]), PartnerId(row["partner"])
    if row["on_behalf_of"] is None:
        return Asker(agent, employer, row["role"], row["territory"])
    mandator = PartnerId(row["on_behalf_of"])
    return Asker(agent, mandator, row["role"], row["territory"], employer)


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
