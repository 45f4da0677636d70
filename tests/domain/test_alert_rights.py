"""Who may do what to an alert."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.alert import Alert
from domain.policies import CASEWORK, Asker, NotAllowed
from domain.reporter import Reporter
from domain.rights import decide
from domain.values import PartnerId, ReporterId
from domain.weak_signal import WeakSignal
from tests.domain.alerts import ALERT, escalated, raised
from tests.domain.people import CAF, CCAS, MISSION, NADIA, REFERRAL
from tests.story import fact, given

Verbs = tuple[Callable[..., Any], ...]
NEVER = ("elected", "evaluator", "administrator", "archivist", "project-lead", "dpo")
IT = given(
    Alert,
    raised(),
    fact(Alert.Assigned, by=CAF, partner=MISSION, sharing_ground="consent"),
    escalated(to=CAF),
).so()
"""Raised by the CCAS, entrusted to the mission locale; the CAF must answer."""

CELL: Verbs = (Alert.acknowledge, Alert.qualify, Alert.mark_duplicate, Alert.examine)
OWNER_TOO: Verbs = (
    Alert.assign, Alert.find_unfounded, Alert.resolve, Alert.close_without_follow_up,
)  # fmt: skip
RAISER_TOO: Verbs = (Alert.escalate, Alert.inform_reporter, Alert.reopen, Alert.enter_in_error)
ALL_THREE: Verbs = (Alert.inform_person, Alert.record_reply)
SYSTEM_ONLY: Verbs = (
    Alert.put_on_agenda, Alert.take_off_agenda, Alert.escalate_unanswered, Alert.remind,
    Alert.join, Alert.part,
)  # fmt: skip


def asker(role: str, partner: PartnerId | None = CCAS) -> Asker:
    return Asker(agent=NADIA, partner=partner, role=role, territory="93014")


SYSTEM = Asker(agent="system", partner=None, role="system", territory="93014")
OTHER = PartnerId(REFERRAL)


def by(verb: Callable[..., Any], who: Asker, it: Any = IT) -> str | None:
    try:
        return decide(verb, who, it).name
    except NotAllowed:
        return None


@pytest.mark.parametrize("role", sorted(CASEWORK))
def test_any_professional_raises_an_alert_for_their_own_service(role: str) -> None:
    assert by(Alert, asker(role)) == "raiser"
    assert by(Alert, asker(role, MISSION)) is None


@pytest.mark.parametrize("role", NEVER)
def test_nobody_else_raises_an_alert_nor_acts_on_one(role: str) -> None:
    every: Verbs = (Alert, *CELL, *OWNER_TOO, *RAISER_TOO, *ALL_THREE, Alert.answer_escalation)
    for verb in every:
        for partner in (CCAS, MISSION, CAF):
            assert by(verb, asker(role, partner)) is None


def test_the_cell_is_led_by_its_animator_whoever_employs_them() -> None:
    for verb in (*CELL, *OWNER_TOO, *RAISER_TOO, *ALL_THREE):
        assert by(verb, asker("cell-animator", OTHER)) == "animator"
        assert by(verb, asker("social-worker", OTHER)) is None


def test_who_sees_to_it_and_who_raised_it_take_their_part() -> None:
    for verb in CELL:
        for partner in (CCAS, MISSION, CAF):
            assert by(verb, asker("social-worker", partner)) is None
    for verb in (*OWNER_TOO, *ALL_THREE):
        assert by(verb, asker("social-worker", MISSION)) == "owner"
    for verb in (*RAISER_TOO, *ALL_THREE):
        assert by(verb, asker("social-worker")) == "raiser"
    assert not [verb for verb in OWNER_TOO if by(verb, asker("social-worker"))]


def test_only_who_must_answer_answers() -> None:
    assert by(Alert.answer_escalation, asker("partner-agent", CAF)) == "answerable"
    assert by(Alert.answer_escalation, asker("cell-animator", CCAS)) is None


def test_agendas_silences_and_duplicates_told_back_are_the_systems() -> None:
    for verb in SYSTEM_ONLY:
        assert by(verb, SYSTEM) == "system"
        assert by(verb, asker("cell-animator")) is None


def test_who_told_it_is_heard_by_the_service_that_says_so() -> None:
    it = Reporter(id=ReporterId(REFERRAL), by=CCAS, alert=ALERT, name="Mme Z.")
    assert by(Reporter, asker("social-worker"), it) == "hearer"
    assert by(Reporter, asker("social-worker", CAF), it) is None


def test_only_the_animator_sets_a_weak_signal_aside() -> None:
    it: Any = None
    assert by(WeakSignal, asker("cell-animator"), it) == "animator"
    assert by(WeakSignal, asker("social-worker"), it) is None
