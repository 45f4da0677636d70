"""The directory over HTTP: search without accents, one fiche."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http import answers
from api.http.answers import page
from api.http.seats import Reading
from api.http.shapes import directory as shapes
from api.views.directory import fiche_of, search
from domain.values import PartnerId

router = APIRouter(tags=["directory"])


@router.get("/directory", response_model=shapes.FichePage)
async def find(
    request: Request,
    desk: Reading,
    q: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=300)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Chercher un partenaire : chaque mot, sans accent ni majuscule."""
    async with desk.look("directory") as sight:
        found = await search(sight, q, after, limit)
        return await page(sight, request, found.partners, found.next)


@router.get("/directory/{partner}", response_model=shapes.FullFiche)
async def fiche(partner: PartnerId, desk: Reading) -> Response:
    """La fiche d’un partenaire, ses services et ses fermetures."""
    async with desk.look("directory") as sight:
        found = await fiche_of(sight, partner)
        return await answers.found(sight, found, found["version"])
