"""Who reads an alert, and who learns who told it."""

from typing import Any

import pytest

from domain.alert_policies import (
    decide_board,
    decide_reading,
    may_read,
    reads_situation_alerts,
)
from domain.case_reading import Reading, readable
from domain.policies import CASEWORK, Asker, MayNotRead, NotAllowed
from domain.reporter import Reporter
from domain.values import PartnerId
from tests.domain.alerts import ALERT, raised
from tests.domain.people import CAF, CCAS, MISSION, NADIA
from tests.story import as_event, fact

NEVER = ("elected", "evaluator", "administrator", "archivist", "project-lead")
SHARED = (CCAS, MISSION)


def asker(role: str, partner: PartnerId | None = CAF) -> Asker:
    return Asker(agent=NADIA, partner=partner, role=role, territory="93014")


def by(who: Asker, kind: str | None) -> str | None:
    try:
        return decide_reading(who, SHARED, kind).name
    except MayNotRead:
        return None


@pytest.mark.parametrize("role", sorted(CASEWORK))
def test_a_situation_is_read_by_those_it_was_shared_with_and_by_the_animator(role: str) -> None:
    assert by(asker(role, MISSION), "situation") == "involved"
    expected = "animator" if role == "cell-animator" else None
    assert by(asker(role), "situation") == expected


@pytest.mark.parametrize("role", sorted(CASEWORK))
def test_what_touches_a_quartier_is_read_by_whoever_meets_people(role: str) -> None:
    assert by(asker(role), "collective") is not None
    assert by(asker(role, None), "collective") == (
        "animator" if role == "cell-animator" else None
    )


@pytest.mark.parametrize("role", NEVER)
@pytest.mark.parametrize("kind", ["situation", "collective"])
def test_nobody_else_reads_any_alert_whoever_they_work_for(role: str, kind: str) -> None:
    for partner in (CCAS, MISSION, CAF, None):
        assert not may_read(asker(role, partner), SHARED, kind)
        with pytest.raises(NotAllowed):
            decide_board(asker(role, partner))
        assert not reads_situation_alerts(asker(role, partner))


def test_the_animator_has_no_eye_on_the_cases_of_others() -> None:
    assert by(asker("cell-animator"), None) is None
    assert by(asker("social-worker", CCAS), None) == "involved"


def test_the_dpo_answers_for_alerts_as_for_cases() -> None:
    for kind in ("situation", "collective", None):
        assert by(asker("dpo"), kind) == "dpo"
    decide_board(asker("dpo"))


def test_who_told_it_is_whole_to_who_heard_them_and_a_trace_to_all_others() -> None:
    told: dict[str, Any] = {"by": CCAS, "alert": ALERT, "name": "Mme Z."}
    heard = as_event(fact(Reporter.Heard, **told), ALERT, 1)
    history = [as_event(raised(), ALERT, 1), heard]
    assert readable(history, asker("social-worker", CCAS))(heard) is Reading.WHOLE
    for who in (
        asker("social-worker", MISSION), asker("cell-animator"), asker("dpo", CCAS),
    ):  # fmt: skip
        assert readable(history, who)(heard) is Reading.TRACE
        assert readable(history, who)(history[0]) is Reading.WHOLE
