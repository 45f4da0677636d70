"""The journal and the feed of changes over HTTP. Lines never say who a person is."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.commands.asks import Day
from api.http.answers import page
from api.http.seats import Reading
from api.views.journal import Line, Period, changes_after, lines_of
from domain.local_time import start_of
from domain.values import PartnerId

router = APIRouter(tags=["journal"])
Most = Annotated[int, Query(ge=1, le=500)]
Kind = Annotated[str, Query(pattern=r"^[A-Z][A-Za-z]{0,40}(\.[A-Z][A-Za-z]{0,40})?$")]
Actor = Annotated[str, Query(pattern=r"^(system|[0-9a-f-]{36})$")]


@router.get("/journal")
async def journal(
    request: Request,
    desk: Reading,
    since: Day | None = None,
    until: Day | None = None,
    actor: Actor | None = None,
    partner: PartnerId | None = None,
    kind: Kind | None = None,
    after: Annotated[int | None, Query(ge=1)] = None,
    limit: Most = 100,
) -> Response:
    """Qui a fait quoi, quand : les faits les plus récents d’abord."""
    period = Period(
        since=since and start_of(since),
        until=until and start_of(until + timedelta(days=1)),
        actor=actor, partner=partner, kind=kind,
    )  # fmt: skip
    async with desk.look("journal") as sight:
        lines = await lines_of(sight, period, after, limit)
    last = str(lines[-1].fact.at.position) if len(lines) == limit else None
    return page(request, [shown(line) for line in lines], last)


@router.get("/changes")
async def changes(
    request: Request,
    desk: Reading,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Most = 100,
) -> Response:
    """Les faits dans leur ordre, après une position : à suivre sans rien manquer."""
    async with desk.look("changes") as sight:
        lines = await changes_after(sight, after, limit)
    last = str(lines[-1].fact.at.position) if lines else None
    return page(request, [shown(line) for line in lines], last)


def shown(line: Line) -> dict[str, Any]:
    """A line as JSON."""
    at = line.fact.at
    return {
        "position": at.position, "recorded_at": at.recorded_at, "occurred_at": at.occurred_at,
        "kind": at.kind, "stream": at.stream_id, "version": at.version, "case": at.case_id,
        "actor": at.actor, "function": line.function, "organisation": at.organisation,
        "service": line.service, "role": at.role, "sharing_ground": at.sharing_ground,
        "told_by": at.told_by, "medium": at.medium, "source": at.source,
        "correlation": at.correlation_id, "sentence": line.sentence,
    }  # fmt: skip
