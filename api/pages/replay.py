"""Rejouer une situation: what matters on one screen, then an address for each step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.timeline import Entry, entries_of
from api.pages.visit import Visiting, go
from api.problems import Problem
from api.views.adopted import in_force
from api.views.cases import case_in_sight
from api.views.owed import owed
from api.views.visits import last_visit
from domain.policies import may_read_case
from domain.referral_life import State
from projections.history import STATES, Change, changes
from projections.standing import Standing

router = APIRouter()
TURNS = "bascules"
_REFUSED = frozenset({"Referral.Declined", "Case.EmployerRefused"})
_SILENCES = frozenset({"Referral.LeftUnanswered", "Referral.NotificationRefused"})
_LONGEST = 9


class News(NamedTuple):
    """What has changed since the reader's last visit, and by how many facts of others."""

    since: datetime
    changes: Sequence[Change]
    facts: int


@router.get("/situations/{case:uuid}/pas")
async def summary(case: UUID, request: Request, visit: Visiting) -> Response:
    """L’essentiel : ce qui a changé, qui doit quoi, ce qui est resté sans réponse."""
    asked = request.query_params
    if (step := asked.get("n", "")).isdecimal() and len(step) < _LONGEST:
        return go(f"/situations/{case}/pas/{int(step)}", **_kept(request))
    async with visit.look("case-replay") as sight:
        since = await last_visit(sight, case)
        view = await case_in_sight(sight, case)
    entries = entries_of(view)
    turns = [each for each in entries if each.turns]
    only = asked.get("voir") == TURNS
    me = str(visit.desk.asker.agent)
    page = visit.page(
        "replay-summary.html", view=view, case=case, total=len(entries), turns=len(turns),
        entries=turns if only else entries, only=only, me=visit.desk.asker.partner,
        today=visit.desk.today, owed=owed(view.referrals),
        refused=[each for each in entries if each.at.kind in _REFUSED],
        silences=[each for each in entries if each.at.kind in _SILENCES],
        news=since and news(entries, since, me, view.names), since=since, agent=me,
    )  # fmt: skip
    page.headers["X-Maillage-Position"] = str(view.as_of.position)
    return page


@router.get("/situations/{case:uuid}/pas/{number:int}")
async def step(case: UUID, number: int, request: Request, visit: Visiting) -> Response:
    """Un pas de l’historique : ce qu’il a changé, et l’état après lui."""
    async with visit.look("case-replay") as sight:
        view = await case_in_sight(sight, case)
        entries = entries_of(view)
        if not 1 <= number <= len(entries):
            raise Problem(404, "unknown")
        entry = entries[number - 1]
        rules = await in_force(sight, entry.at.position)
    only = request.query_params.get("voir") == TURNS
    stops = [each.number for each in entries if each.turns or not only]
    page = visit.page(
        "replay.html", view=view, entry=entry, last=len(entries), states=STATES, State=State,
        rules=rules, only=only, party=may_read_case(visit.desk.asker, entry.after.involved),
        before=max((stop for stop in stops if stop < number), default=None),
        after=min((stop for stop in stops if stop > number), default=None),
        query=f"?voir={TURNS}" if only else "",
    )  # fmt: skip
    page.headers["X-Maillage-Position"] = str(entry.at.position)
    return page


def news(
    entries: Sequence[Entry], since: datetime, agent: str, names: Mapping[UUID, str]
) -> News:
    """What the facts recorded since then have changed."""
    known = [each.after for each in entries if each.at.recorded_at <= since]
    now = entries[-1].after if entries else Standing()
    facts = fresh(entries, since, agent)
    return News(since, changes(known[-1] if known else Standing(), now, names), len(facts))


def fresh(entries: Sequence[Entry], since: datetime, agent: str) -> list[Entry]:
    """The steps recorded since then, but the reader's own."""
    return [each for each in entries if each.at.recorded_at > since and each.at.actor != agent]


def _kept(request: Request) -> dict[str, str]:
    return {"voir": TURNS} if request.query_params.get("voir") == TURNS else {}
