"""The law of the inbox: a referral's row says what its aggregate says."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.desk import Desk
from api.installation import Installation
from domain import rights
from domain.aggregate import Refusal
from domain.case import Case
from domain.policies import SYSTEM, Asker
from domain.referral import Referral
from domain.values import PartnerId
from projections import inbox
from tests.conftest import TERRITORY
from tests.domain.people import (
    CAF,
    CCAS,
    COARSE,
    DEADLINE,
    HELD_UNTIL,
    MISSION,
    NADIA,
    NAMELESS,
    QUESTION,
    SENT,
)

Verb = Callable[..., None]
_PHONE = {"told_by": MISSION, "medium": "phone"}
_WHEN = {"meets_at": datetime(2026, 12, 1, 9, tzinfo=UTC)}
_DECLINED = {"reason": "other", "sentence": "Complet.", "alternative": "later"}
_ADDRESSEE: list[tuple[Verb, Mapping[str, Any]]] = [
    (Referral.see, {}),
    (Referral.assign, {"agent": NADIA}),
    (
        Referral.request_information,
        {"question": "?", "asked_on": date(2026, 11, 24), "deadline": QUESTION},
    ),
    (Referral.accept, {}),
    (Referral.waitlist, {"tells_person": "addressee"}),
    (Referral.decline, _DECLINED),
    (Referral.confirm_answer, {}),
    (Referral.contest_answer, {"deadline": DEADLINE}),
    (Referral.start, {}),
    (Referral.put_on_hold, {"reason": "other"}),
    (
        Referral.put_on_hold,
        {"reason": "other", "until": HELD_UNTIL.due, "deadline": HELD_UNTIL},
    ),
    (Referral.resume, {}),
    (Referral.complete, {"outcome": "achieved"}),
    (Referral.end_early, {"reason": "other"}),
    (Referral.reopen, {"reason": "other"}),
]
_SENDER: list[tuple[Verb, Mapping[str, Any]]] = [
    (Referral.provide_information, {"answer": "!"}),
    (Referral.provide_information, {"answer": "!", "deadline": DEADLINE}),
    (Referral.accept, _PHONE),
    (Referral.decline, _PHONE | _DECLINED),
    (Referral.tell_person, {"how": "phone"}),
    (Referral.schedule_meeting, _WHEN | {"how": "phone"}),
    (Referral.move_meeting, _WHEN),
    (Referral.attend_meeting, {}),
    (Referral.miss_meeting, {"attendance": "no-show"}),
    (Referral.redirect, {"to": CAF, "new_referral": NADIA}),
    (Referral.withdraw, {"reason": "other"}),
    (Referral.close, {"reason": "other"}),
    (Referral.enter_in_error, {"reason": "other"}),
    (Referral.contest_outcome, {"in_the_eyes_of": "person", "sentence": "Non."}),
    (Referral.reopen, {"reason": "other"}),
    (Referral.reopen, {"reason": "other", "deadline": DEADLINE}),
    (
        Referral.change_sender,
        {"to": CAF, "reason": "moved-away", "sharing_ground": "consent"},
    ),
]
_REMINDERS = DEADLINE.reminders + QUESTION.reminders + HELD_UNTIL.reminders
_CLOCK: list[tuple[Verb, Mapping[str, Any]]] = [
    (Referral.notify, {"channel": "maillage"}),
    *((Referral.remind, {"due": due}) for due in _REMINDERS),
    (Referral.leave_unanswered, {"today": date(2026, 12, 2)}),
]
_MOVES = [
    *((verb, {"by": MISSION, **said}) for verb, said in _ADDRESSEE),
    *((verb, {"by": by, **said}) for by in (CCAS, CAF) for verb, said in _SENDER),
    *_CLOCK,
]


def _possible(it: Referral) -> list[tuple[Verb, Mapping[str, Any]]]:
    """The moves that policies and rules allow now."""
    found = []
    for verb, said in _MOVES:
        try:
            rights.decide(verb, _asker(said.get("by")), it)
            verb(deepcopy(it), **said)
        except Refusal:
            continue
        found.append((verb, said))
    return found


def _asker(partner: PartnerId | None) -> Asker:
    if partner is None:
        return Asker(SYSTEM, None, "system", TERRITORY)
    return Asker(NADIA, partner, "social-worker", TERRITORY)


def _desk(installation: Installation, partner: PartnerId | None) -> Desk:
    return Desk(installation, _asker(partner), "test")


def _said(it: Referral) -> dict[str, Any]:
    """What the aggregate says, in the row's words."""
    return {
        "state": it.state.value, "whose_turn": it.whose_turn,
        "due": it.deadline.due if it.deadline else None, "asked": it.asked_on is not None,
        "seen": it.seen, "awaits_confirmation": it.awaits_confirmation,
        "tells_person": it.tells_person, "meets_at": it.meets_at, "version": it.version,
        "case_id": it.case, "sender": it.sender,
    }  # fmt: skip


async def _play(installation: Installation, choices: list[int], kind: str) -> UUID:
    ours, referral, case = _desk(installation, CCAS), uuid4(), uuid4()
    await ours.begin(Case, case, opener=CCAS, coarse=COARSE)
    deadline = DEADLINE if kind == "referral" else None
    facts = SENT | {"case": case, "kind": kind, "deadline": deadline}
    await ours.begin(Referral, referral, **NAMELESS if kind == "contact-details" else facts)
    for choice in choices:
        it = await ours.log.load(Referral, referral)
        assert it is not None
        moves = _possible(it)
        if not moves:
            break
        verb, said = moves[choice % len(moves)]
        desk = _desk(installation, said.get("by"))
        await replace(desk, expected=it.version).change(Referral, referral, verb, **said)
    return referral


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    choices=st.lists(st.integers(0, 10_000), max_size=14),
    kind=st.sampled_from(["referral", "referral", "advice", "contact-details"]),
)
async def test_the_row_of_a_referral_says_what_its_aggregate_says(
    installation: Installation, choices: list[int], kind: str
) -> None:
    referral = await _play(installation, choices, kind)
    it = await installation.log(TERRITORY).load(Referral, referral)
    assert it is not None
    [row] = await installation.readers.fetch(inbox.statements["referral"], TERRITORY, referral)
    said = _said(it)

    assert said == {name: row[name] for name in said}
