"""Cases and the inbox over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.answers import answer, page
from api.http.seats import Reading
from api.views.cases import case_in_sight, cases_of
from api.views.inbox import inbox_of
from domain.values import CaseId
from projections.history import steps_of
from projections.sentences import sentence

router = APIRouter(tags=["cases"])


@router.get("/inbox")
async def inbox(desk: Reading) -> Response:
    """Ce qui attend votre service : chaque liste avec l’action suivante et qui la doit."""
    async with desk.look("inbox") as sight:
        lists = await inbox_of(sight, desk.partner)
    return answer({"worklists": [
        {"code": each.code, "title": each.title, "items": [
            {**item.referral, "people": [who._asdict() for who in item.people],
             "with": item.other, "owner": item.owner, "action": item.action}
            for item in each.items
        ]} for each in lists
    ]})  # fmt: skip


@router.get("/cases")
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
    return page(request, items, str(rows[-1]["since"]) if len(rows) == limit else None)


@router.get("/cases/{case}")
async def read(case: CaseId, desk: Reading) -> Response:
    """Une situation : les personnes, les partenaires, les orientations."""
    async with desk.look("case") as sight:
        found = await case_in_sight(sight, case)
    said: dict[str, Any] = {
        **found.case, "people": [who._asdict() for who in found.people],
        "partners": found.partners, "referrals": found.referrals,
        "position": found.history[-1].at.position,
    }  # fmt: skip
    return answer(said, headers={"ETag": f'"{found.case["version"]}"'})


@router.get("/cases/{case}/history")
async def history(case: CaseId, desk: Reading) -> Response:
    """L’historique, pas à pas : chaque fait, et ce qu’il a changé."""
    async with desk.look("case-history") as sight:
        found = await case_in_sight(sight, case)
    return answer({"steps": [
        {
            "step": n, "position": step.fact.at.position, "kind": step.fact.at.kind,
            "occurred_at": step.fact.at.occurred_at, "recorded_at": step.fact.at.recorded_at,
            "actor": step.fact.at.actor, "service": step.fact.at.organisation,
            "sentence": sentence(step.fact, found.names),
            "changes": [change._asdict() for change in step.changes],
        }
        for n, step in enumerate(steps_of(found.history, found.names), start=1)
    ]})  # fmt: skip
