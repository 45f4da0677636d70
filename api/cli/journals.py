"""``maillage journal``: who did what, and when, without the name of any person."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from api.cli.exits import Exit, Failure
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import dated, seated
from api.desk import Desk
from api.views.directory import search
from api.views.journal import Line, Period, lines_of
from domain.catalogue import AGGREGATES, KINDS
from domain.local_time import start_of
from domain.values import PartnerId

_PAGE = 500
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class Asked(NamedTuple):
    """The filters of a journal, as they were typed."""

    since: str | None
    until: str | None
    partner: str | None
    actor: str | None
    kind: str | None
    limit: int


def journal(territory: str, asked: Asked, token: str | None, *, as_json: bool) -> Exit:
    period = Period(
        since=_start_of(asked.since, "--since", timedelta(0)),
        until=_start_of(asked.until, "--until", timedelta(days=1)),
        actor=_actor(asked.actor), kind=_kind(asked.kind),
    )  # fmt: skip
    return run(_journal(territory, period, asked, token, as_json=as_json))


async def _journal(
    territory: str, period: Period, asked: Asked, token: str | None, *, as_json: bool
) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        if asked.partner is not None:
            partner = await _partner(desk, asked.partner)
            period = period.model_copy(update={"partner": partner})
        lines = await _newest(desk, period, asked.limit)
    lines.reverse()
    if as_json:
        answer({"lines": [_plain(line) for line in lines]})
    else:
        say(*map(_told, lines))
    return Exit.DONE


async def _newest(desk: Desk, period: Period, most: int) -> list[Line]:
    lines: list[Line] = []
    while len(lines) < most:
        before = lines[-1].fact.at.position if lines else None
        wanted = min(_PAGE, most - len(lines))
        async with desk.look("journal") as sight:
            page = await lines_of(sight, period, before, wanted)
        lines += page
        if len(page) < wanted:
            break
    return lines


def _told(line: Line) -> str:
    return f"{line.fact.at.position:6}  {dated(line.fact.at)}  {line.sentence}"


def _plain(line: Line) -> dict[str, Any]:
    at = line.fact.at
    return {
        "position": at.position, "recorded_at": at.recorded_at, "occurred_at": at.occurred_at,
        "kind": at.kind, "stream": at.stream_id, "case": at.case_id, "actor": at.actor,
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


def _start_of(text: str | None, option: str, later: timedelta) -> datetime | None:
    """When that day begins in the territory, or so much later."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Failure(Exit.MISUSED, f"{option} : date attendue (AAAA-MM-JJ).") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Failure(Exit.MISUSED, f"{option} : date hors limites.")
    return start_of(day + later)


def _kind(text: str | None) -> str | None:
    families = [each.__name__ for each in AGGREGATES]
    if text is not None and text not in {*families, *KINDS}:
        raise Failure(
            Exit.MISUSED, f"--kind : fait inconnu. Les familles sont : {', '.join(families)}."
        )
    return text


def _actor(text: str | None) -> str | None:
    return text if text in (None, "system") else str(identifier(text, "--actor"))
