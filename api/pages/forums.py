"""Instances: where partners, élus and residents meet; members, meetings, who was there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import by_code, may_begin, open_to
from api.pages.blanks import Ready
from api.pages.forms import Form
from api.pages.forum_deeds import FORMATION, FORUM_ACTIONS
from api.pages.references import choices_of, serving
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.directory import search
from api.views.forums import ForumView, MeetingView, forum_of, forums_in
from api.views.served import servable
from domain.codes import Entry
from domain.forum import SERVED, Forum

router = APIRouter()
_HERE = "/projet/instances"
_MOST = 200
_BY_CODE = {each.code: each for each in FORUM_ACTIONS}
_BESIDE = [each for each in FORUM_ACTIONS if each.action.beside]
_WHOLE = [each for each in FORUM_ACTIONS if not each.action.beside]


class Planned(NamedTuple):
    """A meeting that is convened, and the forms beside it."""

    view: MeetingView
    actions: Sequence[Ready]
    at: At


@router.get(_HERE)
async def find(request: Request, visit: Visiting) -> Response:
    """Les instances du projet, leur prochaine et leur dernière réunion."""
    done = FORMATION.action.done if request.query_params.get("fait") else None
    return await _listed(visit, done)


@router.post(_HERE + "/formation")
async def form_one(visit: Visiting, form: Posted) -> Response:
    """Former une instance."""
    kept = await acted(visit, None, FORMATION, form, _HERE)
    if kept is NOTHING:
        return go(_HERE, fait=FORMATION.code)
    return await _listed(visit, kept=kept)


@router.get(_HERE + "/{forum:uuid}")
async def read(request: Request, forum: UUID, visit: Visiting) -> Response:
    """Une instance : ses membres, ses réunions, qui était là, ce qui a été décidé."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, forum, done.action.done if done else None)


@router.post(_HERE + "/{forum:uuid}/{code}")
async def act(forum: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Entrer, partir, convoquer, rendre compte, dissoudre, si les règles le permettent."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    found = await _day_of(visit, forum, form) if code == "minutes" else {}
    kept = await acted(visit, forum, action.holding(form), form, _path(forum), **found)
    if kept is NOTHING:
        return go(_path(forum), fait=code)
    return await _shown(visit, forum, kept=kept)


async def _listed(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    async with visit.look("forums") as sight:
        found = await forums_in(sight)
        serves = choices_of(await servable(sight), SERVED)
    asked = serving(FORMATION, serves)
    actions = [asked] if may_begin(visit.desk.asker, asked) else []
    return visit.page(
        "forums.html", kept.status, forums=found, notice=notice, kept=kept,
        faults=kept.faults, acts=by_code(actions), texts=kept.given_back(actions),
        at=At(_HERE, 0, choices={"serves": serves}), today=visit.desk.today,
    )  # fmt: skip


async def _shown(
    visit: Visit, forum: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    desk = visit.desk
    it = await known(desk, Forum, forum)
    async with visit.look("forums") as sight:
        view = await forum_of(sight, forum)
        acts = by_code(open_to(desk.asker, it, _WHOLE))
        directory = (await search(sight, "", None, _MOST)).partners if acts["meetings"] else []
    others = {str(each["partner"]): each["name"] for each in directory}
    planned = [_planned(visit, it, view, each, others) for each in view.planned]
    there = [*filter(None, acts.values()), *(each for one in planned for each in one.actions)]
    seats = {str(each["partner"]): each["name"] for each in view.members if each["partner"]}
    return visit.page(
        "forum.html", kept.status, view=view, it=view.row, notice=notice, kept=kept,
        faults=kept.faults, acts=acts, texts=kept.given_back(there), planned=planned,
        members=_members(visit, it, view), today=desk.today, me=desk.asker.partner,
        at=At(_path(forum), it.version, choices=_choices(seats, others)),
        prefix=f"{kept.acting.anchor}-" if kept.acting else "",
    )  # fmt: skip


def _planned(
    visit: Visit, it: Forum, view: ForumView, one: MeetingView, others: Mapping[str, str]
) -> Planned:
    """A meeting is told once its day has come."""
    meeting, day = one.row["meeting"], one.row["day"]
    beside = [each.holding({"meeting": meeting}) for each in _BESIDE if _is_of_meeting(each)]
    cancels = open_to(visit.desk.asker, it, [each for each in beside if each.code != "minutes"])
    tells = [each for each in beside if each.code == "minutes" and day <= visit.desk.today]
    seated = {str(each["partner"]): each["name"] for each in view.seated(day) if each["name"]}
    at = At(_path(it.id), it.version, choices=_choices(seated, others))
    return Planned(one, [*tells, *cancels] if cancels else [], at)


def _members(visit: Visit, it: Forum, view: ForumView) -> list[tuple[Any, list[Ready]]]:
    """Who is a member today, each with what ends it."""
    [departure] = [each for each in _BESIDE if not _is_of_meeting(each)]
    found = []
    for each in view.seated(visit.desk.today):
        held = {"partner": each["partner"] or "", "college": each["college"] or ""}
        found.append((each, open_to(visit.desk.asker, it, [departure.holding(held)])))
    return found


def _choices(
    seated: Mapping[str, str], everyone: Mapping[str, str]
) -> Mapping[str, Mapping[str, Entry]]:
    """Members to tick, and whoever else of the directory may have been invited."""
    return {
        "partners": {value: Entry(value, name) for value, name in seated.items()},
        "guests": {
            value: Entry(value, name) for value, name in everyone.items() if value not in seated
        },
    }


async def _day_of(visit: Visit, forum: UUID, form: Form) -> Mapping[str, date]:
    """A convened meeting is held on its day: nobody types it again."""
    it = await known(visit.desk, Forum, forum)
    typed = form["meeting"]
    days = (day for meeting, day in it.convened.items() if str(meeting) == typed)
    return {"on": next(days, visit.desk.today)}


def _is_of_meeting(each: Ready) -> bool:
    return each.group == "meeting"


def _path(forum: UUID) -> str:
    return f"{_HERE}/{forum}"
