"""One person of a case: how to reach them safely, who speaks for them, what they allow."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.person_deeds import ACTIONS
from api.pages.person_sections import choices, namesakes, sections
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.people import PersonView, person_in_sight
from domain.person import Person

router = APIRouter()
_BY_CODE = {each.code: each for each in ACTIONS}
_HERE = "/situations/{case:uuid}/personnes/{person:uuid}"


@router.get(_HERE)
async def read(request: Request, case: UUID, person: UUID, visit: Visiting) -> Response:
    """Sa fiche : la joindre sans risque, l’accueillir, ce qu’elle accepte."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, case, person, done.action.done if done else None)


@router.post(_HERE + "/{code}")
async def act(case: UUID, person: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Dire quelque chose de plus de cette personne, si les règles le permettent."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    async with visit.look("person") as sight:
        await person_in_sight(sight, case, person)
    kept = await acted(visit, person, action.holding(form), form, _path(case, person))
    if kept is not NOTHING:
        return await _shown(visit, case, person, kept=kept)
    return go(_path(case, person), fait=code)


async def _shown(
    visit: Visit, case: UUID, person: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    merging = kept.acting is not None and kept.acting.code == "merge"
    seeks = merging or "semblables" in visit.request.query_params
    async with visit.look("person") as sight:
        view = await person_in_sight(sight, case, person)
        alike = await namesakes(sight, visit.desk, view.one) if seeks else {}
    it = await known(visit.desk, Person, view.one.person)
    asker = visit.desk.asker
    found = sections(asker, it, view.one)
    others = await _merged(visit, case, view)
    there = [action for each in found.values() for action in each]
    at = At(_path(case, view.one.person), it.version, choices=choices(view, alike))
    return visit.page(
        "person.html", kept.status, case=case, view=view, one=view.one, forms=found,
        merged=others, notice=notice, kept=kept, faults=kept.faults, today=visit.desk.today,
        texts=kept.given_back(there), at=at, seeks=seeks, alike=alike,
        knows=asker.partner in it.known_to or asker.role == "dpo",
        path_of_case=f"/situations/{case}",
    )  # fmt: skip


async def _merged(visit: Visit, case: UUID, view: PersonView) -> list[Mapping[str, Any]]:
    """The records that were found to be the same person, each with what undoes it."""
    found: list[Mapping[str, Any]] = []
    for number, record in enumerate(view.one.records[1:], start=1):
        it = await known(visit.desk, Person, record)
        actions = sections(visit.desk.asker, it, view.one)["unmerge"]
        at = At(_path(case, record), it.version, prefix=f"fiche-{number}-")
        found.append({"actions": actions, "at": at, "merge": view.merge_of(record)})
    return found


def _path(case: UUID, person: UUID) -> str:
    return f"/situations/{case}/personnes/{person}"
