"""Needs as the command line reads them: observations, unmet needs, voices."""

from collections.abc import Awaitable, Callable
from typing import Any, get_args

from api.cli.exits import Exit
from api.cli.place import among, answer, head_of, installed, run, say
from api.cli.seats import acting
from api.sight import Sight
from api.views.contributions import Stage, contributions_in
from api.views.needs import Sought, observations_in, unmet_in
from domain import codes
from projections.wording import day, label, quantity

Items = list[dict[str, Any]]
Read = Callable[[Sight], Awaitable[Items]]
_MOST = 200


def observations(
    territory: str, theme: str | None, quartier: str | None, year: int | None, token: str,
    *, as_json: bool,
) -> Exit:  # fmt: skip
    among(codes.THEMES, theme, "--theme")

    async def read(sight: Sight) -> Items:
        return (await observations_in(sight, Sought(theme, quartier, year), None, _MOST)).items

    return run(_told("observations", territory, token, read, _observed, as_json=as_json))


def unmet(territory: str, year: int, token: str, *, as_json: bool) -> Exit:
    async def read(sight: Sight) -> Items:
        return [each._asdict() for each in await unmet_in(sight, year)]

    return run(_told("needs", territory, token, read, _unmet, as_json=as_json))


def contributions(territory: str, stage: str | None, token: str, *, as_json: bool) -> Exit:
    among(get_args(Stage), stage, "--stage")
    wanted: Any = stage

    async def read(sight: Sight) -> Items:
        return (await contributions_in(sight, None, None, wanted, None, _MOST)).items

    return run(_told("contributions", territory, token, read, _voice, as_json=as_json))


async def _told(
    purpose: str, territory: str, token: str, read: Read, line: Callable[..., str],
    *, as_json: bool,
) -> Exit:  # fmt: skip
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        async with desk.look(purpose) as sight:
            items = await read(sight)
    if as_json:
        answer({"items": items})
    else:
        say(*map(line, items) if items else ("Rien à montrer.",))
    return Exit.DONE


def _observed(it: dict[str, Any]) -> str:
    where, when = it["quartier"] or "commune", f"{day(it['first'])} – {day(it['last'])}"
    return f"{it['indicator']} ({where}, {when}, {it['source']}) : {_said(it)}"


def _said(it: dict[str, Any]) -> str:
    if it["value"] is not None:
        return quantity(it["value"], it["unit"])
    if it["fewer_than"] is not None:
        return f"moins de {it['fewer_than']} {label(codes.UNITS, it['unit'])}"
    return str(it["said"])


def _unmet(it: dict[str, Any]) -> str:
    refused = it["refused"] if it["refused"] is not None else "trop peu pour le dire"
    return f"{label(codes.THEMES, it['theme'])} : {refused}"


def _voice(it: dict[str, Any]) -> str:
    answered = "répondue" if it["answered_on"] else f"due le {day(it['due'])}"
    said = it["masked"] or "noms à masquer"
    return f"{it['contribution']}  {day(it['received_on'])}, {answered} : {said}"
