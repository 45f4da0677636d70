"""``maillage demo``: three fictitious territories, prepared once, then served."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from socket import socket
from typing import Any

from api.cli.exits import Exit
from api.cli.place import answer, here, in_a_loop, say, speak
from api.cli.progress import steps
from api.cli.serving import address, listening, until_stopped
from api.cli.upkeep import built, due_of
from api.demo.personas import LIFE, Company, companies
from api.demo.prepare import prepare
from api.demo.year.told import USUAL, Told
from api.installation import Installation, addresses, migrate, opened
from api.settings import Settings
from domain import codes


def demo(port: int | None, wanted: Told | None, *, serves: bool, as_json: bool) -> Exit:
    settings = here()
    speak(settings)
    if not serves:
        return in_a_loop(_prepare(settings, wanted, as_json=as_json))
    with listening(settings.host, settings.port if port is None else port) as listener:
        return in_a_loop(_serve(settings, wanted, listener, as_json=as_json))


def wanted_of(seed: int | None, days: int | None, scale: float | None) -> Told | None:
    """How much of the year is asked for; None where nothing is said about it."""
    if (seed, days, scale) == (None, None, None):
        return None
    return Told(
        USUAL.seed if seed is None else seed, USUAL.days if days is None else days,
        USUAL.scale if scale is None else scale,
    )  # fmt: skip


async def _prepare(settings: Settings, wanted: Told | None, *, as_json: bool) -> Exit:
    async with _prepared(settings, wanted, as_json=as_json) as installation:
        _tell(await companies(installation), None, as_json=as_json)
    return Exit.DONE


async def _serve(
    settings: Settings, wanted: Told | None, listener: socket, *, as_json: bool
) -> Exit:
    async with _prepared(settings, wanted, as_json=as_json) as installation:
        told = await companies(installation)
        announce = partial(_tell, told, address(listener), as_json=as_json)
        await until_stopped(installation, settings, listener, announce)
    return Exit.DONE


@asynccontextmanager
async def _prepared(
    settings: Settings, wanted: Told | None, *, as_json: bool
) -> AsyncIterator[Installation]:
    with steps(as_json=as_json) as shown:
        shown.begin("Serveur PostgreSQL")
        where = await addresses(settings)
        shown.begin("Schéma des deux bases")
        await migrate(where)
    async with opened(settings, where) as installation:
        with steps(as_json=as_json) as shown:
            await built(installation, await due_of(installation), shown)
            await installation.ready()
            await prepare(installation, shown.begin, wanted)
        yield installation


def _tell(told: Sequence[Company], url: str | None, *, as_json: bool) -> None:
    if as_json:
        answer({"url": url, "territories": [_plain(each) for each in told]})
        return
    say("", f"Démonstration : tout y est fictif. Un jeton d’API vaut {LIFE.days} jours.")
    for each in told:
        say("", f"{each.territory} · {each.name} · {each.facts} faits au journal")
        for who in each.personas:
            role = codes.ROLES[who.role].label
            say(f"  {who.name} · {who.function}", f"      {who.service} · {role}")
            say(f"      {who.token}")
    if url is not None:
        say("", f"Maillage écoute sur {url} ; Ctrl-C pour arrêter.")


def _plain(company: Company) -> dict[str, Any]:
    personas = [persona._asdict() for persona in company.personas]
    return company._asdict() | {"personas": personas}
