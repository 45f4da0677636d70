"""Une orientation : where it stands, and the actions that are open to its reader."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.verbs import VERBS, known
from api.pages import answers
from api.pages.actions import BY_CODE, may_redirect, open_to
from api.pages.blanks import Action
from api.pages.forms import Faults, Form, refused
from api.pages.timeline import entries_of
from api.pages.visit import Posted, Visit, Visiting, go, in_turn
from api.problems import Problem
from api.views.referrals import referral_told
from domain.aggregate import Refusal
from domain.policies import MayNotRead, NotAllowed
from domain.referral_life import State
from domain.values import ReferralId
from projections.history import STATES
from store.refusals import Unknown

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
    ask, faults, partners = await answers.answered(visit, it, action, form)
    if ask is None:
        kept: dict[str, Any] = {"form": form, "faults": faults, "partners": partners}
        return await _shown(visit, it, acting=action, status=422, **kept)
    try:
        desk, body = await visit.acting(form), ask
        await in_turn(lambda: VERBS[action.noun].run(desk, it, body))
    except (Unknown, NotAllowed, MayNotRead):
        raise
    except Refusal as refusal:
        status, faults = refused(refusal)
        again = form.but(cle="")
        return await _shown(visit, it, acting=action, form=again, faults=faults, status=status)
    return go(f"/orientations/{referral}", fait=action.code)


async def _shown(
    visit: Visit, referral: ReferralId, notice: str | None = None, *,
    acting: Action | None = None, form: Form | None = None, faults: Faults | None = None,
    partners: Any = (), status: int = 200,
) -> Response:  # fmt: skip
    async with visit.look("referral") as sight:
        view = await referral_told(sight, referral)
    row, it, asker = view.referral, await known(visit.desk, referral), visit.desk.asker
    entries = [entry for entry in entries_of(view) if entry.at.stream_id == referral]
    sent = next(fact.event for fact in view.history if fact.at.stream_id == referral)
    said: dict[str, Any] = {
        "it": row, "sent": sent, "view": view, "entries": entries,
        "state": STATES[State(row["state"])], "actions": open_to(asker, it),
        "may_redirect": may_redirect(asker, it), "me": asker.partner,
        "today": visit.desk.today, "notice": notice, "acting": acting,
        "form": form or Form(), "faults": faults or {}, "partners": partners,
        "texts": answers.texts(acting, form),
        "blank_labels": {blank.name: blank.label for blank in acting.blanks} if acting else {},
    }  # fmt: skip
    return visit.page("referral.html", status, **said)


def _notice(code: str | None) -> str | None:
    if code == "envoi":
        return _SENT
    action = BY_CODE.get(code or "")
    return action.done if action else None
