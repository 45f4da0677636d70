"""Alerts and the watch board over HTTP: raised, read; their other verbs stand in ``verbs``."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.commands.alert_asks import NewAlert, Raised
from api.commands.alerts import raise_alert
from api.commands.deadlines import territory_of
from api.http import answers
from api.http.answers import answer, fact_as_json
from api.http.seats import Reading, Writing
from api.http.shapes import alerts as shapes
from api.views.alerts import alert_in_sight
from api.views.watch_board import board_of
from domain.rules import WEAK_SIGNAL
from domain.values import AlertId

router = APIRouter(tags=["alerts"])


@router.get("/watch-board", response_model=shapes.WatchBoard)
async def board(desk: Reading) -> Response:
    """Ce que la cellule de veille a devant elle : à qualifier, à l’ordre du jour, en retard."""
    rule = (await territory_of(desk)).rules[WEAK_SIGNAL]
    async with desk.look("watch-board") as sight:
        it = await board_of(sight, rule)
        said = {
            "lanes": [each._asdict() for each in it.lanes],
            "alike": [
                {"one": one["alert"], "other": other["alert"]} for one, other in it.alike
            ],
            "signals": [each._asdict() for each in it.signals],
        }
        return await answers.found(sight, said)


@router.post("/alerts", status_code=201, response_model=Raised)
async def raise_one(ask: NewAlert, desk: Writing) -> Response:
    """Lancer une alerte : ce qui est observé, qui l’a dit, d’un seul envoi."""
    raised = await raise_alert(desk, ask)
    place = f"/api/v1/territories/{desk.territory}/alerts/{raised.alert}"
    headers = {"ETag": f'"{raised.version}"', "Location": place}
    return answer(raised.model_dump(), 201, headers)


@router.get("/alerts/{alert}", response_model=shapes.AlertFile)
async def read(alert: AlertId, desk: Reading) -> Response:
    """Une alerte, pour qui peut la lire, et sa version (ETag)."""
    async with desk.look("alert") as sight:
        it = await alert_in_sight(sight, alert)
        raised = it.raised
        said = {
            **it.alert, "facts": raised.facts, "analysis": raised.analysis,
            "informed": raised.informed, "peril": raised.peril, "danger": raised.danger,
            "sharing_ground": raised.sharing_ground,
            "reporter": it.reporter and it.reporter._asdict(),
            "duplicates": [row["alert"] for row in it.duplicates],
            "history": [fact_as_json(fact, it.names) for fact in it.history],
        }  # fmt: skip
        return await answers.found(sight, said, it.alert["version"])
