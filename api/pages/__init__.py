"""The pages, in French, that work without JavaScript."""

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response

from api.problems import Problem


def install(app: FastAPI) -> None:
    """Add the pages and their files to the app."""


def error_page(request: Request, problem: Problem) -> Response:
    """An error, as a page that says what to do next."""
    return PlainTextResponse(problem.detail or problem.title, problem.status)
