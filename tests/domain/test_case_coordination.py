"""CASF L.121-6-2: a coordinator is named step by step, and no step is skipped."""

from datetime import date
from typing import Any

import pytest

from domain import case_life as life
from domain.aggregate import Refusal
from domain.case import Case
from domain.codes import UnknownCode
from tests.domain.cases import (
    AGREED,
    ASKED_DEPARTMENT,
    CONSULTED,
    COORDINATED,
    DECIDED,
    DECISION,
    DESIGNATED,
    PMI,
    PROPOSED,
    READY,
    REPORTED,
    SHARED,
    proposes_another,
)
from tests.domain.people import CAF, CCAS, MISSION, NADIA, PAUL
from tests.story import Told, fact, given

REFUSED = fact(Case.EmployerRefused, by=MISSION, reason="workload")
ENDED = fact(Case.CoordinationEnded, by=CCAS, reason="no-longer-needed")


def test_a_need_is_reported_by_codes_that_say_nothing_of_the_difficulties() -> None:
    given(Case, *SHARED).when(
        lambda it: it.report_coordination_need(
            by=CCAS,
            authorities=("maire", "president-departement"),
            need="several-professionals",
        )
    ).then(REPORTED)


def test_each_authority_is_told_of_the_need_once() -> None:
    maire = fact(
        Case.CoordinationNeedReported, by=CAF, authorities=("maire",), need="continuity"
    )
    given(Case, *SHARED, maire).refuses(
        life.AlreadyReported,
        lambda it: it.report_coordination_need(
            by=CCAS, authorities=("president-departement", "maire"), need="continuity"
        ),
    )
    given(Case, *SHARED, maire).when(
        lambda it: it.report_coordination_need(
            by=CCAS, authorities=("president-departement",), need="continuity"
        )
    ).then(
        fact(
            Case.CoordinationNeedReported,
            by=CCAS,
            authorities=("president-departement",),
            need="continuity",
        )
    )


def test_a_need_names_an_authority_and_a_known_need() -> None:
    given(Case, *SHARED).refuses(
        life.NoAuthority,
        lambda it: it.report_coordination_need(by=CCAS, authorities=(), need="continuity"),
    )
    given(Case, *SHARED).refuses(
        UnknownCode,
        lambda it: it.report_coordination_need(by=CCAS, authorities=("maire",), need="debts"),
    )
    given(Case, *SHARED).refuses(
        UnknownCode,
        lambda it: it.report_coordination_need(
            by=CCAS, authorities=("prefet",), need="continuity"
        ),
    )


def test_one_of_those_who_intervene_is_proposed_once_the_need_is_reported() -> None:
    given(Case, *SHARED, REPORTED).when(
        lambda it: it.propose_coordinator(by=CCAS, partner=MISSION, agent=PAUL)
    ).then(PROPOSED)
    given(Case, *SHARED).refuses(
        life.NeedNotReported,
        lambda it: it.propose_coordinator(by=CCAS, partner=MISSION, agent=PAUL),
    )
    given(Case, *SHARED, REPORTED).refuses(
        life.PartnerNotInvolved,
        lambda it: it.propose_coordinator(by=CCAS, partner=PMI, agent=PAUL),
    )
    given(Case, *SHARED, REPORTED, PROPOSED).refuses(
        life.AlreadyProposed,
        lambda it: it.propose_coordinator(by=CAF, partner=MISSION, agent=PAUL),
    )
    given(Case, *COORDINATED).refuses(
        life.AlreadyProposed,
        lambda it: it.propose_coordinator(by=CAF, partner=MISSION, agent=PAUL),
    )


def test_only_the_employer_of_the_proposed_agrees_or_refuses() -> None:
    given(Case, *SHARED, REPORTED, PROPOSED).when(
        lambda it: it.agree_to_coordinator(by=MISSION)
    ).then(AGREED)
    given(Case, *SHARED, REPORTED, PROPOSED).when(
        lambda it: it.refuse_coordinator(by=MISSION, reason="workload")
    ).then(REFUSED)
    given(Case, *SHARED, REPORTED, PROPOSED).refuses(
        life.NotEmployer, lambda it: it.agree_to_coordinator(by=CCAS)
    )
    given(Case, *SHARED, REPORTED, PROPOSED).refuses(
        life.NotEmployer, lambda it: it.refuse_coordinator(by=CAF, reason="workload")
    )
    given(Case, *SHARED, REPORTED, PROPOSED).refuses(
        UnknownCode, lambda it: it.refuse_coordinator(by=MISSION, reason="bof")
    )
    given(Case, *SHARED, REPORTED).refuses(
        life.NothingProposed, lambda it: it.agree_to_coordinator(by=MISSION)
    )
    given(Case, *SHARED, REPORTED, PROPOSED, AGREED).refuses(
        life.AlreadyAgreed, lambda it: it.agree_to_coordinator(by=MISSION)
    )


def test_a_refusal_leads_to_another_proposal() -> None:
    given(Case, *SHARED, REPORTED, PROPOSED, REFUSED).refuses(
        life.NothingProposed, lambda it: it.agree_to_coordinator(by=MISSION)
    )
    given(Case, *SHARED, REPORTED, PROPOSED, REFUSED).when(
        lambda it: it.propose_coordinator(by=CCAS, partner=CAF, agent=NADIA)
    ).then(proposes_another())


def test_the_department_is_consulted_once_on_each_proposal() -> None:
    given(Case, *SHARED, REPORTED, PROPOSED).when(
        lambda it: it.consult_department(by=CCAS, consulted_on=CONSULTED, opinion="reserved")
    ).then(ASKED_DEPARTMENT)
    given(Case, *SHARED, REPORTED).refuses(
        life.NothingProposed,
        lambda it: it.consult_department(by=CCAS, consulted_on=CONSULTED, opinion="reserved"),
    )
    given(Case, *READY).refuses(
        life.AlreadyConsulted,
        lambda it: it.consult_department(by=CAF, consulted_on=CONSULTED, opinion="reserved"),
    )
    given(Case, *SHARED, REPORTED, PROPOSED).refuses(
        UnknownCode,
        lambda it: it.consult_department(by=CCAS, consulted_on=CONSULTED, opinion="maybe"),
    )


def test_the_maire_designates_whom_the_employer_lets_go_whatever_the_opinion() -> None:
    given(Case, *READY).when(lambda it: it.designate_coordinator(by=CCAS, **DECISION)).then(
        DESIGNATED
    )


@pytest.mark.parametrize(
    ("history", "refusal"),
    [
        (SHARED, life.NothingProposed),
        ((*SHARED, REPORTED), life.NothingProposed),
        ((*SHARED, REPORTED, PROPOSED, ASKED_DEPARTMENT), life.EmployerNotAgreed),
        ((*SHARED, REPORTED, PROPOSED, AGREED), life.DepartmentNotConsulted),
        ((*READY, REFUSED), life.NothingProposed),
        ((*READY, proposes_another()), life.NotTheProposed),
        ((*READY, proposes_another(), PROPOSED), life.EmployerNotAgreed),
    ],
)
def test_no_designation_without_each_step_for_the_one_proposed(
    history: tuple[Told, ...], refusal: type[Refusal]
) -> None:
    given(Case, *history).refuses(
        refusal, lambda it: it.designate_coordinator(by=CCAS, **DECISION)
    )


def test_the_department_was_consulted_before_the_maire_decided() -> None:
    given(Case, *READY).refuses(
        life.DepartmentNotConsulted,
        lambda it: it.designate_coordinator(
            by=CCAS, **DECISION | {"decided_on": date(2026, 11, 30)}
        ),
    )
    same_day = DECISION | {"decided_on": CONSULTED}
    given(Case, *READY).when(lambda it: it.designate_coordinator(by=CCAS, **same_day)).then(
        fact(Case.CoordinatorDesignated, by=CCAS, **same_day)
    )


def test_a_coordinator_is_replaced_by_the_same_steps() -> None:
    agreed = fact(Case.EmployerAgreed, by=CAF)
    other: dict[str, Any] = {
        "partner": CAF,
        "agent": NADIA,
        "decided_on": DECIDED,
        "reference": "2027-3",
    }
    again = (*COORDINATED, proposes_another(), agreed, ASKED_DEPARTMENT)
    given(Case, *again).when(lambda it: it.replace_coordinator(by=CCAS, **other)).then(
        fact(Case.CoordinatorReplaced, by=CCAS, **other)
    )
    given(Case, *again).refuses(
        life.AlreadyCoordinated, lambda it: it.designate_coordinator(by=CCAS, **other)
    )
    given(Case, *READY).refuses(
        life.NoCoordinator, lambda it: it.replace_coordinator(by=CCAS, **DECISION)
    )
    given(Case, *COORDINATED, proposes_another()).refuses(
        life.EmployerNotAgreed, lambda it: it.replace_coordinator(by=CCAS, **other)
    )


def test_a_coordination_ends_and_a_new_one_begins_with_the_need() -> None:
    for history in ((*SHARED, REPORTED), COORDINATED):
        given(Case, *history).when(
            lambda it: it.end_coordination(by=CCAS, reason="no-longer-needed")
        ).then(ENDED)
    given(Case, *COORDINATED, ENDED).refuses(
        life.NeedNotReported,
        lambda it: it.propose_coordinator(by=CCAS, partner=MISSION, agent=PAUL),
    )
    given(Case, *SHARED).refuses(
        life.NeedNotReported, lambda it: it.end_coordination(by=CCAS, reason="other")
    )
    given(Case, *COORDINATED).refuses(
        UnknownCode, lambda it: it.end_coordination(by=CCAS, reason="bof")
    )
