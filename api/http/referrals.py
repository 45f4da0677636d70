"""Referrals over HTTP: a fact is a POST on a noun, a read is a GET of what a reader needs."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.commands.referrals import Logged, NewReferral, log_referral, redirect
from api.commands.verbs import VERBS, Verb
from api.desk import Desk
from api.http import answers
from api.http.answers import Recorded, answer, recorded
from api.http.seats import Acting, Reading, Writing
from api.http.shapes.cases import ReferralRow
from api.views.referrals import referral_in_sight
from domain.values import ReferralId

router = APIRouter(tags=["referrals"])


@router.post("/referrals", status_code=201, response_model=Logged)
async def log(ask: NewReferral, desk: Writing) -> Response:
    """Consigner une orientation : personne, situation et orientation d’un seul envoi."""
    return _logged(desk, await log_referral(desk, ask))


@router.get("/referrals/{referral}", response_model=ReferralRow)
async def read(referral: ReferralId, desk: Reading) -> Response:
    """Où en est une orientation, et sa version (ETag)."""
    async with desk.look("referral") as sight:
        found = await referral_in_sight(sight, referral)
        return await answers.found(sight, found, found["version"])


@router.post("/referrals/{referral}/redirection", status_code=201, response_model=Logged)
async def redirection(referral: ReferralId, ask: NewReferral, desk: Acting) -> Response:
    """Réorienter vers un autre partenaire : une nouvelle orientation commence."""
    return _logged(desk, await redirect(desk, referral, ask))


def _logged(desk: Desk, logged: Logged) -> Response:
    place = f"/api/v1/territories/{desk.territory}/referrals/{logged.referral}"
    headers = {"ETag": f'"{logged.version}"', "Location": place}
    return answer(logged.model_dump(), 201, headers)


def _door(verb: Verb) -> Callable[..., Awaitable[Response]]:
    async def act(referral: ReferralId, ask: Any, desk: Acting) -> Response:
        return recorded(await verb.run(desk, referral, ask))

    act.__annotations__["ask"] = verb.ask
    return act


for _verb in VERBS.values():
    router.post(
        f"/referrals/{{referral}}/{_verb.noun}",
        status_code=201,
        response_model=Recorded,
        name=_verb.noun,
    )(_door(_verb))
