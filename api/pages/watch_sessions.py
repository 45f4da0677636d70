"""Les séances de la cellule de veille : les préparer, les tenir, en suivre les suites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.asks import Ask
from api.commands.verbs import known
from api.commands.watch_session_verbs import WATCH_SESSIONS
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import may_begin, open_to
from api.pages.blanks import Ready
from api.pages.forms import Form
from api.pages.navigation import WATCH
from api.pages.session_deeds import (
    BEFORE,
    CONVENING,
    DROP,
    EVERY,
    EXAMINATION,
    MINUTES,
    OF_A_FOLLOW_UP,
    OF_AN_ITEM,
    REFUSAL,
    accepting,
    approving,
    as_noted,
    concluded,
    numbered,
    to_move,
)
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.sight import Sight
from api.views.watch_sessions import ItemSeen, SessionSeen, minutes_of, session_of, sessions_in
from domain.alert import Alert
from domain.codes import THEMES, Entry
from domain.policies import NotAllowed
from domain.watch_session import WatchSession
from domain.watch_session_life import RESTRICTED, SHAREABLE
from domain.watch_session_reading import reads_session
from projections import directory, watch_board, watch_sessions
from projections.sentences import sentence
from projections.wording import labels

router = APIRouter()
HERE = f"{WATCH.address}/seances"
_KINDS = {"restreint": RESTRICTED, "partageable": SHAREABLE}
_BY_CODE = {each.code: each for each in EVERY}
_DONE = _BY_CODE | {each.code: each for each in (CONVENING, EXAMINATION)}
_MOST = 200
_STALE = 412


@dataclass(frozen=True)
class Place:
    """Where the forms of one item or follow-up stand, and which are open to this reader."""

    at: At
    acts: Sequence[Ready]
    examine: Ready | None = None
    at_alert: At | None = None


@router.get(HERE)
async def every(visit: Visiting) -> Response:
    """Les séances à venir, les séances tenues, et de quoi en convoquer une."""
    return await _list(visit)


@router.post(f"{HERE}/convening")
async def convene(visit: Visiting, form: Posted) -> Response:
    """Convoquer une séance."""
    kept = await acted(visit, None, CONVENING, form, HERE)
    if kept is not NOTHING:
        return await _list(visit, kept)
    session = WATCH_SESSIONS.new(await visit.keyed(form), Ask())
    return go(_path(session), fait=CONVENING.code)


@router.get(HERE + "/{session:uuid}")
async def read(session: UUID, request: Request, visit: Visiting) -> Response:
    """Une séance : son ordre du jour, ce qui s’y dit, ce qui en suit."""
    done = _DONE.get(request.query_params.get("fait", ""))
    return await _shown(visit, session, done)


@router.get(HERE + "/{session:uuid}/compte-rendu/{kind}")
async def minutes(session: UUID, kind: str, visit: Visiting) -> Response:
    """Un compte rendu à lire et à imprimer ; le partageable ne dit rien de nominatif."""
    if kind not in _KINDS:
        raise Problem(404, "not-found")
    async with visit.look("watch-minutes") as sight:
        view = await minutes_of(sight, session, _KINDS[kind])
    return visit.page(
        "minutes.html", view=view, kind=_KINDS[kind], here=_path(session),
        back=reads_session(visit.desk.asker), today=visit.desk.today,
    )  # fmt: skip


@router.post(HERE + "/{session:uuid}/{code}")
async def act(session: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Une étape de la séance, si les règles le permettent."""
    action = _BY_CODE.get(code)
    if action is None:
        raise Problem(404, "not-found")
    action = action.holding(form)
    kept = await acted(visit, session, action, form, _path(session), **_beside(action, form))
    if kept is not NOTHING:
        return await _shown(visit, session, kept=kept)
    return go(_path(session), fait=code)


@router.post(HERE + "/{session:uuid}/points/{alert:uuid}/examination")
async def examine(session: UUID, alert: UUID, visit: Visiting, form: Posted) -> Response:
    """La conclusion de la séance sur ce point ; elle s’efface avec l’alerte."""
    path = f"{_path(session)}/points/{alert}"
    action = EXAMINATION.holding({"session": session})
    kept = await acted(visit, alert, action, form, path, session=session)
    if kept is not NOTHING:
        return await _shown(visit, session, kept=kept)
    return go(_path(session), fait=EXAMINATION.code)


def _beside(action: Ready, form: Form) -> Mapping[str, Any]:
    return {name: form[name] for name in action.action.beside}


async def _list(visit: Visit, kept: Kept = NOTHING) -> Response:
    asker = visit.desk.asker
    if not reads_session(asker):
        raise NotAllowed
    async with visit.look("watch-sessions") as sight:
        rows = await sessions_in(sight, None, _MOST)
        highest = await sight.fetch(watch_sessions.statements["highest"])
        others = await _partners(sight)
    others.pop(str(asker.partner), None)
    begins = numbered(highest[0]["number"] + 1) if may_begin(asker, CONVENING) else None
    there = [begins] if begins else []
    return visit.page(
        "sessions.html", kept.status, begins=begins, kept=kept, faults=kept.faults,
        at=At(HERE, 0, choices={"services": others}), texts=kept.given_back(there),
        to_come=[row for row in reversed(rows) if row["state"] == "convened"],
        past=[row for row in rows if row["state"] != "convened"], here=HERE,
    )  # fmt: skip


async def _shown(
    visit: Visit, session: UUID, done: Ready | None = None, kept: Kept = NOTHING
) -> Response:
    asker = visit.desk.asker
    async with visit.look("watch-session") as sight:
        view = await session_of(sight, session)
        partners = await _partners(sight)
        board = await sight.fetch(watch_board.statements["open"], True, _MOST)
    it = await known(visit.desk, WatchSession, session)
    path, version = _path(session), view.row["version"]
    members = {str(row["partner"]): _entry(view, row["partner"]) for row in view.members}
    others = {key: entry for key, entry in partners.items() if key not in members}
    alerts = {
        str(row["alert"]): _named(row)
        for row in board
        if row["session"] is None and not row["child"] and row["alert"] not in it.items
    }
    at = At(path, version, "", {
        "partner": others, "alert": alerts, "partners": members, "responsible": members,
        "to": members | others,
    })  # fmt: skip
    before = [
        to_move(each, view.row) for each in open_to(asker, it, BEFORE)
        if (each.code != "items" or alerts) and (each.code != "invitation" or others)
    ]  # fmt: skip
    items = [await _item_place(visit, it, n, each, at) for n, each in enumerate(view.items)]
    answers = {
        number: Place(at._replace(prefix=f"s{number}-"), _answers(visit, it, number))
        for number in it.follow_ups
    }
    approvals = open_to(asker, it, [approving(kind) for kind in (RESTRICTED, SHAREABLE)])
    there = [*before, *approvals, *(each for place in items for each in place.acts)]
    there += [each for place in items if (each := place.examine)]
    there += [each for place in answers.values() for each in place.acts]
    return visit.page(
        "session.html", kept.status, view=view, kept=kept, again=_again(done),
        notice=done.action.done if done else None,
        faults=kept.faults, texts=kept.given_back(there), before=before, at=at,
        items=list(zip(view.items, items, strict=True)), answers=answers,
        approvals=approvals, here=path, today=visit.desk.today, me=asker.partner,
        meanwhile=_meanwhile(view, kept, path), animates=asker.role == "cell-animator",
        prefix=_prefix(kept, items, answers), minutes=MINUTES,
    )  # fmt: skip


async def _item_place(visit: Visit, it: WatchSession, n: int, each: ItemSeen, at: At) -> Place:
    """What may be done about an item: its alert is another thing, with a version of its own."""
    asker, beside = visit.desk.asker, {"alert": each.alert}
    acts = open_to(asker, it, [as_noted(action.holding(beside), each) for action in OF_AN_ITEM])
    alert = await known(visit.desk, Alert, each.alert)
    concluding = open_to(asker, alert, [concluded(it.id, each)])
    place = at._replace(prefix=f"p{n}-", choices={**at.choices, **_restricted(it, each, at)})
    path = f"{at.path}/points/{each.alert}"
    return Place(place, acts, next(iter(concluding), None), At(path, alert.version, f"p{n}c-"))


def _restricted(it: WatchSession, each: ItemSeen, at: At) -> Mapping[str, Mapping[str, Entry]]:
    """Of a nominative item, those who may have part in it; else every member."""
    if each.regime != "nominative":
        return {}
    able = {str(who) for who, member in it.members.items() if member.may_hear_names}
    members = {key: entry for key, entry in at.choices["partners"].items() if key in able}
    return {"partners": members, "responsible": members, "to": members}


def _answers(visit: Visit, it: WatchSession, number: int) -> Sequence[Ready]:
    asked = it.follow_ups[number]
    if asked.alert not in it.items:
        return ()
    forms = (accepting(asked, it), *OF_A_FOLLOW_UP)
    acts = open_to(visit.desk.asker, it, [each.holding({"number": number}) for each in forms])
    refuses = any(each.code == REFUSAL for each in acts)
    return [each for each in acts if not (refuses and each.code == DROP)]


def _again(done: Ready | None) -> str:
    """The form that stays open: one often adds several in a row."""
    return done.code if done and done.action.adds else ""


def _meanwhile(view: SessionSeen, kept: Kept, path: str) -> Sequence[str]:
    """What others wrote in the session since the version that the form was made from.

    Nothing for a conclusion, whose form was made from a version of the alert: the one that
    stands now is read above it.
    """
    seen = kept.form["version"]
    if kept.status != _STALE or kept.at != path or not seen.isdecimal():
        return ()
    return [sentence(fact, view.names) for fact in view.facts if fact.at.version > int(seen)]


def _prefix(kept: Kept, items: Sequence[Place], answers: Mapping[int, Place]) -> str:
    """Where the fields of the form that came back stand on the page."""
    if kept.acting is None:
        return ""
    anchor = kept.acting.anchor
    places = [*items, *answers.values()]
    for place in places:
        if place.at_alert is not None and place.at_alert.path == kept.at:
            return f"{place.at_alert.prefix}{anchor}-"
        if any(each.anchor == anchor for each in place.acts):
            return f"{place.at.prefix}{anchor}-"
    return f"{anchor}-"


def _named(row: Any) -> Entry:
    kind = "Alerte territoriale" if row["kind"] == "collective" else "Situation"
    return Entry(
        str(row["alert"]),
        f"{kind} du {row['raised_on']:%d/%m/%Y}\u00a0: {labels(THEMES, row['themes'])}",
    )


def _entry(view: SessionSeen, partner: UUID) -> Entry:
    return Entry(str(partner), view.names.get(partner, ""))


async def _partners(sight: Sight) -> dict[str, Entry]:
    """Every partner of the network today, by name."""
    rows = await sight.fetch(directory.statements["search"], "", "", UUID(int=0), _MOST)
    return {str(row["partner"]): Entry(str(row["partner"]), row["name"]) for row in rows}


def _path(session: UUID) -> str:
    return f"{HERE}/{session}"
