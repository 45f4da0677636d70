"""The law of the watch board: an alert's row says what its aggregate says."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.desk import Desk
from api.installation import Installation
from domain.aggregate import Refusal
from domain.alert import Alert
from domain.clock import falls_due
from domain.policies import SYSTEM, Asker
from projections import watch_board
from tests.conftest import TERRITORY
from tests.domain.alerts import (
    ANSWER,
    CHILD,
    COLLECTIVE,
    DEADLINE,
    HOUSING,
    RAISED,
    TRIES,
)
from tests.domain.people import CAF, CCAS, MISSION, NADIA

Verb = Callable[..., None]
FAR = date(2030, 1, 1)
BY_SYSTEM = (
    Alert.join, Alert.part, Alert.put_on_agenda, Alert.take_off_agenda, Alert.remind,
    Alert.escalate_unanswered,
)  # fmt: skip


class Asked:
    """Takes down which verb is asked for, with what."""

    deadline = None

    def __init__(self) -> None:
        self.asked: tuple[Verb, Mapping[str, Any]] | None = None

    def __getattr__(self, name: str) -> Callable[..., None]:
        def take_down(**said: Any) -> None:
            self.asked = getattr(Alert, name), said

        return take_down


def _moves() -> list[tuple[Verb, Mapping[str, Any]]]:
    found: list[tuple[Verb, Mapping[str, Any]]] = [
        (Alert.qualify, {"by": CAF, "urgency": "soon", "themes": HOUSING, **CHILD}),
        (Alert.assign, {"by": CAF, "partner": CAF, "sharing_ground": "consent"}),
        *((Alert.remind, {"due": day}) for day in DEADLINE.reminders + ANSWER.reminders),
    ]
    for trial in TRIES.values():
        taken: Any = Asked()
        trial(taken, CAF)
        found.append(taken.asked)
    return found


MOVES = _moves()


def _possible(it: Alert) -> list[tuple[Verb, Mapping[str, Any]]]:
    found = []
    for verb, said in MOVES:
        try:
            verb(deepcopy(it), **said)
        except Refusal:
            continue
        found.append((verb, said))
    return found


def _desk(installation: Installation, verb: Verb) -> Desk:
    if verb in BY_SYSTEM:
        return Desk(installation, Asker(SYSTEM, None, SYSTEM, TERRITORY), "test")
    if verb is Alert.answer_escalation:
        return Desk(installation, Asker(NADIA, MISSION, "social-worker", TERRITORY), "test")
    return Desk(installation, Asker(NADIA, CAF, "cell-animator", TERRITORY), "test")


def _said(it: Alert) -> dict[str, Any]:
    """What the aggregate says, in the row's words."""
    return {
        "state": it.state.value, "session": it.session, "owner": it.owner,
        "owner_agent": it.owner_agent, "answerable": it.answerable, "original": it.original,
        "due": it.deadline.due if it.deadline else None, "child": it.child_in_danger,
        "version": it.version, "kind": it.kind, "raiser": it.raiser,
    }  # fmt: skip


async def _play(installation: Installation, choices: list[int], said: dict[str, Any]) -> UUID:
    alert = uuid4()
    ours = Desk(installation, Asker(NADIA, CCAS, "social-worker", TERRITORY), "test")
    await ours.begin(Alert, alert, **said)
    for choice in choices:
        it = await ours.log.load(Alert, alert)
        assert it is not None
        moves = _possible(it)
        if not moves:
            break
        verb, asked = moves[choice % len(moves)]
        desk = replace(_desk(installation, verb), expected=it.version)
        await desk.change(Alert, alert, verb, **asked)
    return alert


@settings(
    max_examples=50, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    choices=st.lists(st.integers(0, 10_000), max_size=14),
    said=st.sampled_from([RAISED, RAISED, COLLECTIVE, RAISED | CHILD]),
)
async def test_the_row_of_an_alert_says_what_its_aggregate_says(
    installation: Installation, choices: list[int], said: dict[str, Any]
) -> None:
    alert = await _play(installation, choices, said)
    it = await installation.log(TERRITORY).load(Alert, alert)
    assert it is not None
    readers = installation.readers
    [row] = await readers.fetch(watch_board.statements["alert"], TERRITORY, alert)
    expected = _said(it)

    assert expected == {name: row[name] for name in expected}
    waiting = await readers.fetch(
        watch_board.statements["due_for_the_clock"], TERRITORY, FAR, 10_000
    )
    assert bool(falls_due(it, FAR)) == (alert in {each["stream"] for each in waiting})
