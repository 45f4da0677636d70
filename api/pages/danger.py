"""Danger first: whom to call, then what of a transmission is put on record."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import open_to
from api.pages.case_deeds import PROTECTION
from api.pages.visit import Posted, Visit, Visiting, go
from api.views.cases import case_in_sight
from domain.case import Case
from store.statements import Statements

router = APIRouter()
_sql = Statements(__file__)


@router.get("/danger")
async def numbers(visit: Visiting) -> Response:
    """Qui appeler, pour qui n’est encore dans aucune situation."""
    async with visit.look("directory") as sight:
        protection = await sight.fetch(_sql["protection"])
    return visit.page("danger.html", protection=protection, view=None, actions=())


@router.get("/situations/{case:uuid}/danger")
async def in_case(case: UUID, visit: Visiting) -> Response:
    """Qui appeler d’abord ; puis ce qui est à consigner."""
    return await _shown(visit, case)


@router.post("/situations/{case:uuid}/danger/protection")
async def transmit(case: UUID, visit: Visiting, form: Posted) -> Response:
    """Consigner qu’une transmission est partie, jamais ce qu’elle disait."""
    kept = await acted(visit, case, PROTECTION, form, _path(case))
    if kept is not NOTHING:
        return await _shown(visit, case, kept)
    return go(f"/situations/{case}", fait=PROTECTION.code)


async def _shown(visit: Visit, case: UUID, kept: Kept = NOTHING) -> Response:
    async with visit.look("case") as sight:
        view = await case_in_sight(sight, case)
        protection = await sight.fetch(_sql["protection"])
    it = await known(visit.desk, Case, case)
    actions = open_to(visit.desk.asker, it, [PROTECTION])
    return visit.page(
        "danger.html", kept.status, protection=protection, view=view, actions=actions,
        at=At(_path(case), view.case["version"]), kept=kept, faults=kept.faults,
        texts=kept.given_back(actions),
    )  # fmt: skip


def _path(case: UUID) -> str:
    return f"/situations/{case}/danger"
