"""Who stands on which side of a commitment, and what each may do."""

from typing import Any

import pytest

from domain.commitment import Commitment
from domain.commitment_rights import RIGHTS
from domain.policies import CASEWORK, Asker, NotAllowed
from domain.rights import decide
from domain.values import PartnerId, Reference
from tests.domain.commitments import made, requested, undertaken
from tests.domain.people import CAF, CASE, CCAS, MISSION, NADIA
from tests.story import Told, given

C: Any = Commitment
DEBTORS = (C.report_progress, C.reschedule, C.keep, C.keep_partly, C.give_up)
BENEFICIARIES = (C.confirm, C.confirm_kept, C.contest_kept, C.release)
ASKED = (C.make, C.decline_to_commit)
CLOCKS = (C.remind, C.fall_overdue)
TERRITORY: dict[str, Any] = {"beneficiary": None}
DOSSIER: dict[str, Any] = {"serves": Reference("case", CASE), "case": CASE}


def allowed(verb: Any, role: str, partner: PartnerId | None, *facts: Told) -> str | None:
    agent: Any = "system" if role == "system" else NADIA
    try:
        asker = Asker(agent, partner, role, "93014")
        return decide(verb, asker, given(Commitment, *facts).so()).name
    except NotAllowed:
        return None


@pytest.mark.parametrize("role", sorted(CASEWORK))
def test_each_side_is_its_own_professionals(role: str) -> None:
    for verb in DEBTORS:
        assert allowed(verb, role, MISSION, undertaken()) == "debtor"
        assert allowed(verb, role, CCAS, undertaken()) is None
    for verb in BENEFICIARIES:
        assert allowed(verb, role, CCAS, undertaken()) == "beneficiary"
        assert allowed(verb, role, MISSION, undertaken()) is None
    for verb in (*DEBTORS, *BENEFICIARIES):
        assert allowed(verb, role, CAF, undertaken()) is None


def test_the_territorys_own_voice_is_the_project_lead_and_of_a_dossier_the_animator() -> None:
    for verb in BENEFICIARIES:
        assert allowed(verb, "project-lead", CAF, undertaken(**TERRITORY)) == "beneficiary"
        assert allowed(verb, "cell-animator", CAF, undertaken(**TERRITORY)) is None
        nominative = undertaken(**TERRITORY, **DOSSIER)
        assert allowed(verb, "cell-animator", CAF, nominative) == "beneficiary"
        assert allowed(verb, "project-lead", CAF, nominative) is None


def test_a_service_is_asked_and_what_is_asked_of_nobody_is_any_services_to_take_up() -> None:
    for verb in ASKED:
        assert allowed(verb, "social-worker", MISSION, requested()) == "asked"
        assert allowed(verb, "social-worker", CAF, requested()) is None
        assert allowed(verb, "social-worker", CAF, requested(debtor=None)) == "asked"
        assert allowed(verb, "social-worker", None, requested(debtor=None)) is None
        assert allowed(verb, "project-lead", CAF, requested(debtor=None)) is None


def test_a_commitment_begins_with_who_asks_for_it_or_with_who_makes_it() -> None:
    assert allowed(C, "social-worker", CCAS, requested()) == "requester"
    assert allowed(C, "social-worker", MISSION, requested()) is None
    assert allowed(C, "project-lead", CAF, requested(**TERRITORY)) == "requester"
    assert allowed(C, "social-worker", CCAS, requested(**TERRITORY)) is None
    assert allowed(C, "social-worker", MISSION, undertaken()) == "debtor"
    assert allowed(C, "social-worker", CCAS, undertaken()) is None
    assert allowed(C, "project-lead", MISSION, undertaken(**TERRITORY)) is None
    assert allowed(C, "system", None, undertaken(**TERRITORY)) == "system"


def test_who_said_it_says_that_it_was_in_error() -> None:
    assert allowed(C.enter_in_error, "social-worker", CCAS, requested()) == "requester"
    assert allowed(C.enter_in_error, "social-worker", MISSION, requested()) is None
    for facts in ((undertaken(),), (requested(), made())):
        assert allowed(C.enter_in_error, "social-worker", MISSION, *facts) == "debtor"
        assert allowed(C.enter_in_error, "social-worker", CCAS, *facts) is None


def test_either_side_agrees_to_publication_and_only_the_system_keeps_time() -> None:
    agree = C.agree_to_publication
    assert allowed(agree, "social-worker", MISSION, undertaken()) == "debtor"
    assert allowed(agree, "social-worker", CCAS, undertaken()) == "beneficiary"
    assert allowed(agree, "social-worker", CAF, undertaken()) is None
    for verb in CLOCKS:
        assert allowed(verb, "system", None, undertaken()) == "system"
        assert allowed(verb, "social-worker", MISSION, undertaken()) is None


@pytest.mark.parametrize("role", ["elected", "evaluator", "dpo", "administrator", "archivist"])
def test_nobody_else_does_anything_to_a_commitment(role: str) -> None:
    for verb in RIGHTS:
        for partner in (MISSION, CCAS):
            assert allowed(verb, role, partner, undertaken()) is None
            assert allowed(verb, role, partner, requested(**TERRITORY)) is None
