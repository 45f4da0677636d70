"""Access tokens: granted to an agent in one of its roles, shown once, ended by their mark.

One for acting in another partner's name needs that partner's mandate, and ends with it.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from asyncpg import Record
from pydantic import Field

from api.access import Access
from api.commands.asks import Ask
from api.installation import Installation
from domain.aggregate import Refusal
from domain.local_time import day_of
from domain.policies import Asker
from domain.values import AgentId, Code, Line, PartnerId, TerritoryId
from projections import directory
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)


class RoleChoice(Refusal):
    """Ce rôle n’est pas celui de ce compte, ou il en a plusieurs : précisez lequel."""

    field = "role"


class NoMandate(Refusal):
    """Aucun mandat en cours ne permet à ce compte d’agir au nom de ce partenaire."""

    field = "on_behalf_of"


class NewToken(Ask):
    """For whom, in which role (may be left out if there is only one), until when.

    ``on_behalf_of``: the partner in whose name they act, where it is not their employer.
    """

    agent: AgentId
    role: Code | None = None
    on_behalf_of: PartnerId | None = None
    label: Line = "ligne de commande"
    days: Annotated[int, Field(ge=1, le=365)] = 30


async def create_token(
    installation: Installation, territory: TerritoryId, ask: NewToken
) -> tuple[str, Asker]:
    """The token, shown this once, and who holds it.

    Raises ``Unknown``, ``RoleChoice`` or ``NoMandate``.
    """
    row = next(
        (row for row in await agents_of(installation, territory) if row["agent"] == ask.agent),
        None,
    )
    if row is None:
        raise Unknown
    roles = list(row["roles"])
    role = ask.role or (roles[0] if len(roles) == 1 else None)
    if role is None or role not in roles:
        raise RoleChoice
    asker = Asker(ask.agent, PartnerId(row["partner"]), role, territory)
    if ask.on_behalf_of is not None:
        await _ensure_mandated(installation, territory, ask)
        asker = replace(asker, partner=ask.on_behalf_of, employer=asker.partner)
    access = Access(installation.readers, installation.writers)
    return await access.grant(asker, ask.label, timedelta(days=ask.days)), asker


async def _ensure_mandated(
    installation: Installation, territory: TerritoryId, ask: NewToken
) -> None:
    today = day_of(installation.log(territory).now)
    rows = await installation.readers.fetch(
        directory.statements["mandated_for"], territory, ask.agent, today
    )
    if ask.on_behalf_of not in {row["partner"] for row in rows}:
        raise NoMandate


async def revoke_token(installation: Installation, territory: TerritoryId, mark: str) -> None:
    """End the token of that mark (the first of its digest) at once; or ``Unknown``."""
    if await installation.writers.fetchval(_sql["revoke"], territory, mark) is None:
        raise Unknown


async def agents_of(installation: Installation, territory: TerritoryId) -> list[Record]:
    """Who may hold a token: agents with partner, function and roles, without names."""
    rows: list[Record] = await installation.readers.fetch(
        directory.statements["agents"], territory
    )
    return rows
