"""Mes situations, and one of them: people, partners, referrals, timeline, notes."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages import past
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.alert import STATES as ALERT_STATES
from api.pages.case_deeds import ACTIONS, PROTECTION, proposed
from api.pages.case_sections import choices, goals_of, member_of, sections
from api.pages.colleagues import agents_of, colleagues, employer_of
from api.pages.forms import Form
from api.pages.replay import fresh
from api.pages.timeline import entries_of
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.alerts import alerts_of_case
from api.views.cases import case_in_sight, cases_of
from api.views.commitments import SAID
from api.views.coordination import chain_of
from api.views.notes import notes_of
from api.views.visits import gone_on, last_visit
from domain.case import Case
from domain.policies import CASEWORK
from domain.referral_life import State
from projections.history import STATES

router = APIRouter()
_MOST = 25
_BY_CODE = {each.code: each for each in (*ACTIONS, PROTECTION)}


@router.get("/situations")
async def mine(request: Request, visit: Visiting) -> Response:
    """Les situations dont le service est partie, les plus récentes d’abord."""
    before = request.query_params.get("avant", "")
    until = int(before) if before.isdecimal() and len(before) < len(str(2**62)) else None
    async with visit.look("cases") as sight:
        rows, people = await cases_of(sight, visit.desk.partner, until, _MOST)
        news = await gone_on(sight, people)
    more = rows[-1]["since"] if len(rows) == _MOST else None
    said: dict[str, Any] = {
        "rows": rows,
        "people": people,
        "news": news,
        "more": more,
        "first": until is None,
    }
    return visit.page("cases.html", me=visit.desk.partner, **said)


@router.get("/situations/{case:uuid}")
async def read_case(request: Request, case: UUID, visit: Visiting) -> Response:
    """Une situation : les personnes, les partenaires, les orientations, l’historique."""
    if past.asks_for_the_past(request):
        return await past.shown(request, case, visit)
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, case, done.action.done if done else None)


@router.post("/situations/{case:uuid}/{code}")
async def act(case: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Une étape de plus dans la situation, si les règles le permettent."""
    action = _BY_CODE.get(code)
    if action is None or action is PROTECTION:
        raise Problem(404, "not-found")
    action = action.holding(form)
    found = await _found(visit, case, code, form)
    kept = await acted(visit, case, action, form, _path(case), **found)
    if kept is not NOTHING:
        return await _shown(visit, case, kept=kept)
    return go(_path(case), fait=code)


async def _found(visit: Visit, case: UUID, code: str, form: Form) -> Mapping[str, Any]:
    """What nobody is asked: who employs the one proposed, whom the maire decides about."""
    if code == "coordinator-proposal":
        employer = await employer_of(visit, form["agent"])
        return {"partner": employer or form["agent"]}
    if code in ("designation", "replacement"):
        return proposed(await known(visit.desk, Case, case))
    return {}


async def _shown(
    visit: Visit, case: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("case") as sight:
        since = await last_visit(sight, case)
        view = await case_in_sight(sight, case)
        alerts = await alerts_of_case(sight, case)
    entries, agent = entries_of(view), str(visit.desk.asker.agent)
    asker, it = visit.desk.asker, await known(visit.desk, Case, case)
    notes = notes_of(view.history)
    found = sections(asker, it, view, notes)
    at = At(
        _path(case), view.case["version"],
        choices=choices(asker, it, view, await colleagues(visit)),
    )  # fmt: skip
    candidates = {**at.choices, "agent": await agents_of(visit, it.partners)}
    there = [action for each in found.values() for action in each]
    return visit.page(
        "case.html", kept.status, view=view, entries=entries, notice=notice,
        me=asker.partner, states=STATES, State=State, today=visit.desk.today,
        may_refer=asker.role in CASEWORK and view.case["state"] == "open",
        alerts=alerts, alert_states=ALERT_STATES,
        promised=SAID, may_promise=asker.partner in it.partners and asker.role in CASEWORK,
        since=since, agent=agent, fresh=since and len(fresh(entries, since, agent)),
        is_party=asker.partner in it.partners, members=partial(member_of, it),
        goals=goals_of(view), notes=notes, chain=chain_of(view.history), forms=found, at=at,
        at_coordination=at._replace(choices=candidates), kept=kept, faults=kept.faults,
        texts=kept.given_back(there),
    )  # fmt: skip


def _path(case: UUID) -> str:
    return f"/situations/{case}"
