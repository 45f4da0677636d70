"""Les engagements : the list, one with its trajectory, and how one begins."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from api.commands.asks import Among, Ask
from api.commands.commitments import TERRITORY_ROLES, side_of
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import open_to
from api.pages.blanks import Ready
from api.pages.commitment_deeds import (
    ACTIONS,
    BY_CODE,
    may_undertake,
    publication,
)
from api.pages.commitment_new import BEGINNINGS, HERE, NEW, may_ask
from api.pages.forms import Form, read
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
from domain import codes
from domain.commitment import Commitment
from domain.commitment_life import CommitmentState
from domain.values import Code, CommitmentId, PartnerId

router = APIRouter()
_MOST = 30


class Filter(Ask):
    """What the list is narrowed to."""

    etat: Annotated[CommitmentState | None, Field(title="État")] = None
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
        may_begin=may_undertake(desk.asker) or may_ask(visit),
    )  # fmt: skip


@router.get(HERE + "/{commitment:uuid}")
async def read_one(request: Request, commitment: UUID, visit: Visiting) -> Response:
    """Un engagement : qui, envers qui, pour quand, et tout ce qui s’est passé."""
    done = BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, CommitmentId(commitment), done.action.done if done else None)


@router.post(HERE + "/{commitment:uuid}/{code}")
async def act(commitment: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Une étape de plus, si les règles le permettent."""
    action = BY_CODE.get(code)
    if action is None or code in BEGINNINGS:
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


def _actions(visit: Visit) -> list[Ready]:
    asker = visit.desk.asker
    plays = may_undertake(asker) or may_ask(visit)
    return [*ACTIONS, publication(side_of(visit.desk))] if plays else []


def _filled(action: Ready, row: Any) -> Ready:
    """Who takes a request up begins with what was asked for."""
    if action.code != "making":
        return action
    return action.filled_with(
        kind=row["resource"], what=row["what"], amount=row["amount"], unit=row["unit"],
        due=row["wished_for"],
    )  # fmt: skip
