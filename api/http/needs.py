"""Needs over HTTP: observations, residents' contributions, demands that met no service."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.http.answers import found, page
from api.http.seats import Reading
from api.http.shapes import needs as shapes
from api.views.contributions import Stage, contribution_of, contributions_in, voices_counted
from api.views.needs import Sought, observation_of, observations_in, unmet_in
from domain.contribution import Contribution
from domain.values import Withheld

router = APIRouter()
_CODE = r"^[a-z0-9][a-z0-9-]{0,119}$"
_Theme = Annotated[str | None, Query(pattern=_CODE, description="Code d’un thème.")]
_Quartier = Annotated[
    str | None,
    Query(pattern=r"^([a-z0-9][a-z0-9-]{0,119})?$", description="Vide : toute la commune."),
]
_Year = Annotated[int | None, Query(ge=2000, le=2100, description="Une année civile.")]
_After = Annotated[str | None, Query(max_length=300)]
_Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/observations", response_model=shapes.ObservedPage, tags=["observations"])
async def observations(
    request: Request,
    desk: Reading,
    theme: _Theme = None,
    quartier: _Quartier = None,
    year: _Year = None,
    kind: Annotated[str | None, Query(pattern=_CODE)] = None,
    after: _After = None,
    limit: _Limit = 50,
) -> Response:
    """Les données d’observation, par thème, quartier et année, les plus récentes d’abord."""
    async with desk.look("observations") as sight:
        sought = Sought(theme, quartier, year, kind)
        told = await observations_in(sight, sought, after, limit)
        return await page(sight, request, told.items, told.next)


@router.get(
    "/observations/{observation}", response_model=shapes.Observed, tags=["observations"]
)
async def observation(observation: UUID, desk: Reading) -> Response:
    """Une donnée d’observation, telle que corrigée en dernier lieu."""
    async with desk.look("observations") as sight:
        told = await observation_of(sight, observation)
        return await found(sight, told, told["version"])


@router.get("/contributions", response_model=shapes.VoicePage, tags=["contributions"])
async def contributions(
    request: Request,
    desk: Reading,
    theme: _Theme = None,
    quartier: _Quartier = None,
    stage: Annotated[Stage | None, Query(description="Où elle en est.")] = None,
    after: _After = None,
    limit: _Limit = 50,
) -> Response:
    """Les contributions publiées ; celles de votre service, ou toutes, si vous les suivez."""
    async with desk.look("contributions") as sight:
        told = await contributions_in(sight, theme, quartier, stage, after, limit)
        return await page(sight, request, told.items, told.next)


@router.get(
    "/contributions/{contribution}", response_model=shapes.Voice, tags=["contributions"]
)
async def contribution(contribution: UUID, desk: Reading) -> Response:
    """Une contribution, ses réponses et ce qu’elle a changé."""
    async with desk.look("contributions") as sight:
        told = await contribution_of(sight, contribution)
        return await found(sight, told, told["version"])


@router.get(
    "/contributions/{contribution}/words", response_model=shapes.Words, tags=["contributions"]
)
async def words(contribution: UUID, desk: Reading) -> Response:
    """Les mots d’origine et leur auteur·e : qui les a reçus, et la direction du projet."""
    it = await known(desk, Contribution, contribution)
    async with desk.look("words") as sight:
        said = await sight.at_words(it)
        told = {name: _clear(getattr(said, name)) for name in ("text", "name", "contact")}
        return await found(sight, {"contribution": contribution, **told})


@router.get("/voices", response_model=shapes.VoicesCounted, tags=["contributions"])
async def voices(desk: Reading) -> Response:
    """Combien de contributions reçues, publiées, répondues, restées sans réponse, suivies."""
    async with desk.look("contributions") as sight:
        return await found(sight, await voices_counted(sight))


@router.get("/unmet-needs", response_model=shapes.UnmetNeeds, tags=["observations"])
async def unmet(
    desk: Reading,
    year: Annotated[int, Query(ge=2000, le=2100, description="Une année civile.")],
) -> Response:
    """Les demandes refusées faute de service, par thème ; les petits effectifs sont tus."""
    async with desk.look("needs") as sight:
        items = [each._asdict() for each in await unmet_in(sight, year)]
        return await found(sight, {"year": year, "items": items})


def _clear(said: Any) -> Any:
    return None if isinstance(said, Withheld) else said
