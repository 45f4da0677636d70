"""``/docs``: the API's description as a page, from files of this installation only."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

from api.http.root import DOCS

router = APIRouter(include_in_schema=False)
_HERE = Path(__file__).parent
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FILES = {
    path.name: path
    for folder in (_HERE, _HERE / "swagger-ui")
    for path in folder.iterdir()
    if path.suffix in _TYPES
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Of this page only: its script, the icons within its stylesheet, the questions it asks."""


@router.get(DOCS)
async def page() -> Response:
    """The description, drawn by Swagger UI."""
    html = (_HERE / "page.html").read_bytes()
    return Response(
        html, headers={"Content-Security-Policy": POLICY}, media_type="text/html; charset=utf-8"
    )


@router.get(DOCS + "/{name}")
async def file(name: str) -> Response:
    """A file of that page; asked again at each visit, so that an upgrade is seen at once."""
    if name not in FILES:
        return Response(status_code=404)
    path = FILES[name]
    return Response(
        path.read_bytes(), headers={"Cache-Control": "public, max-age=3600"},
        media_type=_TYPES[path.suffix],
    )  # fmt: skip
