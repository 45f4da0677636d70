"""The paper for the person: to whom, where, when and whom to call, in plain words.

It may be lost or found by somebody else: no name, no reason, no theme, no address of the
person (FALC: « Information pour tous », règles européennes, Inclusion Europe 2009).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from api.pages.visit import Visiting
from api.views.directory import fiche_of
from api.views.referrals import ReferralView, referral_told
from domain.referral import Referral
from domain.referral_life import State
from domain.values import Code, ReferralId

router = APIRouter()
OVER = frozenset(
    {
        State.DECLINED, State.COMPLETED, State.ENDED_EARLY, State.REDIRECTED,
        State.WITHDRAWN, State.CLOSED, State.IN_ERROR,
    }
)  # fmt: skip


@router.get("/orientations/{referral:uuid}/fiche")
async def slip(referral: UUID, visit: Visiting) -> Response:
    """Ce que la personne emporte, à imprimer en A5 ou en A4."""
    today = visit.desk.today
    async with visit.look("slip") as sight:
        view = await referral_told(sight, ReferralId(referral))
        row = view.referral
        there = await fiche_of(sight, row["addressee"])
        ours = await fiche_of(sight, row["sender"])
    said: dict[str, Any] = {
        "it": row, "there": there, "ours": ours, "today": today,
        "state": "over" if State(row["state"]) in OVER else row["state"],
        "how": _how(view, ReferralId(referral)),
        "closures": [each for each in there["closures"] if each["last"] >= today],
    }  # fmt: skip
    return visit.page("slip.html", **said)


def _how(view: ReferralView, referral: ReferralId) -> Code | None:
    """How the meeting that stands is held; None where there is none."""
    if view.referral["meets_at"] is None:
        return None
    planned: Sequence[Code] = [
        fact.event.how
        for fact in view.history
        if fact.at.stream_id == referral and isinstance(fact.event, Referral.MeetingScheduled)
    ]
    return planned[-1] if planned else None
