"""The filters of a journal as they are typed, understood or refused in one sentence."""

from collections.abc import Container
from datetime import date
from typing import NamedTuple
from uuid import UUID

from api.cli.exits import Exit, Failure
from api.cli.place import identifier
from api.desk import Desk
from api.moments import known
from api.views.directory import search
from api.views.journal_search import Filter, KnownAt
from domain import codes
from domain.catalogue import AGGREGATES, KINDS
from domain.values import CaseId, PartnerId
from projections.kinds import SOURCES

_MOST = 500
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


def filter_of(asked: Asked) -> Filter:
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


def known_at_of(text: str | None) -> KnownAt | None:
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


async def partner_of(desk: Desk, asked: str) -> PartnerId:
    try:
        return PartnerId(UUID(asked))
    except ValueError:
        async with desk.look("directory") as sight:
            words = asked.encode("utf-8", "replace").decode()
            found = (await search(sight, words, None, _MOST)).partners
    exact = [row for row in found if row["name"].casefold() == asked.casefold()] or found
    if len(exact) != 1:
        raise Failure(
            Exit.UNKNOWN, "Aucun partenaire de ce nom, ou plusieurs : donnez l’identifiant."
        )
    return PartnerId(exact[0]["partner"])
