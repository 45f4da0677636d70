"""Une situation à une date : telle qu’elle était connue, ou telle qu’elle était."""

from datetime import datetime
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from api.commands.asks import Ask
from api.moments import At, KnownAt
from api.pages.forms import Form, read
from api.pages.timeline import entries_of
from api.pages.visit import Visit
from api.views.past import case_seen
from domain.local_time import day_of
from domain.referral_life import State
from projections.history import STATES
from projections.wording import moment
from store.as_of import AsOf


class Sought(Ask):
    """The moment that the form asks for."""

    at: At | None = None
    known_at: KnownAt | None = None


def asks_for_the_past(request: Request) -> bool:
    """Whether the address of a case names a moment."""
    return any(request.query_params.get(name) for name in Sought.model_fields)


async def shown(request: Request, case: UUID, visit: Visit) -> Response:
    """La situation à ce moment-là, ou ce qui ne va pas dans la demande."""
    form = Form(request.query_params.multi_items())
    sought, faults = read(Sought, form.said(*Sought.model_fields))
    async with visit.look("case-past") as sight:
        if sought is None:
            view = await case_seen(sight, case, None, None)
        else:
            view = await case_seen(sight, case, sought.at, sought.known_at)
            form = dated(form, "known_at", view.as_of.instant)
    page = visit.page(
        "case-past.html", 422 if faults else 200, view=view, form=form, faults=faults,
        entries=entries_of(view), me=visit.desk.asker.partner, states=STATES, State=State,
        today=day_of(view.as_of.instant), title=titled(view.as_of), link=link(case, view.as_of),
    )  # fmt: skip
    page.headers["X-Maillage-Position"] = str(view.as_of.position)
    return page


def dated(form: Form, name: str, instant: datetime) -> Form:
    """The form with a day where a position was asked for."""
    return form.but(**{name: day_of(instant).isoformat()}) if form[name].isdecimal() else form


def titled(then: AsOf) -> str:
    """What a page of that moment shows."""
    if then.by is None:
        return f"Telle qu’elle était connue le {moment(then.instant)}"
    return f"Telle qu’elle était le {moment(then.by)}"


def link(case: UUID, then: AsOf) -> str:
    """The address under which the same is shown for ever."""
    by = f"&at={then.by.isoformat().replace('+', '%2B')}" if then.by else ""
    return f"/situations/{case}?known_at={then.position}{by}"
