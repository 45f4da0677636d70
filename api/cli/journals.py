"""``maillage journal``: who did what, and when, without the name of any person."""

import re
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from api.cli.exits import Exit, Failure
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import dated, seated
from api.desk import Desk
from api.http.journal import sample_shown
from api.moments import known
from api.pages.kinds import SOURCES
from api.views.directory import search
from api.views.journal import Found, Line, lines_of
from api.views.journal_export import FORMATS, Export, exported
from api.views.journal_sample import sample_of
from api.views.journal_search import Filter, KnownAt
from domain import codes
from domain.catalogue import AGGREGATES, KINDS
from domain.values import CaseId, PartnerId
from projections.wording import labels

_SEED = re.compile(r"[0-9A-Za-z._-]{1,60}")
_PAGE = 500
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class Asked(NamedTuple):
    """The filters of a journal, as they were typed."""

    since: str | None
    until: str | None
    occurred_since: str | None
    occurred_until: str | None
    partner: str | None
    function: str | None
    role: str | None
    kind: str | None
    case: str | None
    theme: str | None
    ground: str | None
    source: str | None
    actor: str | None
    known_at: str | None


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
    sought, known_at = _filter(asked), _known_at(asked.known_at)
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        if asked.partner is not None:
            partner = await _partner(desk, asked.partner)
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
    return f"{line.fact.at.position:6}  {dated(line.fact.at)}  {line.sentence}"


def _plain(line: Line) -> dict[str, Any]:
    at = line.fact.at
    return {
        "position": at.position, "recorded_at": at.recorded_at, "occurred_at": at.occurred_at,
        "kind": at.kind, "stream": at.stream_id, "case": at.case_id, "actor": line.actor,
        "function": line.function, "organisation": at.organisation, "service": line.service,
        "role": at.role, "source": at.source, "sentence": line.sentence,
    }  # fmt: skip


async def _partner(desk: Desk, asked: str) -> PartnerId:
    try:
        return PartnerId(UUID(asked))
    except ValueError:
        async with desk.look("directory") as sight:
            words = asked.encode("utf-8", "replace").decode()
            found = (await search(sight, words, None, _PAGE)).partners
    exact = [row for row in found if row["name"].casefold() == asked.casefold()] or found
    if len(exact) != 1:
        raise Failure(
            Exit.UNKNOWN, "Aucun partenaire de ce nom, ou plusieurs : donnez l’identifiant."
        )
    return PartnerId(exact[0]["partner"])


def _filter(asked: Asked) -> Filter:
    """All that was typed, but the partner, who is looked up."""
    return Filter(
        since=_day(asked.since, "--since"), until=_day(asked.until, "--until"),
        occurred_since=_day(asked.occurred_since, "--occurred-since"),
        occurred_until=_day(asked.occurred_until, "--occurred-until"),
        function=_code(asked.function, codes.FUNCTIONS, "--function"),
        role=_code(asked.role, codes.ROLES, "--role"), kind=_kind(asked.kind),
        case=CaseId(identifier(asked.case, "--case")) if asked.case else None,
        theme=_code(asked.theme, codes.THEMES, "--theme"),
        ground=_code(asked.ground, codes.SHARING_GROUNDS, "--ground"),
        source=_code(asked.source, SOURCES, "--source"), actor=_actor(asked.actor),
    )  # fmt: skip


def _code(text: str | None, known: Container[str], option: str) -> str | None:
    if text is not None and text not in known:
        raise Failure(Exit.MISUSED, f"{option} : code inconnu.")
    return text


def _known_at(text: str | None) -> KnownAt | None:
    try:
        return None if text is None else known(text)
    except ValueError:
        raise Failure(
            Exit.MISUSED, "--known-at : position, jour (AAAA-MM-JJ) ou instant attendu."
        ) from None


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Failure(Exit.MISUSED, f"{option} : date attendue (AAAA-MM-JJ).") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Failure(Exit.MISUSED, f"{option} : date hors limites.")
    return day


def _kind(text: str | None) -> str | None:
    families = [each.__name__ for each in AGGREGATES]
    if text is not None and text not in {*families, *KINDS}:
        raise Failure(
            Exit.MISUSED, f"--kind : fait inconnu. Les familles sont : {', '.join(families)}."
        )
    return text


def _actor(text: str | None) -> str | None:
    return text if text in (None, "system") else str(identifier(text, "--actor"))
