"""Paroles d’habitant·es: what residents said, what was answered, what it changed."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, get_args
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.observations import quartiers_of
from api.commands.references import address_of
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import may_begin, open_to
from api.pages.forms import Form
from api.pages.needs import placed
from api.pages.needs_deeds import CONTRIBUTION_ACTIONS, RECEPTION
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.contributions import (
    Stage,
    contribution_of,
    contributions_in,
    follows_voices,
    voices_counted,
)
from api.views.effects import effects_of
from domain import codes
from domain.codes import Entry
from domain.contribution import Contribution
from domain.policies import NotAllowed
from domain.values import Reference

router = APIRouter()
HERE = "/projet/paroles"
RECEIVING = f"{HERE}/recevoir"
_MOST = 50
_BY_CODE = {each.code: each for each in (*CONTRIBUTION_ACTIONS, RECEPTION)}
STAGES: Mapping[str, str] = {
    "to-mask": "À masquer", "to-decide": "À publier ou non", "to-answer": "À répondre",
    "late": "Restées sans réponse", "answered": "Répondues", "published": "Publiées",
}  # fmt: skip


@router.get(HERE)
async def find(request: Request, visit: Visiting) -> Response:
    """Les paroles publiées et leurs réponses\u00a0; celles qui attendent, pour qui les suit."""
    query = request.query_params
    theme, stage = query.get("theme", ""), query.get("etape", "")
    theme = theme if theme in codes.THEMES else ""
    follows = follows_voices(visit.desk.asker)
    known_stage: Any = stage if follows and stage in get_args(Stage) else None
    async with visit.look("contributions") as sight:
        counted = await voices_counted(sight)
        found = await contributions_in(
            sight, theme or None, None, known_stage or (None if follows else "published"),
            query.get("apres"), _MOST,
        )  # fmt: skip
        effects = await effects_of(sight)
    done = _BY_CODE.get(query.get("fait", ""))
    said = {"theme": theme, "etape": known_stage or ""}
    return visit.page(
        "voices.html", found=found.items, counted=counted, stages=STAGES,
        asked=Form(said.items()), follows=follows, may_receive=_may(visit),
        today=visit.desk.today, effects=effects,
        quartiers=await quartiers_of(visit.desk), notice=done.action.done if done else None,
        more={**said, "apres": found.next} if found.next else None,
    )  # fmt: skip


@router.get(RECEIVING)
async def receive(visit: Visiting) -> Response:
    """Prendre note de ce que dit quelqu’un, à l’accueil ou en réunion."""
    return await _receiving(visit)


@router.post(HERE + "/reception")
async def received(visit: Visiting, form: Posted) -> Response:
    """Enregistrer une contribution."""
    kept = await acted(visit, None, RECEPTION, form, HERE, **await placed(visit, form))
    if kept is NOTHING:
        return go(HERE, fait=RECEPTION.code)
    return await _receiving(visit, kept)


@router.get(HERE + "/{contribution:uuid}")
async def read(request: Request, contribution: UUID, visit: Visiting) -> Response:
    """Une contribution\u00a0: ses mots pour qui peut les lire, son texte masqué, ses suites."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, contribution, done.action.done if done else None)


@router.post(HERE + "/{contribution:uuid}/{code}")
async def act(contribution: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Masquer, publier, répondre, dire ce qu’elle a changé."""
    action = _BY_CODE.get(code)
    if action is None or action is RECEPTION:
        raise Problem(404, "not-found")
    path = f"{HERE}/{contribution}"
    kept = await acted(visit, contribution, action, form, path)
    if kept is not NOTHING:
        return await _shown(visit, contribution, kept=kept)
    return go(HERE if action.group == "end" else path, fait=code)


async def _receiving(visit: Visit, kept: Kept = NOTHING) -> Response:
    async with visit.look("contributions"):
        pass
    if not _may(visit):
        raise NotAllowed
    return visit.page(
        "voice-receive.html", kept.status, action=RECEPTION, kept=kept, faults=kept.faults,
        at=At(HERE, 0, choices={"quartier": await quartiers_of(visit.desk)}),
        texts=kept.given_back([RECEPTION]),
    )  # fmt: skip


async def _shown(
    visit: Visit, contribution: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    it = await known(visit.desk, Contribution, contribution)
    async with visit.look("words") as sight:
        told = await contribution_of(sight, contribution)
        words = await sight.at_words(it) if told["reads_words"] else None
        effects = await effects_of(sight)
    open_now = open_to(visit.desk.asker, it, CONTRIBUTION_ACTIONS)
    groups = defaultdict(list)
    for action in open_now:
        masked = told["masked"] if action.code == "masking" else None
        groups[action.group].append(action.filled_with(text=masked) if masked else action)
    choices = {"sheet": _sheets(effects), "what": _all(effects)}
    return visit.page(
        "voice.html", kept.status, it=told, words=words, groups=groups, kept=kept,
        faults=kept.faults, texts=kept.given_back(open_now), notice=notice, effects=effects,
        quartiers=await quartiers_of(visit.desk), today=visit.desk.today,
        at=At(f"{HERE}/{contribution}", told["version"], choices=choices),
    )  # fmt: skip


def _may(visit: Visit) -> bool:
    return visit.desk.asker.partner is not None and may_begin(visit.desk.asker, RECEPTION)


def _sheets(effects: Mapping[Reference, str]) -> Mapping[str, Entry]:
    return {
        str(each.stream): Entry(str(each.stream), name)
        for each, name in effects.items()
        if each.kind == "sheet"
    }


def _all(effects: Mapping[Reference, str]) -> Mapping[str, Entry]:
    return {address_of(each): Entry(address_of(each), name) for each, name in effects.items()}
