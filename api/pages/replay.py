"""Rejouer une situation: an address for each step, what it changed, how things stood."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from api.pages.timeline import entries_of
from api.pages.visit import Visiting
from api.problems import Problem
from api.views.cases import case_in_sight
from domain.referral_life import State
from projections.history import STATES

router = APIRouter()


@router.get("/situations/{case:uuid}/pas/{number:int}")
async def step(case: UUID, number: int, visit: Visiting) -> Response:
    """Un pas de l’historique : ce qu’il a changé, et l’état après lui."""
    async with visit.look("case-replay") as sight:
        view = await case_in_sight(sight, case)
    entries = entries_of(view)
    if not 1 <= number <= len(entries):
        raise Problem(404, "unknown")
    entry = entries[number - 1]
    position = {"X-Maillage-Position": str(entry.at.position)}
    page = visit.page(
        "replay.html", view=view, entry=entry, last=len(entries), states=STATES, State=State
    )
    page.headers.update(position)
    return page
