"""The yearly conference over HTTP: what it found, and its figures at any position."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.http import answers
from api.http.seats import Reading
from api.http.shapes import conferences as shapes
from api.views.conference import Cited
from api.views.conference_now import ConferenceNow, conference_now, conferences_in
from api.views.figures import read_figures
from domain.attendance import Present

router = APIRouter(tags=["conferences"])
_SERVED = ("commitment", "state", "debtor", "due", "kept_on")
_Position = Annotated[int, Query(ge=0, le=2**62)]


@router.get("/conferences", response_model=shapes.Conferences)
async def every(desk: Reading) -> Response:
    """Les conférences du territoire, la dernière d’abord."""
    async with desk.look("conference") as sight:
        return await answers.found(sight, {"items": await conferences_in(sight)})


@router.get("/conference-figures", response_model=shapes.Figures)
async def figures(
    desk: Reading, position: _Position, after: _Position = 0, known_at: _Position | None = None
) -> Response:
    """Les chiffres des faits survenus entre deux positions, tels que connus à une troisième."""
    await desk.installation.follow(desk.territory)
    async with desk.look("conference") as sight:
        head = await sight.position()
        last = min(position, head)
        known = min(known_at, head) if known_at is not None else last
        read = await read_figures(sight.db, desk.territory, after, last, known)
        said = [
            {"code": each.code, "label": each.label, "value": each.value,
             "missing": each.untold}
            for each in read.values()
        ]  # fmt: skip
        whole = {"after": after, "position": last, "known_at": known, "figures": said}
        return await answers.found(sight, whole)


@router.get("/conferences/{conference}", response_model=shapes.FullConference)
async def one(conference: UUID, desk: Reading) -> Response:
    """Une conférence, ses chiffres publiés et tels que connus à présent."""
    await desk.installation.follow(desk.territory)
    async with desk.look("conference") as sight:
        now = await conference_now(sight, conference)
        return await answers.found(sight, plain(now), now.view.version)


def plain(now: ConferenceNow) -> Mapping[str, Any]:
    """As the API and ``--json`` tell it."""
    view = now.view
    evidence, held, concluded = view.evidence, view.held, view.concluded
    return {
        "conference": view.conference, "version": view.version, "year": view.year,
        "held_on": view.held_on, "place": view.place, "state": view.state,
        "agenda": view.convened.agenda,
        "evidence": evidence and {
            "position": evidence.position, "seal": evidence.seal, "frozen_at": view.frozen_at,
        },
        "questions": [
            {"number": asked.number, "by": asked.by, "college": asked.college,
             "text": asked.text, "answered_by": found} for asked, found in view.questions
        ],
        "findings": [
            {"number": each.number, "principle": each.principle, "priority": each.priority,
             "text": each.text, "answers": each.answers,
             "figures": [_cited(now, cited) for cited in view.cited(each)]}
            for each in view.findings
        ],
        "colleges": held and _counts(held.colleges), "partners": held.partners if held else (),
        "recommendations": [
            {"number": each.number, "text": each.text, "addressed_to": each.addressed_to,
             "theme": each.theme, "findings": each.findings, "wished_for": each.wished_for,
             "commitments": [
                 {name: row[name] for name in _SERVED}
                 for row in now.commitments.get(each.number, ())
             ]}
            for each in view.recommendations
        ],
        "proposals": [
            {"number": each.number, "means": each.means,
             "recommendations": each.recommendations,
             "amendment": (signed := now.amendments.get(each.number)) and signed.number}
            for each in view.proposals
        ],
        "report": {
            "text": now.report.text, "digest": now.report.digest,
            "published": concluded and concluded.report,
        },
    }  # fmt: skip


def _cited(now: ConferenceNow, cited: Cited) -> Mapping[str, Any]:
    figure = cited.figure
    return {
        "number": cited.number, "label": figure.label, "value": figure.value,
        "source": figure.source, "reading": figure.reading, "after": figure.after,
        "position": figure.position, "known_now": now.known(figure),
        "restated": [each._asdict() for each in cited.restated],
    }  # fmt: skip


def _counts(colleges: Iterable[Present]) -> dict[str, int]:
    return {each.college: each.number for each in colleges}
