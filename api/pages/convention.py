"""La convention: what was signed, its amendments and its term, and who audits; for everyone."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.conventions import convention_stream
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import may_begin, open_to
from api.pages.network_deeds import CONVENTION_ACTIONS, SIGNATURE
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.audit_missions import missions_in
from api.views.conventions import convention_in
from domain.convention import Convention

router = APIRouter()
_HERE = "/projet/convention"
_BY_CODE = {each.code: each for each in (*CONVENTION_ACTIONS, SIGNATURE)}


@router.get(_HERE)
async def read(request: Request, visit: Visiting) -> Response:
    """Ce qui a été signé, les avenants, le terme, et les missions d’audit."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, done.action.done if done else None)


@router.post(_HERE + "/{code}")
async def act(code: str, visit: Visiting, form: Posted) -> Response:
    """Enregistrer la convention, un avenant, une reconduction, une dénonciation."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    stream = convention_stream(visit.desk.territory)
    kept = await acted(visit, stream, action, form, _HERE)
    return go(_HERE, fait=code) if kept is NOTHING else await _shown(visit, kept=kept)


async def _shown(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    async with visit.look("convention") as sight:
        view, missions = await convention_in(sight), await missions_in(sight)
    desk = visit.desk
    it = await desk.log.load(Convention, convention_stream(desk.territory))
    actions = open_to(desk.asker, it, CONVENTION_ACTIONS) if it else []
    if it is None and may_begin(desk.asker, SIGNATURE):
        actions = [SIGNATURE]
    return visit.page(
        "convention.html", kept.status, view=view, notice=notice, kept=kept,
        faults=kept.faults, actions=actions, texts=kept.given_back(actions),
        at=At(_HERE, view.version if view else 0), today=desk.today,
        missions=[each for each in missions if each["in_force"]],
    )  # fmt: skip
