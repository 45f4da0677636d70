"""Consigner une orientation : one page, nothing typed is ever lost."""

from typing import Any
from uuid import uuid5

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.referrals import Logged, NewReferral, log_referral, redirect
from api.pages import draft, suggestions
from api.pages.forms import Faults, Form, refused
from api.pages.suggestions import Known
from api.pages.visit import Posted, Visit, Visiting, go, in_turn
from api.sight import Sight
from domain.aggregate import Refusal
from domain.person import Person
from domain.policies import CASEWORK, NotAllowed
from domain.values import ReferralId

router = APIRouter()
_NAMESAKE = "Votre service connaît déjà une personne de ce nom. Est-ce elle ?"


@router.get("/orientations/nouvelle")
async def begin(request: Request, visit: Visiting) -> Response:
    """Un formulaire vide, ou rempli de ce que l’on sait déjà."""
    _ensure_casework(visit)
    asked = request.query_params
    async with visit.look("log-referral") as sight:
        form = Form([("addressee", asked.get("vers", ""))])
        if old := suggestions.identifier(asked.get("reorienter", "")):
            form = await suggestions.following(sight, ReferralId(old))
        elif case := suggestions.identifier(asked.get("situation", "")):
            form = await suggestions.in_case(sight, case, form)
        return await _shown(visit, sight, form)


@router.post("/orientations/nouvelle")
async def log(visit: Visiting, form: Posted) -> Response:
    """Chercher un partenaire ou une personne, ou envoyer."""
    _ensure_casework(visit)
    desk = visit.desk
    ask, faults = draft.drafted(form, desk.today)
    async with visit.look("log-referral") as sight:
        if form["etape"] == "partenaire" or _seeks_only(form):
            return await _shown(visit, sight, await suggestions.anew(sight, form))
        known = await suggestions.namesakes(sight, desk, form)
        if form["etape"] == "personne":
            return await _shown(visit, sight, form, known=known)
        if ask is None:
            return await _shown(visit, sight, form, faults, 422)
        if known and not form["personne"] and not await _begun(visit, form):
            return await _shown(visit, sight, form, {"personne": _NAMESAKE}, 422, known=known)
    return await _sent(visit, form, ask)


def _ensure_casework(visit: Visit) -> None:
    if visit.desk.asker.role not in CASEWORK:
        raise NotAllowed


async def _sent(visit: Visit, form: Form, ask: NewReferral) -> Response:
    try:
        logged = await in_turn(lambda: _logged(visit, form, ask))
    except Refusal as refusal:
        status, faults = refused(refusal)
        again = form.but(cle="")
        async with visit.look("log-referral") as sight:
            return await _shown(visit, sight, again, draft.at_fields(faults), status)
    return go(f"/orientations/{logged.referral}", fait="envoi")


async def _logged(visit: Visit, form: Form, ask: NewReferral) -> Logged:
    old = suggestions.identifier(form["reorienter"])
    if old is not None:
        return await redirect(await visit.acting(form), ReferralId(old), ask)
    return await log_referral(await visit.keyed(form), ask)


async def _begun(visit: Visit, form: Form) -> bool:
    """Whether this form came before: its person is then no namesake."""
    desk = await visit.keyed(form)
    return await desk.log.load(Person, uuid5(desk.correlation, "person")) is not None


def _seeks_only(form: Form) -> bool:
    """Words to search by and no partner chosen: a search, whatever button was pressed."""
    return bool(form["cherche"].strip()) and not form["addressee"]


async def _shown(
    visit: Visit, sight: Sight, form: Form, faults: Faults | None = None, status: int = 200,
    known: list[Known] | None = None,
) -> Response:  # fmt: skip
    if known is None:
        asked, known = False, await suggestions.known(sight, visit.desk, form)
    else:
        asked = True
    said: dict[str, Any] = {
        "fresh": visit.request.method == "GET" and not form["addressee"],
        "families": draft.themes_by_family(), "known": known, "asked_for_person": asked,
        "partners": await suggestions.partners(sight, visit.desk, form),
        "faults": faults or {}, "labels_of": draft.LABELS, "draft": draft,
        "searched": bool(form["cherche"].strip()),
    }  # fmt: skip
    return visit.page("log.html", status, form=form, **said)
