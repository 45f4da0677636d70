"""Consigner une orientation : one page, nothing typed is ever lost.

Every button of the form sends it whole and says by ``etape`` what is wanted: a search, a
way back, the danger screen, the recap, or the sending.
"""

from typing import Any
from uuid import uuid5

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.referrals import Logged, NewReferral, foreseen, log_referral, redirect
from api.commands.watch_sessions import tie_logged
from api.pages import draft, offered, recap, suggestions
from api.pages.draft import Offered
from api.pages.forms import Faults, Form, refused
from api.pages.known import Known, known, namesakes
from api.pages.visit import Posted, Visit, Visiting, go, in_turn
from api.sight import Sight
from domain.aggregate import Refusal
from domain.person import Person
from domain.policies import CASEWORK, NotAllowed
from domain.values import ReferralId

router = APIRouter()
_NAMESAKE = "Votre service connaît déjà une personne de ce nom. Est-ce elle ?"
_DANGER_UNSAID = "Dites ce qui a été fait, ou qu’il n’y a pas de danger immédiat."
_BACK = "reprise"


@router.get("/orientations/nouvelle")
async def begin(request: Request, visit: Visiting) -> Response:
    """Un formulaire vide, ou rempli de ce que l’on sait déjà."""
    _ensure_casework(visit)
    asked = request.query_params
    async with visit.look("log-referral") as sight:
        form = Form([("addressee", asked.get("vers", ""))])
        if old := suggestions.identifier(asked.get("reorienter", "")):
            every = await offered.whatever_it_is_about(visit.desk)
            form = await suggestions.following(sight, ReferralId(old), every)
        elif case := suggestions.identifier(asked.get("situation", "")):
            form = await suggestions.in_case(sight, case, form)
        elif asked.get("forme") == "sans-nom":
            form = form.but(leger="1")
        form = form.but(**Form(asked.multi_items()).said("seance", "suite"))
        return await _shown(visit, sight, form)


@router.post("/orientations/nouvelle")
async def log(visit: Visiting, form: Posted) -> Response:
    """Chercher, dire le danger, relire ou envoyer."""
    _ensure_casework(visit)
    form = _pressed(form)
    if form["etape"] == "danger" or _danger_unsaid(form):
        return await _danger(visit, form)
    async with visit.look("log-referral") as sight:
        if form["etape"] == "partenaire" or _seeks_only(form):
            return await _shown(visit, sight, await suggestions.anew(sight, form))
        if form["etape"] == _BACK:
            return await _shown(visit, sight, form)
        there = await namesakes(sight, visit.desk, form)
        if form["etape"] == "personne":
            return await _shown(visit, sight, form, there=there)
        ready = await _gone_on(visit, sight, form, there)
    return ready if isinstance(ready, Response) else await _sent(visit, form, ready)


async def _gone_on(
    visit: Visit, sight: Sight, form: Form, there: list[Known]
) -> Response | NewReferral:
    """What is missing; else the recap; else what is to be sent."""
    ask, faults = draft.drafted(form, visit.desk.today, await offered.to(visit.desk, form))
    if ask is None:
        return await _shown(visit, sight, form, faults, 422)
    if there and not form["personne"] and not await _begun(visit, form):
        return await _shown(visit, sight, form, {"personne": _NAMESAKE}, 422, there)
    if form["etape"] != "envoi":
        return await _reread(visit, sight, form, ask)
    return ask


def _ensure_casework(visit: Visit) -> None:
    if visit.desk.asker.role not in CASEWORK:
        raise NotAllowed


def _pressed(form: Form) -> Form:
    """The form as its button changes it, under the key that it keeps until it is sent."""
    match form["etape"]:
        case "urgent":
            form = form.but(urgency="urgent", danger="", vu="", etape=_BACK)
        case "pas-urgent":
            form = form.but(urgency="soon", danger="", etape=_BACK)
        case "sans-nom":
            form = form.but(leger="1", urgency="ordinary", etape=_BACK)
        case "avec-nom":
            form = form.but(leger="", kind="", etape=_BACK)
    return form


def _danger_unsaid(form: Form) -> bool:
    """Maillage is never the emergency route: what is urgent says first what was done."""
    return form["urgency"] == "urgent" and not form["danger"] and not form["leger"]


async def _danger(visit: Visit, form: Form) -> Response:
    after = _BACK if form["etape"] == "danger" else form["etape"]
    faults = {"danger": _DANGER_UNSAID} if form["vu"] and _danger_unsaid(form) else {}
    async with visit.look("log-referral") as sight:
        said: dict[str, Any] = {
            "form": form.but(cle=form.key), "after": after, "faults": faults,
            "labels_of": draft.LABELS, "where": "/orientations/nouvelle",
            "lines": await suggestions.protection(sight),
        }  # fmt: skip
        return visit.page("log_danger.html", 422 if faults else 200, **said)


async def _reread(visit: Visit, sight: Sight, form: Form, ask: NewReferral) -> Response:
    """« Voici ce que je transmets »: what would be refused is told here already."""
    form = form.but(cle=form.key)
    try:
        old = suggestions.identifier(form["reorienter"])
        facts = await foreseen(await visit.keyed(form), ask, ReferralId(old) if old else None)
    except Refusal as refusal:
        status, faults = refused(refusal)
        return await _shown(visit, sight, form, draft.at_fields(faults), status)
    told = await recap.of(sight, visit.desk, form, ask, facts)
    return visit.page("log_recap.html", form=form, it=told, today=visit.desk.today)


async def _sent(visit: Visit, form: Form, ask: NewReferral) -> Response:
    try:
        logged = await in_turn(lambda: _logged(visit, form, ask))
    except Refusal as refusal:
        status, faults = refused(refusal)
        async with visit.look("log-referral") as sight:
            again = form.but(cle="")
            return await _shown(visit, sight, again, draft.at_fields(faults), status)
    return go(f"/orientations/{logged.referral}", fait="envoi")


async def _logged(visit: Visit, form: Form, ask: NewReferral) -> Logged:
    old = suggestions.identifier(form["reorienter"])
    if old is not None:
        return await redirect(await visit.acting(form), ReferralId(old), ask)
    desk = await visit.keyed(form)
    logged = await log_referral(desk, ask)
    session = suggestions.identifier(form["seance"])
    if session is not None and form["suite"].isdecimal():
        await tie_logged(desk, session, int(form["suite"]), logged.referral)
    return logged


async def _begun(visit: Visit, form: Form) -> bool:
    """Whether this form came before: its person is then no namesake."""
    desk = await visit.keyed(form)
    return await desk.log.load(Person, uuid5(desk.correlation, "person")) is not None


def _seeks_only(form: Form) -> bool:
    """Words to search by and no partner chosen: a search, whatever button was pressed."""
    return bool(form["cherche"].strip()) and not form["addressee"]


async def _shown(
    visit: Visit, sight: Sight, form: Form, faults: Faults | None = None, status: int = 200,
    there: list[Known] | None = None,
) -> Response:  # fmt: skip
    people = there if there is not None else await known(sight, visit.desk, form)
    choices: Offered = await offered.to(visit.desk, form)
    said: dict[str, Any] = {
        "fresh": visit.request.method == "GET" and not form["addressee"],
        "families": draft.themes_by_family(), "known": people,
        "asked_for_person": there is not None, "offered": choices,
        "usual_themes": await suggestions.usual_themes(sight, visit.desk),
        "partners": await suggestions.partners(sight, visit.desk, form),
        "faults": faults or {}, "labels_of": draft.LABELS,
        "searched": bool(form["cherche"].strip()),
    }  # fmt: skip
    template = "log_light.html" if form["leger"] else "log.html"
    return visit.page(template, status, form=form.but(cle=form.key), **said)
