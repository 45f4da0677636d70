"""L’annuaire : search without accents, and the fiche of a partner."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.partners import waiting_for
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import by_code, open_to
from api.pages.blanks import Ready
from api.pages.forms import Form
from api.pages.network_deeds import PARTNER_ACTIONS
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.directory import fiche_of, search
from domain.partner import Partner
from domain.values import PartnerId

router = APIRouter()
_MOST = 30
_LONGEST = 200
_BY_CODE = {each.code: each for each in PARTNER_ACTIONS}


@router.get("/annuaire")
async def find(request: Request, visit: Visiting) -> Response:
    """Chercher un partenaire : chaque mot, sans accent ni majuscule."""
    words = request.query_params.get("q", "")[:_LONGEST]
    after = request.query_params.get("apres", "")[: 2 * _LONGEST] or None
    async with visit.look("directory") as sight:
        found = await search(sight, words, after, _MOST)
    return visit.page("directory.html", words=words, found=found, after=after)


@router.get("/annuaire/{partner:uuid}")
async def fiche(request: Request, partner: UUID, visit: Visiting) -> Response:
    """La fiche d’un partenaire, ses services, ses fermetures, et ce qu’on peut y changer."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, partner, done.action.done if done else None)


@router.post("/annuaire/{partner:uuid}/{code}")
async def act(partner: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Changer la fiche, si les règles le permettent."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    return await _acted(visit, partner, action, form, _path(partner))


@router.post("/annuaire/{partner:uuid}/services/{number:int}/service-withdrawal")
async def withdraw(partner: UUID, number: int, visit: Visiting, form: Posted) -> Response:
    """Retirer un service, par sa place dans la fiche que le lecteur a vue."""
    async with visit.look("directory") as sight:
        services = (await fiche_of(sight, partner))["services"]
    if not 1 <= number <= len(services):
        raise Problem(404, "not-found")
    action, path = _BY_CODE["service-withdrawal"], f"{_path(partner)}/services/{number}"
    reference = _reference(services[number - 1])
    return await _acted(visit, partner, action, form, path, service=reference)


async def _acted(
    visit: Visit, partner: UUID, action: Ready, form: Form, path: str, **found: Any
) -> Response:
    kept = await acted(visit, partner, action, form, path, **found)
    if kept is not NOTHING:
        return await _shown(visit, partner, kept=kept)
    return go(_path(partner), fait=action.code)


async def _shown(
    visit: Visit, partner: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("directory") as sight:
        found = await fiche_of(sight, partner)
    desk = visit.desk
    it: Partner = await known(desk, Partner, partner)
    actions = open_to(desk.asker, it, PARTNER_ACTIONS)
    acts = by_code(actions)
    path, version = _path(partner), found["version"]
    return visit.page(
        "fiche.html", kept.status, it=found, me=desk.asker.partner, notice=notice, kept=kept,
        closures=[each for each in found["closures"] if each["last"] >= desk.today],
        acts=acts, faults=kept.faults, texts=kept.given_back(actions),
        at=At(path, version), as_it_is=_form_of(it), prefix=_prefix(kept),
        waiting=await waiting_for(desk, PartnerId(partner)) if "departure" in acts else None,
        places=[
            At(f"{path}/services/{n}", version, f"s{n}-")
            for n, _ in enumerate(found["services"], start=1)
        ],
    )  # fmt: skip


def _form_of(it: Partner) -> Form:
    """What the fiche says today, to be corrected."""
    fields = [blank.name for blank in _BY_CODE["description"].blanks]
    said: Mapping[str, Any] = vars(it.description)
    return Form((name, str(said[name])) for name in fields if said[name] is not None)


def _reference(service: Mapping[str, Any]) -> str:
    return str(service["service"]).partition("/")[2]


def _prefix(kept: Kept) -> str:
    return f"{kept.acting.code}-" if kept.acting else ""


def _path(partner: UUID) -> str:
    return f"/annuaire/{partner}"
