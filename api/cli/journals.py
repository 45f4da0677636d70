"""``maillage journal``: who did what, and when, without the name of any person."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from api.cli.exits import Exit, Failure
from api.cli.journal_asked import Asked, filter_of, known_at_of, partner_of
from api.cli.place import answer, head_of, installed, run, say
from api.cli.seats import dated, seated
from api.desk import Desk
from api.http.journal import sample_shown
from api.views.journal import Found, Line, lines_of
from api.views.journal_export import FORMATS, Export, exported
from api.views.journal_sample import sample_of
from api.views.journal_search import Filter, KnownAt
from domain import codes
from domain.values import Withheld
from projections.wording import labels

_SEED = re.compile(r"[0-9A-Za-z._-]{1,60}")
_PAGE = 500


def journal(
    territory: str, asked: Asked, limit: int, token: str | None, *, as_json: bool
) -> Exit:
    return run(_journal(territory, asked, limit, token, as_json=as_json))


def sample(
    territory: str, asked: Asked, count: int | None, seed: str | None, token: str | None,
    *, as_json: bool,
) -> Exit:  # fmt: skip
    if count is None or seed is None or not _SEED.fullmatch(seed):
        raise Failure(Exit.MISUSED, "Un tirage veut --sample N et --seed GRAINE.")
    return run(_sample(territory, asked, count, seed, token, as_json=as_json))


def export(
    territory: str, asked: Asked, form: str, out: Path | None, token: str | None,
    *, as_json: bool,
) -> Exit:  # fmt: skip
    if form not in FORMATS:
        raise Failure(Exit.MISUSED, f"--format : les formats sont {', '.join(FORMATS)}.")
    return run(_export(territory, asked, form, out, token, as_json=as_json))


async def _journal(
    territory: str, asked: Asked, limit: int, token: str | None, *, as_json: bool
) -> Exit:
    async with _asking(territory, asked, token) as (desk, sought, known_at):
        found = await _newest(desk, sought, limit, known_at)
    lines = list(reversed(found.lines))
    if as_json:
        answer({"position": found.position, "lines": [_plain(line) for line in lines]})
    else:
        say(*map(_told, lines))
    return Exit.DONE


async def _sample(
    territory: str, asked: Asked, count: int, seed: str, token: str | None, *, as_json: bool
) -> Exit:
    async with (
        _asking(territory, asked, token) as (desk, sought, known_at),
        desk.look("journal-sample") as sight,
    ):
        drawn = await sample_of(sight, sought, seed, count, known_at)
    if as_json:
        answer(sample_shown(drawn))
        return Exit.DONE
    say(
        f"{len(drawn.referrals)} orientations tirées parmi {drawn.among}, graine {seed}, "
        f"position {drawn.position}."
    )
    for each in drawn.referrals:
        themes = labels(codes.THEMES, each.themes)
        say(f"{each.referral}  {each.sent_on:%d/%m/%Y}  {each.sender} → {each.addressee}")
        say(f"    {themes}", *(f"    {_told(line)}" for line in each.lines))
    return Exit.DONE


async def _export(
    territory: str, asked: Asked, form: str, out: Path | None, token: str | None,
    *, as_json: bool,
) -> Exit:  # fmt: skip
    async with _asking(territory, asked, token) as (desk, sought, known_at):
        made = await exported(desk, sought, form, known_at)
        path = out or Path(made.name)
        await _write(path, made)
    if as_json:
        answer({"file": str(path), "position": made.position})
    else:
        say(f"{path} : journal lu à la position {made.position}.")
    return Exit.DONE


async def _write(path: Path, made: Export) -> None:
    """The whole archive, or no file."""
    try:
        file = path.open("xb")
    except FileExistsError:
        raise Failure(Exit.MISUSED, "--out : ce fichier existe déjà.") from None
    try:
        with file:
            async for chunk in made.chunks:
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)  # noqa: ASYNC240 - a moment, and nobody else waits
        raise


@asynccontextmanager
async def _asking(
    territory: str, asked: Asked, token: str | None
) -> AsyncIterator[tuple[Desk, Filter, KnownAt | None]]:
    """The desk of who asks, and what they typed, understood."""
    sought, known_at = filter_of(asked), known_at_of(asked.known_at)
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        if asked.partner is not None:
            partner = await partner_of(desk, asked.partner)
            sought = sought.model_copy(update={"partner": partner})
        yield desk, sought, known_at


async def _newest(desk: Desk, sought: Filter, most: int, known_at: KnownAt | None) -> Found:
    lines: list[Line] = []
    while True:
        before = lines[-1].fact.at.position if lines else None
        wanted = min(_PAGE, most - len(lines))
        async with desk.look("journal") as sight:
            page = await lines_of(sight, sought, wanted, before, known_at)
        lines += page.lines
        known_at = page.position
        if len(page.lines) < wanted or len(lines) == most:
            return Found(lines, page.position)


def _told(line: Line) -> str:
    said = f"{line.fact.at.position:6}  {dated(line.fact.at)}  {line.sentence}"
    if line.name is None:
        return said
    name = "données détruites" if isinstance(line.name, Withheld) else line.name
    return f"{said} [{name}]"


def _plain(line: Line) -> dict[str, Any]:
    at = line.fact.at
    return {
        "position": at.position, "recorded_at": at.recorded_at, "occurred_at": at.occurred_at,
        "kind": at.kind, "stream": at.stream_id, "case": at.case_id, "actor": line.actor,
        "name": line.name, "function": line.function, "organisation": at.organisation,
        "on_behalf_of": at.on_behalf_of, "service": line.service,
        "role": at.role, "source": at.source, "sentence": line.sentence,
    }  # fmt: skip
