"""Mes situations, and one of them: people, partners, referrals, timeline, notes."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.asks import Ask
from api.pages.forms import Faults, Form, illegible, read, refused
from api.pages.timeline import entries_of
from api.pages.visit import Posted, Visit, Visiting, go
from api.views.cases import case_in_sight, cases_of
from domain import policies
from domain.aggregate import Refusal
from domain.case import Case
from domain.policies import MayNotRead, NotAllowed
from domain.referral_life import State
from domain.values import Text
from projections.history import STATES
from store.refusals import Unknown

router = APIRouter()
_MOST = 25
_DONE = {"note": "La note est ajoutée.", "cloture": "La situation est close."}


class Noting(Ask):
    note: Text


class Closing(Ask):
    outcome: str


@router.get("/situations")
async def mine(request: Request, visit: Visiting) -> Response:
    """Les situations dont le service est partie, les plus récentes d’abord."""
    before = request.query_params.get("avant", "")
    until = int(before) if before.isdecimal() and len(before) < len(str(2**62)) else None
    async with visit.look("cases") as sight:
        rows, people = await cases_of(sight, visit.desk.partner, until, _MOST)
    more = rows[-1]["since"] if len(rows) == _MOST else None
    said: dict[str, Any] = {
        "rows": rows,
        "people": people,
        "more": more,
        "first": until is None,
    }
    return visit.page("cases.html", me=visit.desk.partner, **said)


@router.get("/situations/{case:uuid}")
async def read_case(request: Request, case: UUID, visit: Visiting) -> Response:
    """Une situation : les personnes, les partenaires, les orientations, l’historique."""
    notice = _DONE.get(request.query_params.get("fait", ""))
    return await _shown(visit, case, notice)


@router.post("/situations/{case:uuid}/note")
async def note(case: UUID, visit: Visiting, form: Posted) -> Response:
    """Ajouter une note pour son service."""
    ask, faults = read(Noting, form.said("note"))
    faults |= illegible(form)
    if ask is None or faults:
        return await _shown(visit, case, form=form, faults=faults, status=422)
    desk = await visit.keyed(form)
    try:
        await desk.change(Case, case, Case.add_note, by=desk.partner, text=ask.note)
    except Refusal as refusal:
        return await _refused(visit, case, form, refusal)
    return go(f"/situations/{case}", fait="note")


@router.post("/situations/{case:uuid}/cloture")
async def close(case: UUID, visit: Visiting, form: Posted) -> Response:
    """Clore une situation."""
    ask, faults = read(Closing, form.said("outcome"))
    if ask is None:
        return await _shown(visit, case, form=form, faults=faults, status=422)
    desk = await visit.acting(form)
    try:
        await desk.change(Case, case, Case.close, by=desk.partner, outcome=ask.outcome)
    except Refusal as refusal:
        return await _refused(visit, case, form, refusal)
    return go(f"/situations/{case}", fait="cloture")


async def _refused(visit: Visit, case: UUID, form: Form, refusal: Refusal) -> Response:
    if isinstance(refusal, Unknown | NotAllowed | MayNotRead):
        raise refusal
    status, faults = refused(refusal)
    again = form.but(cle="")
    return await _shown(visit, case, form=again, faults=faults, status=status)


async def _shown(
    visit: Visit, case: UUID, notice: str | None = None, form: Form | None = None,
    faults: Faults | None = None, status: int = 200,
) -> Response:  # fmt: skip
    async with visit.look("case") as sight:
        view = await case_in_sight(sight, case)
    asker = visit.desk.asker
    casework, open_ = asker.role in policies.CASEWORK, view.case["state"] == "open"
    return visit.page(
        "case.html", status, view=view, entries=entries_of(view), notice=notice,
        form=form or Form(), faults=faults or {}, me=asker.partner, states=STATES, State=State,
        may_note=casework and open_, today=visit.desk.today,
        may_close=casework and open_ and view.case["opener"] == asker.partner,
    )  # fmt: skip
