"""Le journal : who did what and when, by period, actor, partner and kind; no name."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from asyncpg import Record
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from api.commands.asks import Ask, Day
from api.http.journal import Actor, Kind
from api.pages.forms import Form, read
from api.pages.kinds import FAMILIES, KINDS, SOURCES
from api.pages.timeline import late
from api.pages.visit import Visiting
from api.views.journal import Period, lines_of
from domain import codes
from domain.local_time import start_of
from domain.policies import CASEWORK, reads_whole_journal
from domain.values import PartnerId
from projections import directory
from projections.wording import label

router = APIRouter()
_MOST = 50
_OPENS_CASES = CASEWORK | {"dpo"}


class Sought(Ask):
    """What the form looks for."""

    du: Day | None = None
    au: Day | None = None
    qui: Actor | None = None
    service: PartnerId | None = None
    fait: Kind | None = None
    apres: int | None = Field(None, ge=1, le=2**62)

    def period(self) -> Period:
        """``au`` is the last day that is sought; a period ends when the next one begins."""
        return Period(
            since=self.du and start_of(self.du),
            until=self.au and start_of(self.au + timedelta(days=1)),
            actor=self.qui, partner=self.service, kind=self.fait,
        )  # fmt: skip


class Choice(NamedTuple):
    value: str
    label: str


@router.get("/journal")
async def journal(request: Request, visit: Visiting) -> Response:
    """Les faits les plus récents d’abord."""
    form = Form(request.query_params.multi_items())
    sought, faults = read(Sought, form.said(*Sought.model_fields))
    async with visit.look("journal") as sight:
        lines = await lines_of(sight, sought.period(), sought.apres, _MOST) if sought else []
        agents = await sight.fetch(directory.statements["agents"])
    more = None
    if len(lines) == _MOST:
        kept = [(name, value) for name, value in form if value and name != "apres"]
        more = "?" + urlencode([*kept, ("apres", str(lines[-1].fact.at.position))])
    services = {str(row["partner"]): row["partner_name"] for row in agents}
    return visit.page(
        "journal.html", 422 if faults else 200, form=form, faults=faults, lines=lines,
        more=more, agents=_agents(agents), services=services, families=FAMILIES, kinds=KINDS,
        sources=SOURCES, late=late, whole=reads_whole_journal(visit.desk.asker),
        mine=str(visit.desk.asker.agent), opens_cases=visit.desk.asker.role in _OPENS_CASES,
    )  # fmt: skip


def _agents(rows: Sequence[Record]) -> list[Choice]:
    """Agents by function and service; two of the same are told apart by a number."""
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        called = f"{label(codes.FUNCTIONS, row['function'])}, {row['partner_name']}"
        seen[called] += 1
        number = f" (n° {seen[called]})" if seen[called] > 1 else ""
        found.append(Choice(str(row["agent"]), called + number))
    return found
