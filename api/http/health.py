"""``/health/live``: the process answers. ``/health/ready``: it can serve."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.answers import answer
from api.installation import Installation
from api.problems import Problem

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
async def live() -> Response:
    return answer({"status": "alive"})


@router.get("/ready")
async def ready(request: Request) -> Response:
    """Both databases answer, and the read models are kept by this code."""
    installation: Installation = request.app.state.installation
    try:
        faults = await installation.faults()
    except OSError:
        faults = ["database-unreachable"]
    if faults:
        raise Problem(503, faults[0])
    return answer({"status": "ready"})
