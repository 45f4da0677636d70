"""Administration: what is kept here; a partner joins, audit missions are opened and ended.

Who administers or protects data comes here; rights decide of each act.
"""

from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import open_to
from api.pages.keeping import HERE, begun_by, choices_of, keeping, sheet, told
from api.pages.network_deeds import JOINING, MISSION_ACTIONS, OPENING
from api.pages.visit import Posted, Visit, Visiting, go
from api.views.audit_missions import missions_in
from api.views.service import accounts_in
from domain.audit_mission import AuditMission
from domain.codes import Entry
from domain.policies import EVALUATOR

router = APIRouter(dependencies=[Depends(keeping)])
PARTNERS, MISSIONS = f"{HERE}/partenaires", f"{HERE}/missions"


@router.get(HERE)
async def home(visit: Visiting) -> Response:
    """Ce qu’on administre ici, et où."""
    async with visit.look("administration") as sight:
        missions = [each for each in await missions_in(sight) if each["in_force"]]
    return visit.page("administration.html", missions=missions)


@router.get(PARTNERS)
async def partners(request: Request, visit: Visiting) -> Response:
    """Ajouter un partenaire à l’annuaire."""
    return await _partners(visit, told(request))


@router.post(PARTNERS + "/joining")
async def join(visit: Visiting, form: Posted) -> Response:
    """Ajouter un partenaire à l’annuaire."""
    kept = await acted(visit, None, JOINING, form, PARTNERS)
    if kept is NOTHING:
        return go(PARTNERS, fait=JOINING.code)
    return await _partners(visit, kept=kept)


@router.get(MISSIONS)
async def missions(request: Request, visit: Visiting) -> Response:
    """Les missions d’audit\u00a0: en ouvrir une, y mettre fin."""
    return await _missions(visit, told(request))


@router.post(MISSIONS + "/opening")
async def open_mission(visit: Visiting, form: Posted) -> Response:
    """Ouvrir une mission d’audit."""
    kept = await acted(visit, None, OPENING, form, MISSIONS)
    if kept is NOTHING:
        return go(MISSIONS, fait=OPENING.code)
    return await _missions(visit, kept=kept)


@router.post(MISSIONS + "/{mission:uuid}/end")
async def end_mission(mission: UUID, visit: Visiting, form: Posted) -> Response:
    """Mettre fin à une mission."""
    kept = await acted(visit, mission, MISSION_ACTIONS[0], form, f"{MISSIONS}/{mission}")
    if kept is NOTHING:
        return go(MISSIONS, fait="end")
    return await _missions(visit, kept=kept)


async def _partners(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    async with visit.look("administration"):
        acts = begun_by(visit, JOINING)
    return sheet(visit, "partners.html", notice, kept, acts, at=At(PARTNERS, 0))


async def _missions(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    async with visit.look("accounts") as sight:
        found, everybody = await missions_in(sight), await accounts_in(sight)
    ends = {}
    for n, each in enumerate(found):
        it = await known(visit.desk, AuditMission, each["mission"])
        if open_to(visit.desk.asker, it, MISSION_ACTIONS):
            path = f"{MISSIONS}/{each['mission']}"
            ends[each["mission"]] = At(path, each["version"], f"m{n}-")
    here = [each for each in everybody if not each.row["disabled"]]
    evaluators = choices_of(each for each in here if EVALUATOR in each.row["roles"])
    services = {str(each.row["partner"]): each.row["employer"] for each in here}
    scope = {value: Entry(value, name) for value, name in services.items()}
    return sheet(
        visit, "missions.html", notice, kept, begun_by(visit, OPENING), missions=found,
        ends=ends, end=MISSION_ACTIONS[0],
        at=At(MISSIONS, 0, choices={"agent": evaluators, "partner": scope}),
    )  # fmt: skip
