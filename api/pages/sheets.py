"""Fiches actions: all of them under their priorities, and one with its figures and history."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.csv_rows import header_of
from api.commands.sheet_import import IMPORT, SheetRow
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import by_code, may_begin
from api.pages.chart import chart_of, gauge
from api.pages.commitment_deeds import may_undertake
from api.pages.forms import Form
from api.pages.importing import Sent, sent_table
from api.pages.sheet_deeds import ACTIONS, DRAFTING
from api.pages.sheet_sections import sections, standing
from api.pages.sheet_story import story_of
from api.pages.suggestions import identifier
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.action_sheets import Sheet, Sought, by_priority, sheet_view, sheets_in
from api.views.commitments import SAID as PROMISED
from api.views.forums import forums_in
from api.views.sheet_ties import ties_of
from domain import codes
from domain.action_sheet import ActionSheet, sheet_id
from domain.action_sheet_life import SheetState
from domain.codes import Entry
from domain.policies import NotAllowed

router = APIRouter()
HERE = "/projet/fiches"
_BY_CODE = {each.code: each for each in ACTIONS}
STATES: Mapping[SheetState, str] = {
    SheetState.DRAFTED: "à décider", SheetState.INCLUDED: "incluse, à adopter",
    SheetState.OUTSIDE: "hors du projet", SheetState.ADOPTED: "en cours",
    SheetState.PAUSED: "suspendue",
    SheetState.CONCLUDED: "achevée", SheetState.GENERALISED: "généralisée",
    SheetState.ABANDONED: "abandonnée", SheetState.IN_ERROR: "saisie par erreur",
}  # fmt: skip


@router.get(HERE)
async def find(request: Request, visit: Visiting) -> Response:
    """Les fiches actions par priorité, où elles en sont, qui les porte."""
    return await _listed(visit, request.query_params)


@router.post(HERE + "/drafting")
async def draft(visit: Visiting, form: Posted) -> Response:
    """Rédiger une fiche."""
    kept = await acted(visit, None, DRAFTING, form, HERE)
    if kept is not NOTHING:
        return await _listed(visit, {}, kept)
    stream = sheet_id(visit.desk.territory, int(form["number"]))
    return go(f"{HERE}/{stream}", fait=DRAFTING.code)


@router.get(HERE + "/modele.csv")
async def template(visit: Visiting) -> Response:
    """Un tableau vide, avec les titres attendus."""
    async with visit.look("sheets"):
        pass
    headers = {"Content-Disposition": 'attachment; filename="fiches-actions.csv"'}
    return Response(header_of(SheetRow).encode("utf-8-sig"), 200, headers, "text/csv")


@router.post(HERE + "/import")
async def take(request: Request, visit: Visiting) -> Response:
    """Importer un tableau : tout, ou rien."""
    if not may_begin(visit.desk.asker, DRAFTING):
        raise NotAllowed
    return await _listed(visit, {}, sent=await sent_table(request, visit, IMPORT))


@router.get(HERE + "/{sheet:uuid}")
async def read(request: Request, sheet: UUID, visit: Visiting) -> Response:
    """Une fiche : ce qu’elle dit, ses indicateurs, son histoire."""
    done = {**_BY_CODE, DRAFTING.code: DRAFTING}.get(request.query_params.get("fait", ""))
    return await _shown(visit, sheet, done.action.done if done else None)


@router.post(HERE + "/{sheet:uuid}/{code}")
async def act(sheet: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Une étape de plus pour la fiche, si les règles le permettent."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    action = action.holding(form)
    kept = await acted(visit, sheet, action, form, f"{HERE}/{sheet}")
    if kept is not NOTHING:
        return await _shown(visit, sheet, kept=kept)
    return go(f"{HERE}/{sheet}", fait=code)


async def _listed(
    visit: Visit, query: Mapping[str, str], kept: Kept = NOTHING, sent: Sent | None = None
) -> Response:
    sought, asked = _sought(query)
    today, asker = visit.desk.today, visit.desk.asker
    async with visit.look("sheets") as sight:
        sheets = await sheets_in(sight)
    found = list(sought.among(sheets, today))
    drafting = DRAFTING.filled_with(
        number=max((each.row["number"] for each in sheets), default=0) + 1
    )
    acts = [drafting] if may_begin(asker, DRAFTING) else []
    return visit.page(
        "sheets.html", sent.status if sent else kept.status, sent=sent,
        groups=by_priority(found), found=found, asked=asked,
        any=bool(sheets), states=STATES, today=today, gauge=gauge, acts=by_code(acts),
        kept=kept, faults=kept.faults, texts=kept.given_back(acts), at=At(HERE, 0),
        leads=_leads(sheets), late=sum(1 for each in sheets if each.late(today)),
    )  # fmt: skip


async def _shown(
    visit: Visit, sheet: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("sheet") as sight:
        view = await sheet_view(sight, sheet)
        forums = standing(await forums_in(sight))
        ties = await ties_of(sight, sheet)
    desk, it = visit.desk, await known(visit.desk, ActionSheet, sheet)
    found = sections(desk.asker, it, view.sheet, forums)
    there = [action for each in found.values() for action in each]
    return visit.page(
        "sheet.html", kept.status, sheet=view.sheet, states=STATES, today=desk.today,
        charts={each.number: chart_of(each) for each in view.sheet.indicators},
        late=view.sheet.late(desk.today), forms=found, notice=notice, kept=kept,
        faults=kept.faults, texts=kept.given_back(there), story=story_of(view), gauge=gauge,
        ties=ties, promised=PROMISED, may_promise=may_undertake(desk.asker),
        at=At(f"{HERE}/{sheet}", view.sheet.row["version"], choices={"forum": forums}),
    )  # fmt: skip


def _sought(query: Mapping[str, str]) -> tuple[Sought, Form]:
    """What the list is narrowed to; a value that is none narrows nothing."""
    said = {name: query.get(name, "") for name in ("priorite", "etat", "partenaire", "retard")}
    states = {state.value: state for state in SheetState}
    priority = said["priorite"] if said["priorite"] in codes.PRIORITIES else None
    return Sought(
        priority, states.get(said["etat"]), identifier(said["partenaire"]),
        said["retard"] == "oui",
    ), Form(said.items())  # fmt: skip


def _leads(sheets: Sequence[Sheet]) -> Mapping[str, Entry]:
    """To choose a partner that carries a sheet or takes part in one."""
    them = {
        one: each.names.get(one, "")
        for each in sheets
        for one in (each.row["lead"], *each.partners)
    }
    return {
        str(one): Entry(str(one), name)
        for one, name in sorted(them.items(), key=lambda pair: pair[1])
    }
