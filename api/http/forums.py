"""Forums and resources over HTTP: read by everyone with an account, never about a person."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http import answers
from api.http.answers import page
from api.http.seats import Reading
from api.http.shapes import forums as shapes
from api.views.forums import forum_of, forums_in, told
from api.views.resources import Sought, catalogue, resource_of
from domain.values import Code, ForumId, PartnerId, ResourceId

router = APIRouter()
FORUMS, RESOURCES = "forums", "resources"


@router.get("/forums", response_model=shapes.ForumList, tags=[FORUMS])
async def forums(desk: Reading) -> Response:
    """Les instances du projet, celles qui se réunissent d’abord."""
    async with desk.look("forums") as sight:
        return await answers.found(sight, {"items": await forums_in(sight)})


@router.get("/forums/{forum}", response_model=shapes.ForumFile, tags=[FORUMS])
async def forum(forum: ForumId, desk: Reading) -> Response:
    """Une instance, ses membres par périodes et ses réunions."""
    async with desk.look("forums") as sight:
        view = await forum_of(sight, forum)
        return await answers.found(sight, told(view), view.row["version"])


@router.get("/resources", response_model=shapes.ResourcePage, tags=[RESOURCES])
async def resources(
    request: Request,
    desk: Reading,
    kind: Annotated[Code | None, Query(description="La forme.")] = None,
    year: Annotated[
        int | None, Query(ge=1900, le=2100, description="Une année couverte.")
    ] = None,
    provider: Annotated[PartnerId | None, Query(description="Qui la met à disposition.")] = (
        None
    ),
    after: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Les ressources mises à disposition, la dernière publiée d’abord."""
    async with desk.look("resources") as sight:
        found = await catalogue(sight, Sought(kind, year, provider), after, limit)
        last = str(found.next) if found.next is not None else None
        return await page(sight, request, found.resources, last)


@router.get("/resources/{resource}", response_model=shapes.CatalogueEntry, tags=[RESOURCES])
async def resource(resource: ResourceId, desk: Reading) -> Response:
    """Une ressource, retirée ou non."""
    async with desk.look("resources") as sight:
        found = await resource_of(sight, resource)
        return await answers.found(sight, found, found["version"])
