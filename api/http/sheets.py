"""Action sheets over HTTP: the list, one by its number or identifier."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from api.http import answers
from api.http.seats import Reading
from api.http.shapes import sheets as shapes
from api.views.action_sheets import Sought, sheet_as_told, sheet_in, sheets_in
from domain.action_sheet import stream_of
from domain.action_sheet_life import SheetState
from domain.values import PartnerId

router = APIRouter(tags=["sheets"])
_ONE = r"^([1-9][0-9]{0,2}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$"
OneSheet = Annotated[str, Path(pattern=_ONE, description="Numéro, ou identifiant.")]
Priority = Annotated[str | None, Query(max_length=120)]


@router.get("/sheets", response_model=shapes.Sheets)
async def find(
    desk: Reading,
    *,
    priority: Priority = None,
    state: SheetState | None = None,
    partner: PartnerId | None = None,
    late: Annotated[bool, Query(description="Celles dont une mesure manque.")] = False,
) -> Response:
    """Les fiches actions, par numéro.

    Celles qui ont été saisies par erreur ne viennent que si on demande cet état.
    """
    sought = Sought(priority, state, partner, late)
    async with desk.look("sheets") as sight:
        found = sought.among(await sheets_in(sight), desk.today)
        items = [sheet_as_told(each, desk.today) for each in found]
        return await answers.found(sight, {"items": items})


@router.get("/sheets/{sheet}", response_model=shapes.Sheet)
async def read(sheet: OneSheet, desk: Reading) -> Response:
    """Une fiche action, ses partenaires, ses indicateurs et leurs mesures."""
    async with desk.look("sheet") as sight:
        found = await sheet_in(sight, stream_of(desk.territory, sheet))
        return await answers.found(
            sight, sheet_as_told(found, desk.today), found.row["version"]
        )
