"""The stylesheet and the icon: named after what they hold, so that they may be kept."""

from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

router = APIRouter()
_HERE = Path(__file__).parent
_TYPES = {"style.css": "text/css; charset=utf-8", "icone.svg": "image/svg+xml"}
_FILES = {name: (_HERE / name).read_bytes() for name in _TYPES}
ADDRESSES = {
    name: f"/fichiers/{sha256(content).hexdigest()[:12]}/{name}"
    for name, content in _FILES.items()
}


@router.get("/fichiers/{mark}/{name}")
async def file(mark: str, name: str) -> Response:
    """A file under its mark; an older mark gets today's file, which is not kept."""
    if name not in _FILES:
        return Response(status_code=404)
    kept = ADDRESSES[name] == f"/fichiers/{mark}/{name}"
    for_how_long = "public, max-age=31536000, immutable" if kept else "no-cache"
    return Response(
        _FILES[name], headers={"Cache-Control": for_how_long}, media_type=_TYPES[name]
    )
