"""La veille : what the cell has before it, and what several services may have met."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.deadlines import territory_of
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import may_begin
from api.pages.alert import STATES
from api.pages.alert_deeds import SETTING_ASIDE
from api.pages.navigation import WATCH
from api.pages.visit import Posted, Visit, Visiting, go
from api.views.follow_ups import cell_of
from api.views.quartiers import quartiers_of
from api.views.watch_board import board_of
from domain.policies import CASEWORK
from domain.rules import WEAK_SIGNAL

router = APIRouter()


@router.get(WATCH.address)
async def board(request: Request, visit: Visiting) -> Response:
    """Les alertes ouvertes, liste par liste ; les doublons possibles ; les signaux faibles."""
    done = request.query_params.get("fait") == SETTING_ASIDE.code
    return await _shown(visit, SETTING_ASIDE.action.done if done else None)


@router.post(f"{WATCH.address}/{SETTING_ASIDE.code}")
async def set_aside(visit: Visiting, form: Posted) -> Response:
    """Écarter un signal faible : c’est un fait, avec son pourquoi."""
    action = SETTING_ASIDE.holding(form)
    found = {name: form[name] for name in action.action.beside}
    kept = await acted(visit, None, action, form, WATCH.address, **found)
    if kept is not NOTHING:
        return await _shown(visit, kept=kept)
    return go(WATCH.address, fait=action.code)


async def _shown(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    rule = (await territory_of(visit.desk)).rules[WEAK_SIGNAL]
    asker = visit.desk.asker
    async with visit.look("watch-board") as sight:
        it = await board_of(sight, rule)
        places = await quartiers_of(sight)
        cell = await cell_of(sight)
    signals = [
        (each, SETTING_ASIDE.holding({"theme": each.theme, "quartier": each.quartier}))
        for each in it.signals
    ]
    return visit.page(
        "watch_board.html", kept.status, board=it, cell=cell, notice=notice, states=STATES,
        lanes=[each for each in it.lanes if each.alerts], places=places, signals=signals,
        may_set_aside=may_begin(asker, SETTING_ASIDE), may_raise=asker.role in CASEWORK,
        me=asker.partner, today=visit.desk.today, at=At(WATCH.address, 1), kept=kept,
        faults=kept.faults, rule=rule, texts=kept.given_back([one for _, one in signals]),
    )  # fmt: skip
