"""A case: its people, its partners, who leads it, its goals, how it ends and begins again."""

from datetime import date
from typing import Any

import pytest

from domain import case_life as life
from domain.case import Case
from domain.codes import UnknownCode
from domain.endings import NotEnded
from domain.values import PartnerId
from tests.domain.cases import (
    CLOSED,
    COORDINATED,
    INVOLVED,
    OPENED,
    PMI,
    PROPOSED,
    SHARED,
    doing,
)
from tests.domain.cases import READY as READY_TO_DECIDE
from tests.domain.people import AMINA, CAF, CCAS, MISSION, NADIA, PAUL
from tests.story import fact, given

ADDED = fact(Case.PersonAdded, by=CCAS, person=AMINA)
LEFT = fact(Case.PersonLeft, by=MISSION, person=AMINA, reason="left-household")
HANDED = fact(Case.HandedOver, by=CCAS, to=MISSION, agent=PAUL)
GOAL = fact(
    Case.GoalSet, by=CAF, text="Garder le logement", theme="sante--addictions", due=None
)
TRANSFERRED = fact(
    Case.Transferred, by=CCAS, territory="Bondy", service="CCAS de Bondy", reason="moved-away"
)
ERROR = fact(Case.EnteredInError, by=CCAS, reason="duplicate")
RELEASE: dict[str, Any] = {"reason": "support-ended", "open_referrals": 0}


def released(partner: PartnerId, by: PartnerId = CCAS) -> Any:
    return fact(Case.PartnerReleased, by=by, partner=partner, reason="support-ended")


def test_a_person_leaves_a_case_and_may_come_back() -> None:
    given(Case, *SHARED, ADDED).when(
        lambda it: it.record_departure(by=MISSION, person=AMINA, reason="left-household")
    ).then(LEFT)
    for story in (given(Case, *SHARED), given(Case, *SHARED, ADDED, LEFT)):
        story.refuses(
            life.NotInCase,
            lambda it: it.record_departure(by=CCAS, person=AMINA, reason="deceased"),
        )
    given(Case, *SHARED, ADDED).refuses(
        UnknownCode, lambda it: it.record_departure(by=CCAS, person=AMINA, reason="bored")
    )
    given(Case, *SHARED, ADDED, LEFT).when(
        lambda it: it.add_person(by=CCAS, person=AMINA)
    ).then(ADDED)


def test_a_partner_is_released_by_the_lead_or_by_itself_and_no_longer_takes_part() -> None:
    given(Case, *SHARED).when(
        lambda it: it.release_partner(by=CCAS, partner=MISSION, **RELEASE)
    ).then(released(MISSION))
    given(Case, *SHARED).when(
        lambda it: it.release_partner(by=MISSION, partner=MISSION, **RELEASE)
    ).then(released(MISSION, by=MISSION))
    given(Case, *SHARED).refuses(
        life.NotLead, lambda it: it.release_partner(by=CAF, partner=MISSION, **RELEASE)
    )
    given(Case, *SHARED, released(MISSION)).refuses(
        life.NotInvolved, lambda it: it.add_note(by=MISSION, text="Vue.")
    )
    given(Case, *SHARED, released(MISSION)).when(
        lambda it: it.involve_partner(partner=MISSION, sharing_ground="consent")
    ).then(INVOLVED)


def test_a_partner_with_something_open_the_lead_and_the_coordinators_service_stay() -> None:
    for story, refusal, partner, still_open in (
        (SHARED, life.StillOpenBetween, MISSION, 1),
        (SHARED, life.LeadStays, CCAS, 0),
        (COORDINATED, life.CoordinatorStays, MISSION, 0),
    ):
        given(Case, *story).refuses(
            refusal,
            doing(
                Case.release_partner,
                by=CCAS,
                partner=partner,
                reason="other",
                open_referrals=still_open,
            ),
        )
    given(Case, *SHARED).refuses(
        UnknownCode,
        lambda it: it.release_partner(by=CCAS, partner=CAF, reason="x", open_referrals=0),
    )


def test_a_partner_that_only_a_referral_made_a_reader_is_released_just_the_same() -> None:
    given(Case, OPENED).when(
        lambda it: it.release_partner(by=CCAS, partner=PMI, **RELEASE)
    ).then(released(PMI))


def test_who_was_proposed_as_coordinator_leaves_with_their_service() -> None:
    it = given(Case, *READY_TO_DECIDE, released(MISSION)).so()
    assert it.proposal is None
    kept = given(Case, *READY_TO_DECIDE, released(CAF)).so()
    assert kept.proposal is not None


def test_the_lead_says_who_is_the_referent_and_hands_over_to_another_partner() -> None:
    given(Case, *SHARED).when(lambda it: it.designate_referent(by=CCAS, agent=NADIA)).then(
        fact(Case.ReferentDesignated, partner=CCAS, agent=NADIA)
    )
    given(Case, *SHARED).refuses(
        life.NotLead, lambda it: it.designate_referent(by=CAF, agent=NADIA)
    )
    given(Case, *SHARED).when(lambda it: it.hand_over(by=CCAS, to=MISSION, agent=PAUL)).then(
        HANDED
    )
    given(Case, *SHARED).when(lambda it: it.hand_over(by=CCAS, to=CAF)).then(
        fact(Case.HandedOver, by=CCAS, to=CAF)
    )
    given(Case, *SHARED).refuses(life.NotLead, lambda it: it.hand_over(by=CAF, to=MISSION))
    given(Case, *SHARED).refuses(life.AlreadyLead, lambda it: it.hand_over(by=CCAS, to=CCAS))
    given(Case, *SHARED).refuses(
        life.PartnerNotInvolved, lambda it: it.hand_over(by=CCAS, to=PMI)
    )


def test_after_a_hand_over_the_new_lead_ends_the_case_and_the_opener_may_leave() -> None:
    given(Case, *SHARED, HANDED).refuses(
        life.NotLead, lambda it: it.close(by=CCAS, outcome="needs-met")
    )
    given(Case, *SHARED, HANDED).when(
        lambda it: it.close(by=MISSION, outcome="needs-met")
    ).then(fact(Case.Closed, by=MISSION, outcome="needs-met"))
    given(Case, *SHARED, HANDED).when(
        lambda it: it.release_partner(by=MISSION, partner=CCAS, **RELEASE)
    ).then(released(CCAS, by=MISSION))


def test_a_goal_is_named_by_the_version_of_its_fact_and_reached_or_dropped_once() -> None:
    given(Case, *SHARED).when(
        lambda it: it.set_goal(by=CAF, text="Garder le logement", theme="sante--addictions")
    ).then(GOAL)
    given(Case, *SHARED, GOAL).when(lambda it: it.reach_goal(by=MISSION, goal=4)).then(
        reached := fact(Case.GoalReached, by=MISSION, goal=4)
    )
    given(Case, *SHARED, GOAL).when(
        lambda it: it.drop_goal(by=CCAS, goal=4, reason="out-of-reach")
    ).then(dropped := fact(Case.GoalDropped, by=CCAS, goal=4, reason="out-of-reach"))
    for over in (reached, dropped):
        given(Case, *SHARED, GOAL, over).refuses(
            life.UnknownGoal, lambda it: it.reach_goal(by=CCAS, goal=4)
        )
    given(Case, *SHARED, GOAL).refuses(
        life.UnknownGoal, lambda it: it.drop_goal(by=CCAS, goal=3, reason="other")
    )
    given(Case, *SHARED, GOAL).refuses(
        UnknownCode, lambda it: it.drop_goal(by=CCAS, goal=4, reason="bof")
    )
    given(Case, *SHARED).refuses(
        UnknownCode, lambda it: it.set_goal(by=CAF, text="Voler", theme="magie")
    )
    given(Case, *SHARED).when(
        lambda it: it.set_goal(
            by=CAF, text="Lire", theme="sante--addictions", due=date(2027, 1, 4)
        )
    ).then(fact(Case.GoalSet, by=CAF, text="Lire", theme="sante--addictions",
                due=date(2027, 1, 4)))  # fmt: skip


def test_a_case_passes_to_another_territory() -> None:
    given(Case, *SHARED).when(
        lambda it: it.transfer(
            by=CCAS, territory="Bondy", service="CCAS de Bondy", reason="moved-away"
        )
    ).then(TRANSFERRED)
    given(Case, *SHARED).refuses(
        life.NotLead, lambda it: it.transfer(by=CAF, territory="Bondy", reason="other")
    )
    given(Case, *SHARED).refuses(
        UnknownCode, lambda it: it.transfer(by=CCAS, territory="Bondy", reason="bof")
    )


@pytest.mark.parametrize("end", [CLOSED, TRANSFERRED, ERROR])
def test_whatever_ended_may_be_reopened_by_any_partner_and_goes_on(end: Any) -> None:
    again = fact(Case.Reopened, by=CAF, reason="came-back")
    given(Case, *SHARED, end).when(lambda it: it.reopen(by=CAF, reason="came-back")).then(again)
    given(Case, *SHARED, end).refuses(
        life.NotInvolved, lambda it: it.reopen(by=PMI, reason="other")
    )
    given(Case, *SHARED, end).refuses(UnknownCode, lambda it: it.reopen(by=CAF, reason="bof"))
    given(Case, *SHARED, end, again).when(lambda it: it.add_person(by=CCAS, person=AMINA)).then(
        ADDED
    )


def test_what_is_open_is_not_reopened() -> None:
    given(Case, *SHARED).refuses(NotEnded, lambda it: it.reopen(by=CAF, reason="other"))


def test_a_closed_case_may_still_turn_out_to_be_an_error_once() -> None:
    given(Case, *SHARED, CLOSED).when(
        lambda it: it.enter_in_error(by=CCAS, reason="duplicate")
    ).then(ERROR)
    given(Case, *SHARED, ERROR).refuses(
        life.CaseClosed, lambda it: it.enter_in_error(by=CCAS, reason="duplicate")
    )


@pytest.mark.parametrize("end", [CLOSED, TRANSFERRED, ERROR])
def test_the_end_of_a_case_is_the_end_of_its_coordination(end: Any) -> None:
    it = given(Case, *COORDINATED, PROPOSED, end).so()
    assert (it.coordinator, it.proposal, it.told) == (None, None, frozenset())
