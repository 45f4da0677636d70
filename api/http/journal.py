"""The journal and the feed of changes over HTTP. Lines never say who a person is."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from api.commands.asks import Day
from api.http.answers import POSITION, answer, page
from api.http.seats import Reading
from api.http.shapes import journal as shapes
from api.moments import KnownAt
from api.views.journal import Line, changes_after, lines_of
from api.views.journal_export import FORMATS, Export, exported
from api.views.journal_sample import MOST_DRAWN, Sample, sample_of
from api.views.journal_search import Filter
from domain.values import CaseId, Code, PartnerId

router = APIRouter(tags=["journal"])
Most = Annotated[int, Query(ge=1, le=500)]
Kind = Annotated[str, Query(pattern=r"^[A-Z][A-Za-z]{0,40}(\.[A-Z][A-Za-z]{0,40})?$")]
Actor = Annotated[str, Query(pattern=r"^(system|[0-9a-f-]{36})$")]
Seed = Annotated[str, Query(pattern=r"^[0-9A-Za-z._-]{1,60}$", description="Par exemple 2026.")]
_ARCHIVE = {"schema": {"type": "string", "format": "binary"}}


async def filtered(
    since: Annotated[Day | None, Query(description="Enregistrés à partir de ce jour.")] = None,
    until: Annotated[Day | None, Query(description="Enregistrés jusqu’à ce jour.")] = None,
    occurred_since: Annotated[Day | None, Query(description="Survenus depuis ce jour.")] = None,
    occurred_until: Annotated[
        Day | None, Query(description="Survenus jusqu’à ce jour.")
    ] = None,
    partner: Annotated[PartnerId | None, Query(description="Le service qui a agi.")] = None,
    function: Annotated[Code | None, Query(description="La fonction de qui a agi.")] = None,
    role: Annotated[Code | None, Query(description="Le rôle dans lequel on a agi.")] = None,
    kind: Annotated[Kind | None, Query(description="Un fait, ou toute sa famille.")] = None,
    case: Annotated[CaseId | None, Query(description="La situation.")] = None,
    theme: Annotated[Code | None, Query(description="Thème de l’orientation.")] = None,
    ground: Annotated[Code | None, Query(description="Fondement du partage.")] = None,
    source: Annotated[Code | None, Query(description="D’où vient le fait.")] = None,
    actor: Annotated[Actor | None, Query(description="Soi-même, ou `system`.")] = None,
) -> Filter:
    """What is sought; what is not said is anything."""
    return Filter(
        since=since, until=until, occurred_since=occurred_since, occurred_until=occurred_until,
        partner=partner, function=function, role=role, kind=kind, case=case, theme=theme,
        ground=ground, source=source, actor=actor,
    )  # fmt: skip


Filtered = Annotated[Filter, Depends(filtered)]


@router.get("/journal", response_model=shapes.FoundPage)
async def journal(
    request: Request,
    desk: Reading,
    sought: Filtered,
    known_at: KnownAt | None = None,
    after: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    limit: Most = 100,
) -> Response:
    """Qui a fait quoi, quand : les faits les plus récents d’abord.

    `position` dit où le journal a été lu : redemandée avec `known_at`, la réponse est la même.
    """
    async with desk.look("journal") as sight:
        found = await lines_of(sight, sought, limit, after, known_at)
        last = str(found.lines[-1].fact.at.position) if len(found.lines) == limit else None
        said = [shown(line) for line in found.lines]
        return await page(sight, request, said, last, position=found.position)


@router.get("/journal/sample", response_model=shapes.Sample)
async def sample(
    desk: Reading,
    sought: Filtered,
    seed: Seed,
    count: Annotated[int, Query(ge=1, le=MOST_DRAWN)] = 30,
    known_at: KnownAt | None = None,
) -> Response:
    """Des orientations tirées au sort : même graine, même position, même tirage."""
    async with desk.look("journal-sample") as sight:
        drawn = await sample_of(sight, sought, seed, count, known_at)
    return answer(sample_shown(drawn), headers={POSITION: str(drawn.position)})


@router.get(
    "/journal/export", response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": _ARCHIVE}}},
)  # fmt: skip
async def export(
    desk: Reading,
    sought: Filtered,
    kind_of_file: Annotated[
        str, Query(alias="format", pattern=f"^({'|'.join(FORMATS)})$")
    ] = "csv",
    known_at: KnownAt | None = None,
) -> Response:
    """Toutes les lignes trouvées, dans une archive avec leur manifeste."""
    return sent(await exported(desk, sought, kind_of_file, known_at))


@router.get("/changes", response_model=shapes.LinePage)
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
        return await page(sight, request, [shown(line) for line in lines], last)


def sent(export: Export) -> Response:
    """An export, as it is made."""
    said = {"Content-Disposition": f'attachment; filename="{export.name}"'}
    said[POSITION] = str(export.position)
    return StreamingResponse(export.chunks, headers=said, media_type="application/zip")


def sample_shown(drawn: Sample) -> dict[str, Any]:
    """A draw as JSON."""
    return {
        "seed": drawn.seed, "position": drawn.position, "among": drawn.among,
        "items": [
            {
                "referral": each.referral, "sent_on": each.sent_on, "sender": each.sender,
                "addressee": each.addressee, "themes": each.themes,
                "lines": [shown(line) for line in each.lines],
            }
            for each in drawn.referrals
        ],
    }  # fmt: skip


def shown(line: Line) -> dict[str, Any]:
    """A line as JSON."""
    at = line.fact.at
    return {
        "position": at.position, "recorded_at": at.recorded_at, "occurred_at": at.occurred_at,
        "kind": at.kind, "stream": at.stream_id, "version": at.version, "case": at.case_id,
        "actor": line.actor, "name": line.name, "function": line.function,
        "organisation": at.organisation, "on_behalf_of": at.on_behalf_of,
        "service": line.service, "role": at.role, "sharing_ground": at.sharing_ground,
        "told_by": at.told_by, "medium": at.medium, "source": at.source,
        "correlation": at.correlation_id, "sentence": line.sentence,
    }  # fmt: skip
