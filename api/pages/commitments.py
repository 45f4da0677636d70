"""Les engagements : the list, one with its trajectory, and how one begins."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from api.commands.asks import Among, Ask
from api.commands.commitment_verbs import COMMITMENTS
from api.commands.commitments import TERRITORY_ROLES, side_of
from api.commands.references import Served, address_of
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import open_to
from api.pages.blanks import Ready
from api.pages.commitment_deeds import (
    ACTIONS,
    BY_CODE,
    REQUEST,
    UNDERTAKING,
    may_request,
    may_undertake,
    publication,
)
from api.pages.forms import Form, read
from api.pages.paper import upper_first
from api.pages.references import named
from api.pages.timeline import entries_of
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.commitments import (
    SAID,
    Sought,
    commitment_told,
    commitments_of,
    late_by,
    late_since_first,
    served_by,
)
from api.views.promised import Side, promised
from api.views.served import servable
from domain import codes
from domain.codes import Entry
from domain.commitment import Commitment
from domain.commitment_life import State
from domain.policies import NotAllowed
from domain.values import Code, CommitmentId, PartnerId, Reference

router = APIRouter()
HERE = "/projet/engagements"
NEW = f"{HERE}/nouveau"
_MOST = 30
_BEGINNINGS = {each.code: each for each in (UNDERTAKING, REQUEST)}


class Filter(Ask):
    """What the list is narrowed to."""

    etat: Annotated[State | None, Field(title="État")] = None
    service: Annotated[PartnerId | None, Field(title="Service engagé")] = None
    nature: Annotated[
        Code | None, Among(codes.RESOURCE_KINDS), Field(title="Nature de la ressource")
    ] = None
    sert: Annotated[Code | None, Among(codes.REFERENCES), Field(title="Ce qu’il sert")] = None
    chose: Annotated[UUID | None, Field(title="Ce qu’il sert, précisément")] = None


@router.get(HERE)
async def read_all(request: Request, visit: Visiting) -> Response:
    """Les engagements, en retard et à tenir d’abord, et combien il y en a par état."""
    form = Form(request.query_params.multi_items())
    sought, faults = read(Filter, form.said(*Filter.model_fields))
    asked = sought or Filter()
    wanted = Sought(
        [asked.etat.value] if asked.etat else None,
        asked.service,
        asked.nature,
        asked.sert,
        asked.chose,
    )
    desk = visit.desk
    async with visit.look("commitments") as sight:
        found = await commitments_of(sight, wanted, form["apres"] or None, _MOST)
        lists = await promised(sight, Side(None)) if desk.asker.role in TERRITORY_ROLES else []
    kept = {name: form[name] for name in Filter.model_fields if form[name]}
    return visit.page(
        "commitments.html", 422 if faults else 200, found=found, form=form, faults=faults,
        labels={name: field.title for name, field in Filter.model_fields.items()},
        asked=kept, today=desk.today, states=SAID, me=desk.asker.partner,
        late_by=late_by, new=NEW,
        promises=[each for each in lists if each.items and not kept],
        may_begin=may_undertake(desk.asker) or _may_request(visit),
    )  # fmt: skip


@router.get(NEW)
async def begin(request: Request, visit: Visiting) -> Response:
    """Prendre un engagement, ou en demander un."""
    return await _beginning(visit, _asked_for(Form(request.query_params.multi_items())))


@router.post(NEW + "/{code}")
async def begun(code: str, visit: Visiting, form: Posted) -> Response:
    """L’engagement est pris, ou demandé."""
    action = _BEGINNINGS.get(code)
    if action is None:
        raise Problem(404, "not-found")
    kept = await acted(visit, None, action, form, NEW)
    if kept is not NOTHING:
        return await _beginning(visit, _asked_for(Form([("sert", form["serves"])])), kept)
    stream = COMMITMENTS.new(await visit.keyed(form), Ask())
    return go(f"{HERE}/{stream}", fait=code)


@router.get(HERE + "/{commitment:uuid}")
async def read_one(request: Request, commitment: UUID, visit: Visiting) -> Response:
    """Un engagement : qui, envers qui, pour quand, et tout ce qui s’est passé."""
    done = BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, CommitmentId(commitment), done.action.done if done else None)


@router.post(HERE + "/{commitment:uuid}/{code}")
async def act(commitment: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Une étape de plus, si les règles le permettent."""
    action = BY_CODE.get(code)
    if action is None or code in _BEGINNINGS:
        raise Problem(404, "not-found")
    path = f"{HERE}/{commitment}"
    kept = await acted(visit, commitment, action, form, path)
    if kept is NOTHING:
        return go(path, fait=code)
    return await _shown(visit, CommitmentId(commitment), kept=kept)


async def _shown(
    visit: Visit, commitment: CommitmentId, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("commitment") as sight:
        view = await commitment_told(sight, commitment)
    it, desk, row = await known(visit.desk, Commitment, commitment), visit.desk, view.row
    actions = open_to(desk.asker, it, [_filled(each, row) for each in _actions(visit)])
    return visit.page(
        "commitment.html", kept.status, it=row, view=view, entries=entries_of(view),
        states=SAID, actions=actions, notice=notice, kept=kept,
        faults=kept.faults, texts=kept.given_back(actions), today=desk.today,
        me=desk.asker.partner, served=served_by(row), here=HERE,
        late=late_by(row, desk.today), late_since_first=late_since_first(row, desk.today),
        at=At(f"{HERE}/{commitment}", row["version"]),
    )  # fmt: skip


async def _beginning(visit: Visit, serves: Reference | None, kept: Kept = NOTHING) -> Response:
    desk = visit.desk
    acts = [UNDERTAKING] if may_undertake(desk.asker) else []
    acts += [REQUEST] if _may_request(visit) else []
    if not acts:
        raise NotAllowed
    async with visit.look("commitments") as sight:
        things = await servable(sight)
    if serves is not None and serves not in dict(things):
        things = [(serves, upper_first(named(serves))), *things]
    choices = {address_of(each): Entry(address_of(each), title) for each, title in things}
    chosen = address_of(serves) if serves is not None else None
    shown = [_serving(each, chosen) if choices else _unserving(each) for each in acts]
    return visit.page(
        "commitment-new.html", kept.status, acts=shown, kept=kept,
        faults=kept.faults, texts=kept.given_back(acts), here=HERE,
        served=serves, at=At(NEW, 0, choices={"serves": choices}),
    )  # fmt: skip


def _actions(visit: Visit) -> list[Ready]:
    asker = visit.desk.asker
    plays = may_undertake(asker) or _may_request(visit)
    return [*ACTIONS, publication(side_of(visit.desk))] if plays else []


def _serving(action: Ready, chosen: str | None) -> Ready:
    return action.filled_with(serves=chosen)


def _unserving(action: Ready) -> Ready:
    """Where there is nothing to choose from, nothing is asked."""
    return replace(action, blanks=[each for each in action.blanks if each.name != "serves"])


def _may_request(visit: Visit) -> bool:
    desk = visit.desk
    try:
        return may_request(desk.asker, side_of(desk))
    except NotAllowed:
        return False


def _filled(action: Ready, row: Any) -> Ready:
    """Who takes a request up begins with what was asked for."""
    if action.code != "making":
        return action
    return action.filled_with(
        kind=row["resource"], what=row["what"], amount=row["amount"], unit=row["unit"],
        due=row["wished_for"],
    )  # fmt: skip


class _Named(Ask):
    sert: Served | None = None


def _asked_for(form: Form) -> Reference | None:
    named, _ = read(_Named, form.said("sert"))
    serves = named.sert if named is not None else None
    return serves if serves is not None and serves.kind in codes.REFERENCES else None
