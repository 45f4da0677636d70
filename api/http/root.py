"""``/api/v1``: where to go from here."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.http.answers import answer
from api.http.shapes.root import Root

router = APIRouter(tags=["service"])
OPENAPI, DOCS = "/api/v1/openapi.json", "/docs"


@router.get("/api/v1", response_model=Root)
async def root() -> Response:
    """Par où commencer : description, documentation, adresse des territoires."""
    return answer({
        "name": "Maillage", "version": "1", "description": OPENAPI, "docs": DOCS,
        "territory": "/api/v1/territories/{territory}",
    })  # fmt: skip
