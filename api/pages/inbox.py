"""À traiter : what waits for the service, list by list."""

from collections.abc import Iterable
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.asks import Ask
from api.moments import KnownAt
from api.pages.alert import STATES
from api.pages.forms import Form, read
from api.pages.past import dated
from api.pages.visit import Visiting
from api.views.follow_ups import asked_of
from api.views.inbox import Worklist, inbox_of, names_of
from api.views.inbox_past import inbox_as_of
from api.views.promised import promised, side_of
from api.views.promised_past import promised_as_of
from api.views.quartiers import quartiers_of
from api.views.visits import gone_on
from api.views.watch_board import waiting
from domain.local_time import day_of
from store.as_of import as_of

router = APIRouter()


class Sought(Ask):
    """As of when: a day, an instant or a position."""

    connu: KnownAt | None = None


@router.get("/a-traiter")
async def inbox(request: Request, visit: Visiting) -> Response:
    """Ce qui attend le service, avec l’action suivante et qui la doit."""
    desk, form = visit.desk, Form(request.query_params.multi_items())
    sought, faults = read(Sought, form.said("connu"))
    known_at = sought.connu if sought is not None else None
    async with visit.look("inbox" if known_at is None else "inbox-past") as sight:
        then = await as_of(sight.db, desk.territory, known_at)
        if known_at is None:
            lists = await inbox_of(sight, desk.partner)
            alerts = await waiting(sight, desk.partner)
            places = await quartiers_of(sight)
            services = {row[who] for row in alerts for who in ("raiser", "owner", "answerable")}
            names = await names_of(sight, services - {None})
            promises = await promised(sight, side_of(desk.asker))
            asked = await asked_of(sight, desk.partner)
            news = await gone_on(sight, _cases(lists))
        else:
            lists, news = await inbox_as_of(sight, desk.partner, then), set()
            promises = await promised_as_of(sight, side_of(desk.asker), then)
            alerts, places, names, asked = [], {}, {}, []
    past = known_at is not None
    form = dated(form, "connu", then.instant) if past else form
    page = visit.page(
        "inbox.html", 422 if faults else 200, me=desk.partner, form=form, faults=faults,
        news=news, lists=[each for each in lists if each.items], then=then if past else None,
        alerts=alerts, places=places, names=names, states=STATES,
        today=day_of(then.instant) if past else desk.today,
        asked=asked,
        promises=[each for each in promises if each.items],
    )  # fmt: skip
    page.headers["X-Maillage-Position"] = str(then.position)
    return page


def _cases(lists: Iterable[Worklist]) -> set[UUID]:
    rows = (item.referral for each in lists for item in each.items)
    return {row["case_id"] for row in rows if row["case_id"] is not None}
