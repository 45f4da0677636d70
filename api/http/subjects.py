"""The end of personal data over HTTP: a person's, a case's, an agent's, a voice's."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from api.commands.people import Erasing, erase
from api.http.answers import Recorded, recorded
from api.http.seats import Acting
from domain.agent import Agent
from domain.aggregate import Subject
from domain.alert import Alert
from domain.case import Case
from domain.contribution import Contribution
from domain.person import Person
from domain.reporter import Reporter

router = APIRouter(tags=["subjects"])


def _door(kind: type[Subject]) -> Callable[..., Awaitable[Response]]:
    async def end(subject: UUID, ask: Erasing, desk: Acting) -> Response:
        """Détruire des données personnelles : la clé, et avec elle tout ce qu’elle scellait."""
        return recorded(await erase(desk, kind, subject, ask.reason))

    return end


for _noun, _kind in (
    ("people", Person),
    ("cases", Case),
    ("agents", Agent),
    ("contributions", Contribution),
    ("alerts", Alert),
    ("reporters", Reporter),
):
    router.post(
        f"/{_noun}/{{subject}}/erasure",
        status_code=201,
        response_model=Recorded,
        name=f"{_noun}-erasure",
    )(_door(_kind))
