"""A service from within, and the accounts of a territory: who acts, for whom, who is away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from domain.values import PartnerId, Withheld
from store.statements import Statements

_sql = Statements(__file__)


@dataclass(frozen=True)
class Colleague:
    """An agent as their colleagues and the keepers of accounts know them.

    ``entrusted``: how many open referrals they look after for the reader's service.
    """

    row: Mapping[str, Any]
    name: str | Withheld
    mandates: Sequence[Record]
    entrusted: int = 0

    @property
    def agent(self) -> UUID:
        return UUID(str(self.row["agent"]))


async def service_of(sight: Sight, partner: PartnerId) -> list[Colleague]:
    """Those who work for that partner or act for it today; first those of the house."""
    rows = await sight.fetch(_sql["colleagues"], partner, sight.today)
    counted = await sight.fetch(_sql["entrusted"], partner)
    entrusted = {row["agent"]: row["count"] for row in counted}
    return await _known(sight, rows, entrusted)


async def accounts_in(sight: Sight) -> list[Colleague]:
    """Every account of the territory, closed ones too; the look at the names is recorded."""
    rows = await sight.fetch(_sql["accounts"], sight.today)
    await sight.noted(purpose="accounts")
    return await _known(sight, rows, {})


async def _known(
    sight: Sight, rows: Sequence[Record], entrusted: Mapping[UUID, int]
) -> list[Colleague]:
    agents = [row["agent"] for row in rows]
    names = await sight.agents(agents)
    mandates: dict[UUID, list[Record]] = defaultdict(list)
    for row in await sight.fetch(_sql["mandates"], agents, sight.today):
        mandates[row["agent"]].append(row)
    return [
        Colleague(
            dict(row), names.get(row["agent"], Withheld.SEALED), mandates[row["agent"]],
            entrusted.get(row["agent"], 0),
        )
        for row in rows
    ]  # fmt: skip
