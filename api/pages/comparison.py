"""Comparer deux moments d’une situation: what is different, and the facts that made it so."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.asks import Ask
from api.moments import KnownAt
from api.pages.forms import Form, read
from api.pages.past import dated
from api.pages.timeline import entries_of
from api.pages.visit import Visiting
from api.views.comparison import Comparison, Reversed, compared
from api.views.past import case_seen

router = APIRouter()


class Sought(Ask):
    """The two moments: days, instants or positions; ``a`` is now, unless it is said."""

    de: KnownAt
    a: KnownAt | None = None


@router.get("/situations/{case:uuid}/comparer")
async def compare(case: UUID, request: Request, visit: Visiting) -> Response:
    """Deux dates, et ce qui a changé entre elles."""
    form = Form(request.query_params.multi_items())
    asked = any(value.strip() for _, value in form)
    sought, faults = read(Sought, form.said("de", "a")) if asked else (None, {})
    two: Comparison | None = None
    async with visit.look("case-comparison") as sight:
        if sought is not None:
            try:
                two = await compared(sight, case, sought.de, sought.a, field="a")
            except Reversed as refusal:
                faults = {"a": refusal.sentence()}
        view = two.after if two is not None else await case_seen(sight, case, None, None)
    if two is not None:
        form = dated(dated(form, "de", two.before.instant), "a", view.as_of.instant)
    entries = entries_of(view) if two is not None else []
    page = visit.page(
        "comparison.html", 422 if faults else 200, view=view, two=two, form=form,
        faults=faults, case=case,
        entries=[each for each in entries if two and each.at.position > two.before.position],
    )  # fmt: skip
    page.headers["X-Maillage-Position"] = str(view.as_of.position)
    return page
