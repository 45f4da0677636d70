"""Commitments over HTTP: the list with its counts, and one with its trajectory."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http import answers
from api.http.answers import fact_as_json, page
from api.http.seats import Reading
from api.http.shapes import commitments as shapes
from api.views.commitments import (
    Sought,
    commitment_told,
    commitments_of,
    in_full,
)
from domain.commitment_life import CommitmentState
from domain.values import Code, CommitmentId, PartnerId

router = APIRouter(tags=["commitments"])


@router.get("/commitments", response_model=shapes.CommitmentPage)
async def read_all(
    request: Request,
    desk: Reading,
    state: Annotated[
        list[CommitmentState] | None, Query(description="Un ou plusieurs états.")
    ] = None,
    debtor: Annotated[PartnerId | None, Query(description="Le service engagé.")] = None,
    kind: Annotated[Code | None, Query(description="La nature de la ressource.")] = None,
    serves_kind: Annotated[Code | None, Query(description="Ce qu’il sert, en nature.")] = None,
    serves: Annotated[UUID | None, Query(description="Ce qu’il sert.")] = None,
    after: Annotated[str | None, Query(max_length=60)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Les engagements que vous pouvez lire, ceux à tenir d’abord, par échéance."""
    states = [each.value for each in state] if state else None
    sought = Sought(states, debtor, kind, serves_kind, serves)
    async with desk.look("commitments") as sight:
        found = await commitments_of(sight, sought, after, limit)
        items = [in_full(row, found.names, desk.today) for row in found.rows]
        counts = [count._asdict() for count in found.counts]
        return await page(sight, request, items, found.next, counts=counts)


@router.get("/commitments/{commitment}", response_model=shapes.CommitmentFile)
async def read(commitment: CommitmentId, desk: Reading) -> Response:
    """Un engagement, de la demande à la parole de son bénéficiaire."""
    async with desk.look("commitment") as sight:
        view = await commitment_told(sight, commitment)
        steps = [fact_as_json(fact, view.names) for fact in view.history]
        said = in_full(view.row, view.names, desk.today) | {"steps": steps}
        return await answers.found(sight, said, view.row["version"])
