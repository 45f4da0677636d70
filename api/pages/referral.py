"""Une orientation : where it stands, and the actions that are open to its reader."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import BY_CODE, may_redirect, open_to
from api.pages.deeds import ACTIONS
from api.pages.timeline import entries_of
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.referrals import referral_told
from domain.referral import Referral
from domain.referral_life import State
from domain.values import ReferralId
from projections.history import STATES

router = APIRouter()
_SENT = "L’orientation est envoyée."


@router.get("/orientations/{referral:uuid}")
async def read(request: Request, referral: UUID, visit: Visiting) -> Response:
    """Où en est l’orientation, à qui d’agir, et ce que l’on peut faire."""
    return await _shown(visit, ReferralId(referral), _notice(request.query_params.get("fait")))


@router.post("/orientations/{referral:uuid}/{code}")
async def act(referral: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Une étape de plus, si les règles le permettent ; sinon tout est gardé."""
    it, action = ReferralId(referral), BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    found: dict[str, Any] = {}
    if "medium" in action.action.requires and form["medium"]:
        found["told_by"] = (await known(visit.desk, Referral, it)).addressee
    if action.action.noun == "assignment":
        found["agent"] = visit.desk.asker.agent
    kept = await acted(visit, it, action, form, _path(it), **found)
    if kept is not NOTHING:
        return await _shown(visit, it, kept=kept)
    return go(_path(it), fait=action.code)


async def _shown(
    visit: Visit, referral: ReferralId, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("referral") as sight:
        view = await referral_told(sight, referral)
    it, asker = await known(visit.desk, Referral, referral), visit.desk.asker
    row = view.referral
    entries = [entry for entry in entries_of(view) if entry.at.stream_id == referral]
    sent = next(fact.event for fact in view.history if fact.at.stream_id == referral)
    actions = open_to(asker, it, ACTIONS)
    said: dict[str, Any] = {
        "it": row, "sent": sent, "view": view, "entries": entries,
        "state": STATES[State(row["state"])], "actions": actions,
        "may_redirect": may_redirect(asker, it), "me": asker.partner,
        "today": visit.desk.today, "notice": notice, "faults": kept.faults, "kept": kept,
        "at": At(_path(referral), row["version"]), "texts": kept.given_back(actions),
        "parties": {party: view.names[row[party]] for party in ("sender", "addressee")},
    }  # fmt: skip
    return visit.page("referral.html", kept.status, **said)


def _path(referral: ReferralId) -> str:
    return f"/orientations/{referral}"


def _notice(code: str | None) -> str | None:
    if code == "envoi":
        return _SENT
    ready = BY_CODE.get(code or "")
    return ready.action.done if ready else None
