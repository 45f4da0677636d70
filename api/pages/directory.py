"""L’annuaire : search without accents, and the fiche of a partner."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.visit import Visiting
from api.views.directory import fiche_of, search

router = APIRouter()
_MOST = 30
_LONGEST = 200


@router.get("/annuaire")
async def find(request: Request, visit: Visiting) -> Response:
    """Chercher un partenaire : chaque mot, sans accent ni majuscule."""
    words = request.query_params.get("q", "")[:_LONGEST]
    after = request.query_params.get("apres", "")[: 2 * _LONGEST] or None
    async with visit.look("directory") as sight:
        found = await search(sight, words, after, _MOST)
    return visit.page("directory.html", words=words, found=found, after=after)


@router.get("/annuaire/{partner:uuid}")
async def fiche(partner: UUID, visit: Visiting) -> Response:
    """La fiche d’un partenaire, ses services et ses fermetures."""
    async with visit.look("directory") as sight:
        found = await fiche_of(sight, partner)
    today = visit.desk.today
    closures = [each for each in found["closures"] if each["last"] >= today]
    return visit.page("fiche.html", it=found, closures=closures, me=visit.desk.asker.partner)
