"""Mon service: who works here, who is away, who stands in; what the service has declared."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.calendars import (
    TooManyCalendars,
    calendars_of,
    close_calendar,
    open_calendar,
)
from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import by_code, open_to
from api.pages.blanks import Ready
from api.pages.keeping import choices_of
from api.pages.network_deeds import AGENT_ACTIONS
from api.pages.paper import clear
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.directory import fiche_of
from api.views.service import Colleague, service_of
from domain.agent import Agent
from domain.codes import Entry

router = APIRouter()
_HERE = "/service"
_MINE = frozenset({"absence", "return", "handover", "mandate-end"})
_ACTIONS = [each for each in AGENT_ACTIONS if each.code in _MINE]
_BY_CODE = {each.code: each for each in _ACTIONS}


class Card(NamedTuple):
    """A colleague, and what the reader may do for them."""

    who: Colleague
    acts: Mapping[str, Ready | None]
    at: At
    mandates: Sequence[At]


@router.get(_HERE)
async def read(request: Request, visit: Visiting) -> Response:
    """Les collègues, les absences, les mandats, et ce que le service a déclaré."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, done.action.done if done else None)


@router.post(_HERE + "/agenda")
async def open_address(visit: Visiting) -> Response:
    """Une adresse d’agenda à soi, montrée cette fois seulement."""
    try:
        address = await open_calendar(visit.desk)
    except TooManyCalendars as refusal:
        return await _shown(visit, refusal.sentence())
    return await _shown(visit, address=f"{visit.request.base_url}{address.lstrip('/')}")


@router.post(_HERE + "/agenda/{mark}/fermeture")
async def close_address(mark: str, visit: Visiting) -> Response:
    """L’adresse ne répond plus."""
    await close_calendar(visit.desk, mark)
    return go(_HERE)


@router.post(_HERE + "/{agent:uuid}/{code}")
async def act(agent: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Annoncer une absence ou un retour, passer la main."""
    action = _BY_CODE.get(code)
    if action is None or code == "mandate-end":
        raise Problem(404, "not-found")
    kept = await acted(visit, agent, action, form, _path(agent))
    return go(_HERE, fait=code) if kept is NOTHING else await _shown(visit, kept=kept)


@router.post(_HERE + "/{agent:uuid}/mandats/{partner:uuid}/mandate-end")
async def end_mandate(agent: UUID, partner: UUID, visit: Visiting, form: Posted) -> Response:
    """Mettre fin à un mandat que l’on tient."""
    action, path = _BY_CODE["mandate-end"], f"{_path(agent)}/mandats/{partner}"
    kept = await acted(visit, agent, action, form, path, on_behalf_of=partner)
    if kept is NOTHING:
        return go(_HERE, fait=action.code)
    return await _shown(visit, kept=kept)


async def _shown(
    visit: Visit, notice: str | None = None, kept: Kept = NOTHING, address: str | None = None
) -> Response:
    desk = visit.desk
    async with visit.look("service") as sight:
        people = await service_of(sight, desk.partner)
        fiche = await fiche_of(sight, desk.partner)
    here = [who for who in people if not who.row["disabled"] or who.entrusted]
    choices = choices_of(who for who in here if not who.row["disabled"])
    cards = [await _card(visit, n, who, choices) for n, who in enumerate(here, start=1)]
    there = [each for card in cards for each in card.acts.values() if each]
    return visit.page(
        "service.html", kept.status, cards=cards, address=address,
        calendars=await calendars_of(desk), fiche=fiche, notice=notice, kept=kept,
        faults=kept.faults, texts=kept.given_back(there), me=desk.asker.agent,
        today=desk.today, names={card.who.agent: clear(card.who.name) for card in cards},
        closures=[each for each in fiche["closures"] if each["last"] >= desk.today],
        prefix=_prefix(cards, kept), partner=desk.partner,
    )  # fmt: skip


async def _card(
    visit: Visit, number: int, who: Colleague, choices: Mapping[str, Entry]
) -> Card:
    it = await known(visit.desk, Agent, who.agent)
    others = {value: entry for value, entry in choices.items() if value != str(who.agent)}
    acts = by_code(open_to(visit.desk.asker, it, _ACTIONS))
    if not who.entrusted or not others:
        acts.pop("handover", None)
    if not others:
        acts.pop("absence", None)
    version, prefix = who.row["version"], f"c{number}-"
    at = At(_path(who.agent), version, prefix, {"agent": others})
    mandates = [
        At(f"{_path(who.agent)}/mandats/{each['partner']}", version, f"{prefix}m{n}-")
        for n, each in enumerate(who.mandates)
    ]
    return Card(who, acts, at, mandates)


def _prefix(cards: Sequence[Card], kept: Kept) -> str:
    """Where the fields of the form that came back stand on the page."""
    if kept.acting is None:
        return ""
    places = [place for card in cards for place in (card.at, *card.mandates)]
    at = next((place.prefix for place in places if place.path == kept.at), "")
    return f"{at}{kept.acting.code}-"


def _path(agent: UUID) -> str:
    return f"{_HERE}/{agent}"
