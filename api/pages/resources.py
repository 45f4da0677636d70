"""Ressources: the catalogue of what partners lend, and the notice of each."""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import by_code, may_begin, open_to
from api.pages.forms import Faults, Form
from api.pages.forum_deeds import PUBLICATION, PUBLICATION_FOR, RESOURCE_ACTIONS
from api.pages.references import choices_of, serving
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.resources import Sought, catalogue, resource_of
from api.views.served import owed_by, servable
from domain import codes
from domain.policies import CASEWORK
from domain.resource import ANSWERED, Resource
from domain.values import Reference

router = APIRouter()
_HERE = "/projet/ressources"
_MOST = 30
_YEAR, _POSITION = re.compile("(?:19|20)[0-9]{2}"), re.compile("[0-9]{1,18}")
_BY_CODE = {each.code: each for each in RESOURCE_ACTIONS}
_BEGINS = {each.code: each for each in (PUBLICATION, PUBLICATION_FOR)}


@router.get(_HERE)
async def find(request: Request, visit: Visiting) -> Response:
    """Le catalogue : par forme, par année couverte."""
    done = _BEGINS.get(request.query_params.get("fait", ""))
    return await _listed(visit, done.action.done if done else None)


@router.post(_HERE + "/{code}")
async def publish(code: str, visit: Visiting, form: Posted) -> Response:
    """Mettre une ressource à disposition."""
    action = _BEGINS.get(code)
    if action is None:
        raise Problem(404, "not-found")
    kept = await acted(visit, None, action, form, _HERE)
    return go(_HERE, fait=code) if kept is NOTHING else await _listed(visit, kept=kept)


@router.get(_HERE + "/{resource:uuid}")
async def read(request: Request, resource: UUID, visit: Visiting) -> Response:
    """La notice d’une ressource."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, resource, done.action.done if done else None)


@router.post(_HERE + "/{resource:uuid}/{code}")
async def act(resource: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Corriger la notice, retirer la ressource."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    kept = await acted(visit, resource, action, form, _path(resource))
    if kept is NOTHING:
        return go(_path(resource), fait=code)
    return await _shown(visit, resource, kept=kept)


async def _listed(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    query = visit.request.query_params
    form = Form((name, query.get(name, "")[:40]) for name in ("forme", "annee", "apres"))
    sought, faults = _sought(form)
    before = int(form["apres"]) if _POSITION.fullmatch(form["apres"]) else None
    async with visit.look("resources") as sight:
        found = await catalogue(sight, sought, before, _MOST)
        owed = await owed_by(sight, visit.desk.asker.partner)
        serves = choices_of([*owed, *await servable(sight)], ANSWERED)
    wanted = form.said("forme", "annee")
    asker = visit.desk.asker
    begins = PUBLICATION if asker.role in CASEWORK else PUBLICATION_FOR
    actions = [serving(begins, serves)] if may_begin(asker, begins) else []
    return visit.page(
        "resources.html", kept.status, found=found.resources, notice=notice, kept=kept,
        form=form, faults=kept.faults or faults, filtered=bool(wanted), actions=actions,
        texts=kept.given_back(actions), at=At(_HERE, 0, choices={"serves": serves}),
        labels=kept.labels or {"forme": "Forme", "annee": "Année couverte"},
        more=urlencode({**wanted, "apres": found.next}) if found.next else None,
        prefix=f"{kept.acting.anchor}-" if kept.acting else "",
    )  # fmt: skip


async def _shown(
    visit: Visit, resource: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("resources") as sight:
        found = await resource_of(sight, resource)
    it = await known(visit.desk, Resource, resource)
    actions = open_to(visit.desk.asker, it, RESOURCE_ACTIONS)
    return visit.page(
        "resource.html", kept.status, it=found, notice=notice, kept=kept, faults=kept.faults,
        acts=by_code(actions), texts=kept.given_back(actions), serves=_serves(found),
        at=At(_path(resource), it.version), as_it_is=_form_of(it),
        prefix=f"{kept.acting.anchor}-" if kept.acting else "",
    )  # fmt: skip


def _sought(form: Form) -> tuple[Sought, Faults]:
    """What the filter says; what it cannot mean is told and not applied."""
    kind, typed, faults = form["forme"], form["annee"].strip(), dict[str, str]()
    year = int(typed) if _YEAR.fullmatch(typed) else None
    if typed and year is None:
        faults["annee"] = "Écrivez une année, par exemple 2025."
    if kind and kind not in codes.RESOURCES:
        kind, faults["forme"] = "", "Ce choix n’existe pas."
    return Sought(kind or None, year), faults


def _serves(found: dict[str, Any]) -> Reference | None:
    if found["serves_kind"] is None:
        return None
    return Reference(found["serves_kind"], found["serves_stream"], found["serves_part"])


def _form_of(it: Resource) -> Form:
    """What the notice says today, to be corrected."""
    return Form((name, str(said)) for name, said in vars(it.notice).items() if said is not None)


def _path(resource: UUID) -> str:
    return f"{_HERE}/{resource}"
