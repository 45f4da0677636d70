"""Un engagement commence : somebody makes one, or asks for it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.asks import Ask
from api.commands.commitment_verbs import COMMITMENTS
from api.commands.commitments import side_of
from api.commands.references import Served, address_of
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.commitment_deeds import REQUEST, UNDERTAKING, may_request, may_undertake
from api.pages.forms import Form, read
from api.pages.paper import upper_first
from api.pages.references import choices_of, named, serving
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.served import servable
from domain import codes
from domain.policies import NotAllowed
from domain.values import Reference

router = APIRouter()
HERE = "/projet/engagements"
NEW = f"{HERE}/nouveau"
BEGINNINGS = {each.code: each for each in (UNDERTAKING, REQUEST)}


@router.get(NEW)
async def begin(request: Request, visit: Visiting) -> Response:
    """Prendre un engagement, ou en demander un."""
    return await _beginning(visit, _asked_for(Form(request.query_params.multi_items())))


@router.post(NEW + "/{code}")
async def begun(code: str, visit: Visiting, form: Posted) -> Response:
    """L’engagement est pris, ou demandé."""
    action = BEGINNINGS.get(code)
    if action is None:
        raise Problem(404, "not-found")
    kept = await acted(visit, None, action, form, NEW)
    if kept is not NOTHING:
        return await _beginning(visit, _asked_for(Form([("sert", form["serves"])])), kept)
    stream = COMMITMENTS.new(await visit.keyed(form), Ask())
    return go(f"{HERE}/{stream}", fait=code)


def may_ask(visit: Visit) -> bool:
    """Whether this visitor may ask for a commitment."""
    desk = visit.desk
    try:
        return may_request(desk.asker, side_of(desk))
    except NotAllowed:
        return False


async def _beginning(visit: Visit, serves: Reference | None, kept: Kept = NOTHING) -> Response:
    desk = visit.desk
    acts = [UNDERTAKING] if may_undertake(desk.asker) else []
    acts += [REQUEST] if may_ask(visit) else []
    if not acts:
        raise NotAllowed
    async with visit.look("commitments") as sight:
        things = await servable(sight)
    if serves is not None and serves not in dict(things):
        things = [(serves, upper_first(named(serves))), *things]
    choices = choices_of(things, codes.REFERENCES)
    chosen = address_of(serves) if serves is not None else None
    shown = [serving(each.filled_with(serves=chosen), choices) for each in acts]
    return visit.page(
        "commitment-new.html", kept.status, acts=shown, kept=kept,
        faults=kept.faults, texts=kept.given_back(acts), here=HERE,
        served=serves, at=At(NEW, 0, choices={"serves": choices}),
    )  # fmt: skip


class _Named(Ask):
    sert: Served | None = None


def _asked_for(form: Form) -> Reference | None:
    named, _ = read(_Named, form.said("sert"))
    serves = named.sert if named is not None else None
    return serves if serves is not None and serves.kind in codes.REFERENCES else None
