"""La conférence sociale locale: prepared, held, reported, and what became of it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import may_begin, open_to
from api.pages.commitment_new import HERE as PROMISES
from api.pages.conference_deeds import ACTIONS, CONVOCATION, without_empty
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.sight import Sight
from api.views.commitments import SAID
from api.views.conference import conference_of
from api.views.conference_now import (
    ConferenceNow,
    changed_since,
    conference_now,
    conferences_in,
)
from api.views.conference_report import about, report_in
from api.views.directory import search
from api.views.figures import read_figures
from domain.codes import Entry
from domain.conference import Conference, conference_stream
from projections import conference as side

router = APIRouter()
HERE = "/projet/conference"
_BY_CODE = {each.code: each for each in (*ACTIONS, CONVOCATION)}
_MOST_PARTNERS = 200
Choices = Mapping[str, Mapping[str, Entry]]
_Position = Annotated[int, Query(ge=0, le=2**62)]


@router.get(HERE)
async def latest(request: Request, visit: Visiting) -> Response:
    """La dernière conférence, et toutes les autres."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _home(visit, done.action.done if done else None)


@router.post(HERE + "/convocation")
async def convene(visit: Visiting, form: Posted) -> Response:
    """Convoquer la conférence de l’année."""
    kept = await acted(visit, None, CONVOCATION, form, HERE)
    return go(HERE, fait="convocation") if kept is NOTHING else await _home(visit, kept=kept)


@router.get(HERE + "/chiffres")
async def figures(visit: Visiting, position: _Position, apres: _Position = 0) -> Response:
    """Les chiffres du journal, tels que lus et tels que connus à présent."""
    territory, installation = visit.desk.territory, visit.desk.installation
    await installation.follow(territory)
    async with visit.look("conference") as sight:
        head = await sight.position()
        last = min(position, head)
        then = await read_figures(sight.db, territory, apres, last, last)
        now = await read_figures(sight.db, territory, apres, last, head)
    return visit.page(
        "conference-figures.html", after=apres, position=last, head=head, here=HERE,
        rows=[(each, now[each.code]) for each in then.values()],
    )  # fmt: skip


@router.get(HERE + "/{year:int}")
async def one(year: int, request: Request, visit: Visiting) -> Response:
    """La conférence d’une année : données, questions, constats, recommandations."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return await _shown(visit, year, done.action.done if done else None)


@router.post(HERE + "/{year:int}/{code}")
async def act(year: int, code: str, visit: Visiting, form: Posted) -> Response:
    """Préparer la conférence, la tenir, la conclure ; lui poser une question."""
    action = _BY_CODE.get(code)
    if action is None or action is CONVOCATION:
        raise Problem(404, "not-found")
    path = f"{HERE}/{year}"
    stream = conference_stream(visit.desk.territory, year)
    kept = await acted(visit, stream, action, form, path)
    return go(path, fait=code) if kept is NOTHING else await _shown(visit, year, kept=kept)


@router.get(HERE + "/{year:int}/rapport")
async def report(year: int, visit: Visiting) -> Response:
    """Le rapport, à imprimer."""
    async with visit.look("conference") as sight:
        view = await conference_of(sight, conference_stream(visit.desk.territory, year))
        written = await report_in(sight, view)
    return visit.page("conference-report.html", it=view, report=written, here=HERE)


@router.get(HERE + "/{year:int}/rapport.txt")
async def report_as_text(year: int, visit: Visiting) -> Response:
    """Le rapport, octet pour octet ce dont l’empreinte est publiée."""
    async with visit.look("conference") as sight:
        view = await conference_of(sight, conference_stream(visit.desk.territory, year))
        written = await report_in(sight, view)
    return PlainTextResponse(written.text)


async def _home(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    async with visit.look("conference") as sight:
        rows = await conferences_in(sight)
    if rows and not kept.faults:
        return await _shown(visit, rows[0]["year"], notice)
    return visit.page(
        "conferences.html", kept.status, rows=rows, notice=notice, kept=kept,
        faults=kept.faults, actions=_beginnings(visit), at=At(HERE, 0),
    )  # fmt: skip


async def _shown(
    visit: Visit, year: int, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    desk, stream = visit.desk, conference_stream(visit.desk.territory, year)
    await desk.installation.follow(desk.territory)
    async with visit.look("conference") as sight:
        now = await conference_now(sight, stream)
        rows = await conferences_in(sight)
        changed = await changed_since(sight, rows)
        after = await _began(sight, year)
        choices = await _choices(sight, now)
    it = await known(desk, Conference, stream)
    actions = open_to(desk.asker, it, ACTIONS)
    return visit.page(
        "conference.html", kept.status, now=now, it=now.view, rows=rows, here=HERE,
        notice=notice, kept=kept, faults=kept.faults, texts=kept.given_back(actions),
        actions=[without_empty(each, choices) for each in actions], changed=changed,
        at=At(f"{HERE}/{year}", now.view.version, choices=choices), about=about,
        beginnings=_beginnings(visit), begins=At(HERE, 0), today=desk.today,
        states=SAID, promises=PROMISES,
        after=after,
    )  # fmt: skip


def _beginnings(visit: Visit) -> list[object]:
    return [CONVOCATION] if may_begin(visit.desk.asker, CONVOCATION) else []


async def _choices(sight: Sight, now: ConferenceNow) -> Choices:
    view = now.view
    partners = (await search(sight, "", None, _MOST_PARTNERS)).partners
    return {
        "readings": await _readings(sight, now),
        "answers": {
            str(asked.number): Entry(str(asked.number), f"{asked.number}. {asked.text}")
            for asked, _ in view.questions
        },
        "findings": {
            str(each.number): Entry(str(each.number), f"{each.number}. {each.text}")
            for each in view.findings
        },
        "recommendations": {
            str(each.number): Entry(str(each.number), f"{each.number}. {each.text}")
            for each in view.recommendations
        },
        "partners": {
            str(row["partner"]): Entry(str(row["partner"]), row["name"]) for row in partners
        },
    }


async def _readings(sight: Sight, now: ConferenceNow) -> Mapping[str, Entry]:
    """The figures that a finding may cite, as they read at the frozen position."""
    if now.view.evidence is None:
        return {}
    position = now.view.evidence.position
    after = await _began(sight, now.view.year)
    read = await read_figures(sight.db, sight.asker.territory, after, position, position)
    return {code: Entry(code, f"{each.label} : {each.value}") for code, each in read.items()}


async def _began(sight: Sight, year: int) -> int:
    """After which position the figures of that year's conference begin."""
    rows = await sight.fetch(side.statements["frozen_before"], year)
    return int(rows[0]["position"])
