"""À traiter : what waits for the service, list by list."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.pages.visit import Visiting
from api.views.inbox import inbox_of

router = APIRouter()


@router.get("/a-traiter")
async def inbox(visit: Visiting) -> Response:
    """Ce qui attend le service, avec l’action suivante et qui la doit."""
    desk = visit.desk
    async with visit.look("inbox") as sight:
        lists = await inbox_of(sight, desk.partner)
    filled = [each for each in lists if each.items]
    return visit.page("inbox.html", lists=filled, today=desk.today, me=desk.partner)
