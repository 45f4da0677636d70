"""Agents: whose name they act in, who stands in for them, and to whom they hand over."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.agent import (
    Absence,
    Agent,
    AgentDisabled,
    AlreadyAbsent,
    AlreadyMandated,
    MandateForEmployer,
    NotAbsent,
    NothingToHandOver,
    NotMandated,
    OneselfNotOther,
)
from domain.aggregate import Refusal
from domain.periods import Period, PeriodReversed, PeriodTooLong
from domain.values import AgentId
from tests.domain.people import CAF, CCAS, MISSION, NADIA
from tests.story import STREAM, fact, given

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
enrolled = fact(Agent.Enrolled, name="Paul B.", function="social-worker", partner=CCAS)
mandated = fact(Agent.Mandated, on_behalf_of=MISSION, first=FIRST, last=LAST)
ended = fact(Agent.MandateEnded, on_behalf_of=MISSION)
absent = fact(Agent.Absent, first=FIRST, last=LAST, deputy=NADIA)
disabled = fact(Agent.Disabled)


def mandate(**said: Any) -> Any:
    return lambda it: it.mandate(
        **{"on_behalf_of": MISSION, "first": FIRST, "last": LAST} | said
    )


def away(**said: Any) -> Any:
    return lambda it: it.be_absent(**{"first": FIRST, "last": LAST, "deputy": NADIA} | said)


def test_a_partner_mandates_an_agent_of_another_for_a_time() -> None:
    given(Agent, enrolled).when(mandate()).then(mandated)
    given(Agent, enrolled).refuses(MandateForEmployer, mandate(on_behalf_of=CCAS))


def test_two_mandates_of_one_partner_have_no_day_in_common() -> None:
    given(Agent, enrolled, mandated).refuses(AlreadyMandated, mandate(first=LAST))
    given(Agent, enrolled, mandated).refuses(AlreadyMandated, mandate(last=FIRST))
    given(Agent, enrolled, mandated).when(mandate(on_behalf_of=CAF)).then(
        fact(Agent.Mandated, on_behalf_of=CAF, first=FIRST, last=LAST)
    )
    following = {"first": LAST + timedelta(days=1), "last": date(2027, 1, 31)}
    next_one = fact(Agent.Mandated, on_behalf_of=MISSION, **following)
    given(Agent, enrolled, mandated).when(mandate(**following)).then(next_one)
    given(Agent, enrolled, mandated, next_one).refuses(AlreadyMandated, mandate())


def test_the_end_of_a_mandate_ends_what_was_planned_with_it() -> None:
    end = lambda it: it.end_mandate(on_behalf_of=MISSION)  # noqa: E731
    later = fact(
        Agent.Mandated, on_behalf_of=MISSION, first=date(2027, 3, 1), last=date(2027, 4, 1)
    )
    given(Agent, enrolled, mandated, later).when(end).then(ended)
    given(Agent, enrolled, mandated, disabled).when(end).then(ended)
    given(Agent, enrolled, mandated, later, ended).refuses(NotMandated, end)
    given(Agent, enrolled).refuses(NotMandated, end)
    given(Agent, enrolled, mandated, ended).when(mandate()).then(mandated)


@pytest.mark.parametrize("declare", [mandate, away])
@pytest.mark.parametrize(
    ("last", "refusal"),
    [(date(2026, 11, 30), PeriodReversed), (date(2027, 12, 2), PeriodTooLong)],
)
def test_a_mandate_and_an_absence_are_in_order_and_within_a_year(
    declare: Any, last: date, refusal: type[Refusal]
) -> None:
    given(Agent, enrolled).refuses(refusal, declare(last=last))
    for allowed in (FIRST, date(2027, 12, 1)):
        assert len(given(Agent, enrolled).when(declare(last=allowed)).facts) == 1


def test_an_absence_names_another_agent_as_deputy() -> None:
    given(Agent, enrolled).when(away()).then(absent)
    given(Agent, enrolled).refuses(OneselfNotOther, away(deputy=AgentId(STREAM)))
    assert given(Agent, enrolled, absent).so().absence == Absence(Period(FIRST, LAST), NADIA)


def test_an_absence_said_again_replaces_the_first_only_if_it_differs() -> None:
    given(Agent, enrolled, absent).refuses(AlreadyAbsent, away())
    longer = fact(Agent.Absent, first=FIRST, last=date(2027, 1, 15), deputy=NADIA)
    given(Agent, enrolled, absent).when(away(last=date(2027, 1, 15))).then(longer)


def test_only_who_is_absent_comes_back() -> None:
    returned = fact(Agent.Returned)
    given(Agent, enrolled, absent).when(lambda it: it.come_back()).then(returned)
    given(Agent, enrolled).refuses(NotAbsent, lambda it: it.come_back())
    given(Agent, enrolled, absent, returned).refuses(NotAbsent, lambda it: it.come_back())


def test_a_portfolio_is_handed_over_with_its_count_even_after_a_departure() -> None:
    handed = fact(Agent.PortfolioHandedOver, to=NADIA, referrals=3)
    hand_over = lambda it: it.hand_over(to=NADIA, referrals=3)  # noqa: E731
    given(Agent, enrolled).when(hand_over).then(handed)
    given(Agent, enrolled, disabled).when(hand_over).then(handed)
    given(Agent, enrolled).refuses(
        NothingToHandOver, lambda it: it.hand_over(to=NADIA, referrals=0)
    )
    given(Agent, enrolled).refuses(
        OneselfNotOther, lambda it: it.hand_over(to=AgentId(STREAM), referrals=3)
    )


@pytest.mark.parametrize("act", [mandate(), away(), lambda it: it.come_back()])
def test_a_disabled_agent_is_neither_mandated_nor_absent(act: Any) -> None:
    given(Agent, enrolled, absent, disabled).refuses(AgentDisabled, act)
