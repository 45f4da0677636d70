"""Who drafts and keeps a sheet, who measures it, and who joins it."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.action_sheet import ActionSheet
from domain.policies import CASEWORK, Asker
from domain.values import PartnerId, SheetId
from tests.domain.people import CAF, CCAS, MISSION, NADIA
from tests.domain.sheets import content
from tests.domain.test_policies import SYSTEM, allowed, name
from tests.story import STREAM

KEPT = (
    ActionSheet,
    ActionSheet.draft_again,
    ActionSheet.decide_inclusion,
    ActionSheet.leave_outside,
    ActionSheet.adopt,
    ActionSheet.hand_over,
    ActionSheet.generalise,
    ActionSheet.abandon,
    ActionSheet.enter_in_error,
)
CARRIED = (
    ActionSheet.revise,
    ActionSheet.define_indicator,
    ActionSheet.revise_target,
    ActionSheet.measure,
    ActionSheet.correct_measurement,
    ActionSheet.pause,
    ActionSheet.resume,
    ActionSheet.conclude,
)
OTHERS = ("evaluator", "elected", "administrator", "dpo", "archivist")


def asker(role: str, partner: PartnerId | None = CCAS) -> Asker:
    return Asker(agent=NADIA, partner=partner, role=role, territory="93014")


def sheet() -> ActionSheet:
    it = ActionSheet(id=SheetId(STREAM), number=3, content=content(), lead=CCAS)
    it.join(by=MISSION)
    return it


@pytest.mark.parametrize("verb", KEPT, ids=name)
def test_sheets_are_kept_by_the_project_lead_whoever_carries_them(
    verb: Callable[..., Any],
) -> None:
    for partner in (CCAS, CAF, None):
        assert allowed(verb, asker("project-lead", partner), sheet()) == "project-lead"
    for role in (*CASEWORK, *OTHERS):
        assert allowed(verb, asker(role), sheet()) is None
    assert allowed(verb, SYSTEM, sheet()) is None


@pytest.mark.parametrize("verb", CARRIED, ids=name)
def test_a_sheet_is_measured_corrected_and_revised_by_the_partner_that_carries_it(
    verb: Callable[..., Any],
) -> None:
    for role in CASEWORK:
        assert allowed(verb, asker(role), sheet()) == "carrier"
        assert allowed(verb, asker(role, MISSION), sheet()) is None
    assert allowed(verb, asker("project-lead", CAF), sheet()) == "project-lead"
    for role in OTHERS:
        assert allowed(verb, asker(role), sheet()) is None


def test_any_partner_joins_a_sheet_and_those_of_it_leave_it() -> None:
    for role in CASEWORK:
        assert allowed(ActionSheet.join, asker(role, CAF), sheet()) == "professional"
        assert allowed(ActionSheet.leave, asker(role, MISSION), sheet()) == "taking-part"
        assert allowed(ActionSheet.leave, asker(role, CAF), sheet()) is None
    for role in (*OTHERS, "project-lead"):
        assert allowed(ActionSheet.join, asker(role, CAF), sheet()) is None
        assert allowed(ActionSheet.leave, asker(role, MISSION), sheet()) is None
