"""``/health/live``: the process answers. ``/health/ready``: it can serve."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.answers import answer
from api.http.shapes.root import Health
from api.installation import Installation
from api.problems import Problem

router = APIRouter(prefix="/health", tags=["service"])


@router.get("/live", response_model=Health)
async def live() -> Response:
    """Le processus répond."""
    return answer({"status": "alive"})


@router.get("/ready", response_model=Health)
async def ready(request: Request) -> Response:
    """Le service peut servir : les deux bases répondent, les vues de lecture sont à jour."""
    installation: Installation = request.app.state.installation
    try:
        faults = await installation.faults()
    except OSError:
        faults = ["database-unreachable"]
    if faults:
        raise Problem(503, faults[0])
    return answer({"status": "ready"})
