"""Referrals over HTTP: logged, read, redirected; their other verbs stand in ``verbs``."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.commands.referrals import Logged, NewReferral, log_referral, redirect
from api.desk import Desk
from api.http import answers
from api.http.answers import answer
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
