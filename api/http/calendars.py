"""The calendar of a service: with a bearer token, or at a secret address of one's own."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from api.access import Access
from api.desk import Desk
from api.http.answers import POSITION
from api.http.seats import Reading, Territory, desk_of
from api.problems import Problem
from api.views.calendar import calendar_of

router = APIRouter(tags=["calendar"])
_ICS = "text/calendar; charset=utf-8"
_FEED = {"schema": {"type": "string"}}
_NAME = "Maillage, agenda du service"
_Token = Annotated[str, Path(max_length=200, description="Montré une fois, à sa création.")]


class Feed(Response):
    media_type = "text/calendar"


@router.get(
    "/calendar.ics", response_class=Feed, responses={200: {"content": {"text/calendar": _FEED}}}
)
async def calendar(desk: Reading) -> Response:
    """Séances, instances, rendez-vous et échéances de votre service ; jamais un nom."""
    return await _feed(desk)


@router.get(
    "/calendars/{token}.ics", response_class=Feed,
    responses={200: {"content": {"text/calendar": _FEED}}},
)  # fmt: skip
async def at_a_secret_address(
    request: Request, territory: Territory, token: _Token
) -> Response:
    """Le même agenda, pour un logiciel qui suit une adresse ; elle n’ouvre rien d’autre."""
    access: Access = request.app.state.access
    asker = await access.asker_of_calendar(token)
    if asker is None or asker.territory != territory:
        raise Problem(404, "unknown")
    return await _feed(desk_of(request, asker, "api"))


async def _feed(desk: Desk) -> Response:
    async with desk.look("calendar") as sight:
        said = await calendar_of(sight, desk.partner, _NAME)
        headers = {POSITION: str(await sight.position())}
    return Response(said, headers=headers, media_type=_ICS)
