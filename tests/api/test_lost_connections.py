"""A reading that loses its connection is answered 503, on the API and on pages alike."""

import asyncpg
import httpx2
import pytest
from fastapi import FastAPI

from api import pages, problems
from api.shield import Shield

LOST_ON_THE_WAY = (
    asyncpg.InterfaceError("connection is closed"),
    asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
    asyncpg.AdminShutdownError("terminating connection due to administrator command"),
    ConnectionRefusedError(),
    TimeoutError(),
)


@pytest.mark.parametrize("path", ["/api/v1/reading", "/reading"])
@pytest.mark.parametrize("error", LOST_ON_THE_WAY, ids=lambda error: type(error).__name__)
async def test_a_reading_that_loses_the_database_may_be_tried_again(
    error: Exception, path: str
) -> None:
    app = FastAPI()
    problems.install(app, pages.error_page)
    app.add_middleware(Shield)

    @app.get(path)
    async def read() -> None:
        raise error

    there = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=there, base_url="http://here") as http:
        answer = await http.get(path)

    assert (503, "2") == (answer.status_code, answer.headers["retry-after"])
    assert str(error) not in answer.text or not str(error)
