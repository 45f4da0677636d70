"""What the pages of administration share: who comes in, and how a sheet of forms is shown."""

from collections.abc import Iterable
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.pages.acting import Kept
from api.pages.actions import by_code, may_begin
from api.pages.blanks import Ready
from api.pages.network_deeds import AGENT_ACTIONS, BEGINNINGS, MISSION_ACTIONS
from api.pages.paper import clear
from api.pages.visit import Visit, Visiting
from api.views.service import Colleague
from domain import codes
from domain.codes import Entry
from domain.policies import NotAllowed
from projections.wording import label

HERE = "/administration"
_ROLES = frozenset({"administrator", "dpo"})
_BY_CODE = {each.code: each for each in (*AGENT_ACTIONS, *MISSION_ACTIONS, *BEGINNINGS)}


def keeping(visit: Visiting) -> None:
    """Only who administers, or protects data, comes in."""
    if visit.desk.asker.role not in _ROLES:
        raise NotAllowed


def sheet(
    visit: Visit, template: str, notice: str | None, kept: Kept, acts: list[Ready], **said: Any
) -> Response:
    """A page of forms: those of ``acts``, and the one that came back."""
    places = [said["at"], *said.get("places", {}).values(), *said.get("ends", {}).values()]
    at = next((place.prefix for place in places if place.path == kept.at), "")
    return visit.page(
        template, kept.status, notice=notice, kept=kept, faults=kept.faults,
        acts=by_code(acts), texts=kept.given_back(acts),
        prefix=f"{at}{kept.acting.code}-" if kept.acting else "", **said,
    )  # fmt: skip


def begun_by(visit: Visit, *actions: Ready) -> list[Ready]:
    """The creations that this visitor may do."""
    return [each for each in actions if may_begin(visit.desk.asker, each)]


def choices_of(people: Iterable[Colleague]) -> dict[str, Entry]:
    """To choose somebody from: « Salomé Vauquelin, agent d’accueil »."""
    return {
        str(who.agent): Entry(
            str(who.agent),
            f"{clear(who.name)}, {label(codes.FUNCTIONS, who.row['function'])}",
        )
        for who in people
    }


def told(request: Request) -> str | None:
    """What the form that led here has done."""
    done = _BY_CODE.get(request.query_params.get("fait", ""))
    return done.action.done if done else None
