"""``maillage token``: access tokens, shown once, ended by their mark."""

import re
from typing import Any

from asyncpg import Record
from pydantic import ValidationError

from api.access import Access
from api.cli.exits import Exit, Failure
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.commands import tokens
from domain import codes
from domain.values import AgentId, PartnerId


def create(
    territory: str, agent: str, role: str | None, on_behalf_of: str | None, label: str,
    days: int, *, as_json: bool,
) -> Exit:  # fmt: skip
    mandator = PartnerId(identifier(on_behalf_of, "--on-behalf-of")) if on_behalf_of else None
    try:
        ask = tokens.NewToken(
            agent=AgentId(identifier(agent, "AGENT")), role=role, label=label, days=days,
            on_behalf_of=mandator,
        )  # fmt: skip
    except ValidationError:
        raise Failure(Exit.MISUSED, "--role ou --label : valeur refusée.") from None
    return run(_create(territory, ask, as_json=as_json))


def revoke(territory: str, mark: str, *, as_json: bool) -> Exit:
    if not re.fullmatch("[0-9a-f]{12}", mark):
        raise Failure(Exit.MISUSED, "MARQUE : douze signes, de 0 à 9 et de a à f.")
    return run(_revoke(territory, mark, as_json=as_json))


def granted(territory: str, *, as_json: bool) -> Exit:
    return run(_granted(territory, as_json=as_json))


def agents(territory: str, *, as_json: bool) -> Exit:
    return run(_agents(territory, as_json=as_json))


async def _create(territory: str, ask: tokens.NewToken, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        token, asker = await tokens.create_token(installation, territory, ask)
    if as_json:
        answer({"token": token, "agent": asker.agent, "role": asker.role, "days": ask.days})
    else:
        say(token)
        label = codes.ROLES[asker.role].label
        say(f"Montré cette seule fois ; {label}, valable {ask.days} jours.")
    return Exit.DONE


async def _revoke(territory: str, mark: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        await tokens.revoke_token(installation, territory, mark)
    if as_json:
        answer({"revoked": mark})
    else:
        say("Jeton révoqué.")
    return Exit.DONE


async def _granted(territory: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        access = Access(installation.readers, installation.writers)
        rows = await access.granted(territory)
    if as_json:
        answer({"tokens": rows})
    else:
        say(*(_line(row) for row in rows))
    return Exit.DONE


async def _agents(territory: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        rows = await tokens.agents_of(installation, territory)
    if as_json:
        answer({"agents": rows})
    else:
        say(*(_agent(row) for row in rows))
    return Exit.DONE


def _line(row: Record) -> str:
    end = "révoqué" if row["revoked_at"] else f"jusqu’au {row['expires_at']:%d/%m/%Y}"
    return f"{row['mark']}  {row['agent']}  {row['role']}  {end}  {row['label']}"


def _agent(row: Any) -> str:
    function = codes.FUNCTIONS.get(row["function"])
    said = function.label if function else row["function"]
    return f"{row['agent']}  {row['partner_name']}, {said}  {', '.join(row['roles'])}"
