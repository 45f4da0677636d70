"""Lancer une alerte : one page, nothing typed is ever lost; danger comes first."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.alerts import raise_alert
from api.commands.deadlines import territory_of
from api.pages import alert_draft, draft, offered, suggestions
from api.pages.alert_draft import COLLECTIVE, is_collective
from api.pages.forms import Faults, Form, refused
from api.pages.visit import Posted, Visit, Visiting, go, in_turn
from api.sight import Sight
from api.views.weak_signals import signals_of
from domain.aggregate import Refusal
from domain.alert_policies import decide_board
from domain.alert_standing import SITUATION
from domain.policies import BY_ANIMATOR
from domain.rules import WEAK_SIGNAL

router = APIRouter()
NEW = "/veille/alertes/nouvelle"
_BACK = "reprise"
_DANGER_UNSAID = "Dites ce qui a été fait, ou qu’il n’y a pas de danger immédiat."


@router.get(NEW)
async def begin(request: Request, visit: Visiting) -> Response:
    """Un formulaire vide, ou rempli de ce que l’on sait déjà."""
    decide_board(visit.desk.asker)
    asked = request.query_params
    kind = COLLECTIVE if asked.get("forme") == COLLECTIVE else SITUATION
    form = Form([("kind", kind), ("observed_on", visit.desk.today.isoformat())])
    async with visit.look("raise-alert") as sight:
        if case := suggestions.identifier(asked.get("situation", "")):
            form = await _in_case(sight, case, form)
        elif kind == COLLECTIVE:
            theme, quartier = asked.get("theme", ""), asked.get("quartier", "")
            form = await _from_signal(visit, sight, form, theme, quartier)
        return await _shown(visit, sight, form)


@router.post(NEW)
async def raise_it(visit: Visiting, form: Posted) -> Response:
    """Dire le danger d’abord ; puis lancer l’alerte."""
    decide_board(visit.desk.asker)
    form = _pressed(form)
    if form["etape"] == "danger" or (form["etape"] != _BACK and _danger_unsaid(form)):
        return await _danger(visit, form)
    choices = await offered.to(visit.desk, form)
    ask, faults = alert_draft.drafted(form, visit.desk.today, choices)
    if form["etape"] == _BACK or ask is None:
        faults = {} if form["etape"] == _BACK else faults
        return await _again(visit, form, faults, 422 if faults else 200)
    desk = await visit.keyed(form)
    try:
        raised = await in_turn(lambda: raise_alert(desk, ask))
    except Refusal as refusal:
        status, wrong = refused(refusal)
        return await _again(visit, form.but(cle=""), alert_draft.at_fields(wrong), status)
    return go(f"/veille/alertes/{raised.alert}", fait="alerte")


def _pressed(form: Form) -> Form:
    """The form as its button changes it."""
    match form["etape"]:
        case "urgent":
            return form.but(urgency="urgent", danger="", vu="", etape="danger")
        case "pas-urgent":
            return form.but(urgency="ordinary", danger="", etape=_BACK)
        case "collective":
            return form.but(kind=COLLECTIVE, etape=_BACK)
        case "situation":
            return form.but(kind=SITUATION, etape=_BACK)
    return form


def _danger_unsaid(form: Form) -> bool:
    """Maillage is never the emergency route: danger says first what was done."""
    presses = form["urgency"] == "urgent" or form["peril"] not in ("", "none")
    return presses and not form["danger"]


async def _danger(visit: Visit, form: Form) -> Response:
    after = _BACK if form["etape"] == "danger" else form["etape"]
    faults = {"danger": _DANGER_UNSAID} if form["vu"] and _danger_unsaid(form) else {}
    async with visit.look("raise-alert") as sight:
        said: dict[str, Any] = {
            "form": form.but(cle=form.key), "after": after, "faults": faults, "where": NEW,
            "labels_of": alert_draft.LABELS, "lines": await suggestions.protection(sight),
        }  # fmt: skip
    return visit.page("log_danger.html", 422 if faults else 200, **said)


async def _in_case(sight: Sight, case: UUID, form: Form) -> Form:
    """Tied to that case; the household, where its people live in one."""
    await sight.at_cases(case)
    people = (await sight.people([case])).get(case, ())
    homes = {home for who in people for home in who.households}
    household = str(homes.pop()) if len(homes) == 1 else ""
    return form.but(situation=str(case), household=household)


async def _from_signal(
    visit: Visit, sight: Sight, form: Form, theme: str, quartier: str
) -> Form:
    """What the board counted: numbers, never whom."""
    if not BY_ANIMATOR.allows(visit.desk.asker, None):
        return form
    rule = (await territory_of(visit.desk)).rules[WEAK_SIGNAL]
    for each in await signals_of(sight, rule):
        if (each.theme, each.quartier) == (theme, quartier):
            facts = (
                f"En {each.days} jours, {each.services} services ont fait part à la cellule "
                f"de la situation de {each.households} ménages."
            )
            return form.but(themes=theme, quartier=quartier, facts=facts)
    return form


async def _again(visit: Visit, form: Form, faults: Faults, status: int) -> Response:
    async with visit.look("raise-alert") as sight:
        return await _shown(visit, sight, form, faults, status)


async def _shown(
    visit: Visit, sight: Sight, form: Form, faults: Faults | None = None, status: int = 200
) -> Response:
    case = suggestions.identifier(form["situation"])
    if case is not None:
        await sight.at_cases(case)
    said: dict[str, Any] = {
        "families": draft.themes_by_family(),
        "usual_themes": await suggestions.usual_themes(sight, visit.desk),
        "offered": await offered.to(visit.desk, form), "faults": faults or {},
        "labels_of": alert_draft.LABELS, "collective": is_collective(form), "where": NEW,
        "about": (await sight.people([case])).get(case, ()) if case is not None else (),
        "today": visit.desk.today,
    }  # fmt: skip
    return visit.page("alert_log.html", status, form=form.but(cle=form.key), **said)
