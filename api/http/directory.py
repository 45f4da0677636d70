"""The directory over HTTP: search without accents, one fiche, import of a file."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.commands.asks import Ask, Day
from api.http import answers
from api.http.answers import Recorded, page, recorded
from api.http.seats import Acting, Reading
from api.http.shapes import directory as shapes
from api.views.directory import fiche_of, search
from domain.partner import Partner
from domain.values import Code, PartnerId

router = APIRouter(tags=["directory"])


class Declaring(Ask):
    capacity: Code


class Closing(Ask):
    first: Day
    last: Day


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


@router.post("/directory/{partner}/capacity", status_code=201, response_model=Recorded)
async def declare(partner: PartnerId, ask: Declaring, desk: Acting) -> Response:
    """Dire sa capacité d’accueil : disponible, liste d’attente, complet."""
    verb = Partner.declare_capacity
    return recorded(await desk.change(Partner, partner, verb, capacity=ask.capacity))


@router.post("/directory/{partner}/closures", status_code=201, response_model=Recorded)
async def close(partner: PartnerId, ask: Closing, desk: Acting) -> Response:
    """Annoncer une fermeture : les délais en tiennent compte."""
    verb = Partner.close_between
    return recorded(await desk.change(Partner, partner, verb, first=ask.first, last=ask.last))
