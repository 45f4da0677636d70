"""Une alerte : what was observed, where it stands, what its reader may do now."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from asyncpg import Record
from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands import sharing
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import open_to
from api.pages.alert_deeds import ACTIONS
from api.pages.blanks import Ready
from api.pages.timeline import entries_of_alert
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.sight import Sight
from api.views.alerts import AlertView, alert_in_sight
from api.views.inbox import names_of
from api.views.quartiers import quartiers_of
from api.views.watch_board import MOST
from domain import codes
from domain.alert import Alert
from domain.alert_life import State
from domain.alert_policies import reads_situation_alerts
from domain.codes import Entry
from domain.values import CaseId
from projections import watch_board
from projections.wording import day, label

router = APIRouter()
_BY_CODE = {each.code: each for each in ACTIONS}
_RAISED = "L’alerte est lancée : la cellule de veille l’a devant elle."
STATES: Mapping[str, str] = {
    State.RAISED.value: "attend d’être prise en compte",
    State.ACKNOWLEDGED.value: "prise en compte",
    State.QUALIFIED.value: "qualifiée",
    State.ON_AGENDA.value: "à l’ordre du jour",
    State.EXAMINED.value: "examinée en séance",
    State.RESOLVED.value: "résolue",
    State.UNFOUNDED.value: "sans fondement",
    State.WITHOUT_FOLLOW_UP.value: "classée sans suite",
    State.DUPLICATE.value: "doublon",
    State.IN_ERROR.value: "saisie par erreur",
    "erased": "données détruites",
}


@router.get("/veille/alertes/{alert:uuid}")
async def read(request: Request, alert: UUID, visit: Visiting) -> Response:
    """Où en est l’alerte, et ce que l’on peut faire."""
    code = request.query_params.get("fait", "")
    done = _BY_CODE.get(code)
    notice = _RAISED if code == "alerte" else done.action.done if done else None
    return await _shown(visit, alert, notice)


@router.post("/veille/alertes/{alert:uuid}/{code}")
async def act(alert: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Une étape de plus, si les règles le permettent ; sinon tout est gardé."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    found: dict[str, Any] = {}
    if code == "assignment-self":
        found = {"partner": visit.desk.partner, "agent": visit.desk.asker.agent}
    kept = await acted(visit, alert, action, form, _path(alert), **found)
    if kept is not NOTHING:
        return await _shown(visit, alert, kept=kept)
    return go(_path(alert), fait=code)


async def _shown(
    visit: Visit, alert: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    desk = visit.desk
    async with visit.look("alert") as sight:
        view = await alert_in_sight(sight, alert)
        places = await quartiers_of(sight)
        others = await _originals(sight, view)
    it: Alert = await known(desk, Alert, alert)
    actions = [_begun(each, view) for each in open_to(desk.asker, it, _offered(desk.asker, it))]
    choices = {"of": others, "sharing_ground": await _grounds(visit, view)}
    return visit.page(
        "alert.html", kept.status, it=view.alert, view=view, raised=view.raised,
        entries=entries_of_alert(view), state=STATES[view.alert["state"]], notice=notice,
        quartier=places.get(view.alert["quartier"]), me=desk.asker.partner, today=desk.today,
        now=_in(actions, "now"), people=_in(actions, "people"), more=_in(actions, "more"),
        at=At(_path(alert), view.alert["version"], choices=choices), kept=kept,
        faults=kept.faults, texts=kept.given_back(actions),
    )  # fmt: skip


def _offered(asker: Any, it: Alert) -> Sequence[Ready]:
    """Nobody takes for themselves what is entrusted to another service."""
    own = it.owner is not None and it.owner == asker.partner
    return [each for each in ACTIONS if own or each.code != "assignment-self"]


def _in(actions: Sequence[Ready], group: str) -> list[Ready]:
    return [each for each in actions if each.group == group]


def _begun(action: Ready, view: AlertView) -> Ready:
    """With what stands before anybody types."""
    row = view.alert
    if action.code == "qualification":
        peril = view.raised.peril
        return action.filled_with(
            urgency=row["urgency"], themes=list(row["themes"]), peril=peril,
            danger=view.raised.danger,
        )  # fmt: skip
    return action


async def _originals(sight: Sight, view: AlertView) -> Mapping[str, Entry]:
    """The open alerts of its kind that it may be a duplicate of."""
    rows = await sight.fetch(
        watch_board.statements["open"], reads_situation_alerts(sight.asker), MOST
    )
    it = view.alert
    there = [row for row in rows if row["kind"] == it["kind"] and row["alert"] != it["alert"]]
    names = await names_of(sight, {row["raiser"] for row in there})
    return {str(row["alert"]): Entry(str(row["alert"]), _said(row, names)) for row in there}


def _said(row: Record, names: Mapping[UUID, str]) -> str:
    theme = label(codes.THEMES, row["themes"][0])
    return f"{day(row['raised_on'])}, {theme}, {names.get(row['raiser'], '')}"


async def _grounds(visit: Visit, view: AlertView) -> Mapping[str, Entry]:
    """What may allow this reader to share it further today."""
    cases = [CaseId(view.case)] if view.case is not None else []
    grounds = {each.ground for each in await sharing.proposed(visit.desk, cases)}
    return {code: entry for code, entry in codes.SHARING_GROUNDS.items() if code in grounds}


def _path(alert: UUID) -> str:
    return f"/veille/alertes/{alert}"
