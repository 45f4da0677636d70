"""The pages, in French, that work without JavaScript."""

from fastapi import APIRouter, Depends, FastAPI

from api.pages import (
    accounts,
    administration,
    alert,
    alert_log,
    assets,
    case,
    commitment_new,
    commitments,
    comparison,
    conference,
    convention,
    danger,
    directory,
    forums,
    inbox,
    journal,
    log,
    needs,
    person,
    personas,
    project,
    referral,
    replay,
    resources,
    service,
    settings,
    sheets,
    slip,
    voices,
    watch_board,
    watch_sessions,
)
from api.pages.faults import error_page
from api.pages.visit import same_site

__all__ = ["error_page", "install"]

_ROOMS = (
    personas,
    inbox,
    watch_board,
    watch_sessions,
    alert_log,
    alert,
    log,
    slip,
    referral,
    danger,
    person,
    case,
    comparison,
    replay,
    directory,
    service,
    project,
    convention,
    commitments,
    commitment_new,
    conference,
    sheets,
    forums,
    resources,
    needs,
    voices,
    administration,
    accounts,
    settings,
    journal,
)


def install(app: FastAPI) -> None:
    """Add the pages and their files to the app. None is part of the API's description."""
    pages = APIRouter(dependencies=[Depends(same_site)], include_in_schema=False)
    for room in _ROOMS:
        pages.include_router(room.router)
    app.include_router(pages)
    app.include_router(assets.router, include_in_schema=False)
