"""The composition root: an installation, its doors, and what keeps them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from api import docs, pages, problems
from api.access import Access
from api.http import (
    alerts,
    calendars,
    cases,
    commitments,
    conferences,
    directory,
    forums,
    health,
    imports,
    journal,
    needs,
    referrals,
    root,
    sheets,
    stream,
    subjects,
    verbs,
    watch_sessions,
)
from api.http.description import describe
from api.installation import Installation
from api.news import News
from api.shield import Shield
from api.worker import working

_PREFIX = "/api/v1/territories/{territory}"


def create_app(installation: Installation, *, clock_every: float | None = 30.0) -> FastAPI:
    """The web service of an opened installation.

    ``clock_every``: seconds between two rounds of the worker; None leaves it out.
    """
    news = News(installation.readers)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await installation.ready()
        async with news.heard(), working(installation, clock_every):
            yield

    app = FastAPI(
        title="Maillage", version="1", lifespan=lifespan, docs_url=None, redoc_url=None,
        openapi_url=root.OPENAPI,
    )  # fmt: skip
    app.openapi = describe(app)  # type: ignore[method-assign] # the way that FastAPI documents
    app.state.installation = installation
    app.state.news = news
    app.state.access = Access(installation.readers, installation.writers)
    problems.install(app, pages.error_page)
    api = APIRouter(prefix=_PREFIX)
    for door in (
        referrals,
        cases,
        alerts,
        commitments,
        conferences,
        watch_sessions,
        calendars,
        directory,
        forums,
        sheets,
        journal,
        stream,
        subjects,
        verbs,
        needs,
        imports,
    ):
        api.include_router(door.router)
    app.include_router(api)
    app.include_router(root.router)
    app.include_router(health.router)
    app.include_router(docs.router)
    pages.install(app)
    app.add_middleware(Shield)
    return app
