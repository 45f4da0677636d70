"""Besoins: what is observed by theme, quartier and period; the demands without a service."""

from collections.abc import Container, Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.csv_rows import header_of
from api.commands.deadlines import territory_of
from api.commands.observations import IMPORT, NewObservation, quartiers_of
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import may_begin, open_to
from api.pages.forms import Form
from api.pages.importing import Sent, sent_table
from api.pages.needs_deeds import OBSERVATION_ACTIONS, RECORDING
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.needs import (
    COMMUNE,
    Sought,
    by_theme,
    observation_of,
    observations_in,
    unmet_in,
    years_of,
)
from domain import codes
from domain.observation import Observation
from domain.policies import NotAllowed

router = APIRouter()
HERE = "/projet/besoins"
_MOST = 200
_WHOLE = "commune"
_BY_CODE = {each.code: each for each in (*OBSERVATION_ACTIONS, RECORDING)}


@router.get(HERE)
async def find(request: Request, visit: Visiting) -> Response:
    """Les données d’observation, et les demandes restées sans service."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _listed(visit, request.query_params, done.action.done if done else None)


@router.get(HERE + "/enregistrer")
async def enter(visit: Visiting) -> Response:
    """Enregistrer une donnée, ou tout un tableau."""
    return await _entering(visit)


@router.post(HERE + "/recording")
async def record(visit: Visiting, form: Posted) -> Response:
    """Enregistrer une donnée d’observation."""
    found = await placed(visit, form)
    kept = await acted(visit, None, RECORDING, form, HERE, **found)
    if kept is NOTHING:
        return go(HERE, fait=RECORDING.code)
    return await _entering(visit, kept)


@router.post(HERE + "/import")
async def take(request: Request, visit: Visiting) -> Response:
    """Importer un tableau\u00a0: tout, ou rien."""
    sent = await sent_table(request, visit, IMPORT)
    return await _entering(visit, sent=sent)


@router.get(HERE + "/modele.csv")
async def template(visit: Visiting) -> Response:
    """Un tableau vide, avec les titres attendus."""
    async with visit.look("observations"):
        pass
    headers = {"Content-Disposition": 'attachment; filename="observations.csv"'}
    return Response(header_of(NewObservation).encode("utf-8-sig"), 200, headers, "text/csv")


@router.get(HERE + "/{observation:uuid}")
async def read(request: Request, observation: UUID, visit: Visiting) -> Response:
    """Une donnée d’observation, d’où elle vient."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, observation, done.action.done if done else None)


@router.post(HERE + "/{observation:uuid}/{code}")
async def act(observation: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Corriger ou retirer une donnée."""
    action = _BY_CODE.get(code)
    if action is None or action is RECORDING:
        raise Problem(404, "not-found")
    path = f"{HERE}/{observation}"
    kept = await acted(visit, observation, action, form, path)
    if kept is not NOTHING:
        return await _shown(visit, observation, kept=kept)
    return go(HERE if code == "withdrawal" else path, fait=code)


async def placed(visit: Visit, form: Form) -> Mapping[str, Any]:
    """The version of the geography in which a quartier was chosen."""
    geography = (await territory_of(visit.desk)).geography
    return {"geography_version": geography.version} if geography and form["quartier"] else {}


async def _listed(visit: Visit, query: Mapping[str, str], notice: str | None) -> Response:
    async with visit.look("observations") as sight:
        years = await years_of(sight)
        sought, asked = _sought(query, years)
        found = await observations_in(sight, sought, query.get("apres"), _MOST)
        year = sought.year or max(years, default=visit.desk.today.year)
        unmet = await unmet_in(sight, year)
    quartiers = await quartiers_of(visit.desk)
    return visit.page(
        "needs.html", groups=by_theme(found.items), asked=asked, years=years, year=year,
        unmet=unmet, quartiers=quartiers, notice=notice, may_record=_may(visit),
        themes={each: codes.THEMES[each] for each in codes.THEMES},
        more={**dict(asked), "apres": found.next} if found.next else None,
        narrowed=any(value for _, value in asked), count=len(found.items),
    )  # fmt: skip


async def _entering(visit: Visit, kept: Kept = NOTHING, sent: Sent | None = None) -> Response:
    async with visit.look("observations"):
        pass
    if not _may(visit):
        raise NotAllowed
    choices = {"quartier": await quartiers_of(visit.desk)}
    status = sent.status if sent else kept.status
    return visit.page(
        "needs-record.html", status, action=RECORDING, at=At(HERE, 0, choices=choices),
        kept=kept, faults=kept.faults, sent=sent, texts=kept.given_back([RECORDING]),
    )  # fmt: skip


async def _shown(
    visit: Visit, observation: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("observations") as sight:
        told = await observation_of(sight, observation)
    it = await known(visit.desk, Observation, observation)
    actions = open_to(visit.desk.asker, it, OBSERVATION_ACTIONS)
    return visit.page(
        "observation.html", kept.status, it=told, quartiers=await quartiers_of(visit.desk),
        actions=actions, at=At(f"{HERE}/{observation}", told["version"]), kept=kept,
        faults=kept.faults, texts=kept.given_back(actions), notice=notice,
    )  # fmt: skip


def _may(visit: Visit) -> bool:
    return visit.desk.asker.partner is not None and may_begin(visit.desk.asker, RECORDING)


def _sought(query: Mapping[str, str], years: list[int]) -> tuple[Sought, Form]:
    """What the page is narrowed to; a value that is none narrows nothing."""
    kinds, themes = codes.OBSERVATION_KINDS, codes.THEMES
    said = {
        "theme": _among(themes, query.get("theme", "")),
        "quartier": query.get("quartier", "").replace("\x00", "")[:120],
        "annee": _among([str(year) for year in years], query.get("annee", "")),
        "nature": _among(kinds, query.get("nature", "")),
    }
    place = COMMUNE if said["quartier"] == _WHOLE else said["quartier"] or None
    year = int(said["annee"]) if said["annee"] else None
    sought = Sought(said["theme"] or None, place, year, said["nature"] or None)
    return sought, Form(said.items())


def _among(known_ones: Container[str], said: str) -> str:
    return said if said in known_ones else ""
