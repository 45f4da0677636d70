"""Cases and the inbox over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.commands.asks import Ask, Ending
from api.http import answers
from api.http.answers import Recorded, page, recorded
from api.http.seats import Acting, Reading
from api.http.shapes import cases as shapes
from api.views.cases import case_in_sight, cases_of
from api.views.inbox import inbox_of
from domain.case import Case
from domain.values import CaseId, Code, Text
from projections.history import steps_of
from projections.sentences import sentence

router = APIRouter(tags=["cases"])


class Noting(Ask):
    text: Text
    audience: Code = "my-service"


@router.get("/inbox", response_model=shapes.Inbox)
async def inbox(desk: Reading) -> Response:
    """Ce qui attend votre service : chaque liste avec l’action suivante et qui la doit."""
    async with desk.look("inbox") as sight:
        lists = await inbox_of(sight, desk.partner)
        return await answers.found(sight, {"worklists": [
            {"code": each.code, "title": each.title, "items": [
                {**item.referral, "people": [who._asdict() for who in item.people],
                 "with": item.other, "owner": item.owner, "action": item.action}
                for item in each.items
            ]} for each in lists
        ]})  # fmt: skip


@router.get("/cases", response_model=shapes.CasePage)
async def mine(
    request: Request,
    desk: Reading,
    after: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Les situations dont votre service est partie."""
    async with desk.look("cases") as sight:
        rows, people = await cases_of(sight, desk.partner, after, limit)
        items = [
            {**row, "people": [who._asdict() for who in people.get(row["case_id"], ())]}
            for row in rows
        ]
        last = str(rows[-1]["since"]) if len(rows) == limit else None
        return await page(sight, request, items, last)


@router.get("/cases/{case}", response_model=shapes.CaseFile)
async def read(case: CaseId, desk: Reading) -> Response:
    """Une situation : les personnes, les partenaires, les orientations."""
    async with desk.look("case") as sight:
        found = await case_in_sight(sight, case)
        said: dict[str, Any] = {
            **found.case, "people": [who._asdict() for who in found.people],
            "partners": found.partners, "referrals": found.referrals,
            "position": found.history[-1].at.position,
        }  # fmt: skip
        return await answers.found(sight, said, found.case["version"])


@router.get("/cases/{case}/history", response_model=shapes.History)
async def history(case: CaseId, desk: Reading) -> Response:
    """L’historique, pas à pas : chaque fait, et ce qu’il a changé."""
    async with desk.look("case-history") as sight:
        found = await case_in_sight(sight, case)
        steps = enumerate(steps_of(found.history, found.names), start=1)
        return await answers.found(sight, {"steps": [
            {
                "step": n, "position": step.fact.at.position, "kind": step.fact.at.kind,
                "occurred_at": step.fact.at.occurred_at,
                "recorded_at": step.fact.at.recorded_at,
                "actor": step.fact.at.actor, "service": step.fact.at.organisation,
                "sentence": sentence(step.fact, found.names),
                "changes": [change._asdict() for change in step.changes],
            }
            for n, step in steps
        ]})  # fmt: skip


@router.post("/cases/{case}/notes", status_code=201, response_model=Recorded)
async def note(case: CaseId, ask: Noting, desk: Acting) -> Response:
    """Ajouter une note pour son service."""
    verb, by = Case.add_note, desk.partner
    return recorded(
        await desk.change(Case, case, verb, by=by, text=ask.text, audience=ask.audience)
    )


@router.post("/cases/{case}/closure", status_code=201, response_model=Recorded)
async def close(case: CaseId, ask: Ending, desk: Acting) -> Response:
    """Clore une situation."""
    verb = Case.close
    return recorded(await desk.change(Case, case, verb, by=desk.partner, outcome=ask.outcome))
