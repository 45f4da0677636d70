"""Cases and the inbox over HTTP."""

from typing import Annotated, Any

from asyncpg import Record
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.answers import fact_as_json, known_by, page
from api.http.seats import Reading
from api.http.shapes import cases as shapes
from api.http.shapes.history import Comparison, History
from api.moments import At, KnownAt
from api.views.alerts import alerts_of_case
from api.views.cases import cases_of
from api.views.commitments import in_full
from api.views.comparison import compared
from api.views.follow_ups import asked_of
from api.views.inbox import inbox_of
from api.views.inbox_past import inbox_as_of
from api.views.past import case_seen
from api.views.promised import Promises, promised, side_of
from api.views.watch_board import waiting
from domain.values import CaseId
from projections.history import steps_of
from store.as_of import as_of

router = APIRouter(tags=["cases"])
_ASKED = tuple(shapes.FollowUpAsked.model_fields)


@router.get("/inbox", response_model=shapes.Inbox)
async def inbox(desk: Reading, known_at: KnownAt | None = None) -> Response:
    """Ce qui attend votre service : chaque liste avec l’action suivante et qui la doit."""
    async with desk.look("inbox" if known_at is None else "inbox-past") as sight:
        then = await as_of(sight.db, desk.territory, known_at)
        promises: list[Promises] | None = None
        asked: list[Record] | None = None
        if known_at is None:
            lists = await inbox_of(sight, desk.partner)
            alerts = await waiting(sight, desk.partner)
            promises = await promised(sight, side_of(desk.asker))
            asked = await asked_of(sight, desk.partner)
        else:
            lists, alerts = await inbox_as_of(sight, desk.partner, then), None
    return known_by(then, {"alerts": alerts, "follow_ups": asked and [
        {name: row[name] for name in _ASKED} for row in asked
    ], "commitments": promises and [
        {"code": each.code, "title": each.title, "items": [
            {**in_full(item.row, each.names, desk.today), "action": item.action}
            for item in each.items
        ]} for each in promises
    ], "worklists": [
        {"code": each.code, "title": each.title, "items": [
            {**item.referral, "people": [who._asdict() for who in item.people],
             "with": item.other, "owner": item.owner, "action": item.action,
             "mine": item.mine, "relay": item.relay and item.relay._asdict()}
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
async def read(
    case: CaseId, desk: Reading, at: At | None = None, known_at: KnownAt | None = None
) -> Response:
    """Une situation : les personnes, les partenaires, les orientations.

    Aujourd’hui, ou telle qu’elle était (`at`), telle qu’elle était connue (`known_at`).
    """
    past = at is not None or known_at is not None
    async with desk.look("case-past" if past else "case") as sight:
        found = await case_seen(sight, case, at, known_at)
        alerts = None if past else await alerts_of_case(sight, case)
    said: dict[str, Any] = {
        **found.case, "people": [who._asdict() for who in found.people],
        "partners": found.partners, "referrals": found.referrals, "at": found.as_of.by,
        "alerts": alerts,
        "commitments": found.commitments and [
            in_full(row, found.names, desk.today) for row in found.commitments
        ],
    }  # fmt: skip
    etag = {} if past else {"ETag": f'"{found.case["version"]}"'}
    return known_by(found.as_of, said, etag)


@router.get("/cases/{case}/history", response_model=History)
async def history(
    case: CaseId, desk: Reading, at: At | None = None, known_at: KnownAt | None = None
) -> Response:
    """L’historique, pas à pas : chaque fait, et ce qu’il a changé."""
    async with desk.look("case-history") as sight:
        found = await case_seen(sight, case, at, known_at)
    steps = steps_of(found.history, found.names)
    return known_by(found.as_of, {"at": found.as_of.by, "steps": [
        {
            "step": n, **fact_as_json(step.fact, found.names),
            "changes": [change._asdict() for change in step.changes],
        }
        for n, step in enumerate(steps, start=1)
    ]})  # fmt: skip


@router.get("/cases/{case}/comparison", response_model=Comparison)
async def comparison(
    case: CaseId,
    desk: Reading,
    known_from: Annotated[KnownAt, Query(alias="from")],
    known_to: Annotated[KnownAt | None, Query(alias="to")] = None,
) -> Response:
    """Ce qui a changé entre deux moments, tels qu’ils étaient connus."""
    async with desk.look("case-comparison") as sight:
        found = await compared(sight, case, known_from, known_to, field="to")
    return known_by(found.after.as_of, {
        "from": found.before.position, "to": found.after.as_of.position,
        "changes": [change._asdict() for change in found.changes],
        "facts": [fact_as_json(fact, found.after.names) for fact in found.facts],
    })  # fmt: skip
