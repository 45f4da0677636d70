"""Audit missions: an evaluator reads who acted, by name, for a time, for some services."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.aggregate import Refusal
from domain.audit_mission import AuditMission, Mission, MissionEnded
from domain.codes import UnknownCode
from domain.periods import Period, PeriodReversed, PeriodTooLong
from domain.policies import CASEWORK, SYSTEM, Asker, names_agents
from domain.values import PartnerId
from tests.domain.people import CAF, CASE, CCAS, MISSION, NADIA, PAUL
from tests.story import begun, fact, given

FIRST, LAST = date(2026, 11, 2), date(2027, 1, 29)
SAID: dict[str, Any] = {
    "evaluator": NADIA,
    "mandated_by": "Comité de pilotage du 3 mars",
    "scope": (CCAS, MISSION),
    "purpose": "Délais de réponse aux familles",
    "first": FIRST,
    "last": LAST,
}
opened = fact(AuditMission.Opened, **SAID)
ended = fact(AuditMission.Ended, reason="accomplished")


def evaluator(**said: Any) -> Asker:
    who: dict[str, Any] = {
        "agent": NADIA,
        "partner": CAF,
        "role": "evaluator",
        "territory": "93014",
    }
    return Asker(**who | said)


def mission(**said: Any) -> Mission:
    own: dict[str, Any] = {"evaluator": NADIA, "scope": (CCAS,), "period": Period(FIRST, LAST)}
    return Mission(**own | said)


def test_a_mission_says_who_gave_it_to_whom_on_what_and_until_when() -> None:
    begun(AuditMission(id=CASE, **SAID)).then(opened)


@pytest.mark.parametrize(
    ("last", "refusal"),
    [(FIRST - timedelta(days=1), PeriodReversed), (date(2027, 11, 3), PeriodTooLong)],
)
def test_a_mission_lasts_a_year_at_most(last: date, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        AuditMission(id=CASE, **SAID | {"last": last})
    AuditMission(id=CASE, **SAID | {"last": date(2027, 11, 2)})


def test_a_mission_ends_once_with_a_reason() -> None:
    given(AuditMission, opened).when(lambda it: it.end(reason="accomplished")).then(ended)
    given(AuditMission, opened, ended).refuses(
        MissionEnded, lambda it: it.end(reason="accomplished")
    )
    given(AuditMission, opened).refuses(UnknownCode, lambda it: it.end(reason="boredom"))


def test_an_evaluator_reads_names_under_a_mission_in_force_for_its_services() -> None:
    assert names_agents(evaluator(), [mission()], CCAS, FIRST)
    assert names_agents(evaluator(), [mission()], CCAS, LAST)
    assert names_agents(evaluator(), [mission(scope=())], MISSION, FIRST)
    assert names_agents(evaluator(), [mission(scope=(CAF,)), mission()], CCAS, FIRST)
    assert not names_agents(evaluator(), [], CCAS, FIRST)


@pytest.mark.parametrize(
    ("said", "partner", "day"),
    [
        ({}, MISSION, FIRST),
        ({}, None, FIRST),
        ({}, CCAS, FIRST - timedelta(days=1)),
        ({}, CCAS, LAST + timedelta(days=1)),
        ({"ended": True}, CCAS, FIRST),
        ({"evaluator": PAUL}, CCAS, FIRST),
    ],
    ids=["other service", "no service", "before", "after", "ended", "somebody else's"],
)
def test_a_mission_names_nobody_beyond_its_scope_its_days_and_its_evaluator(
    said: dict[str, Any], partner: PartnerId | None, day: date
) -> None:
    assert not names_agents(evaluator(), [mission(**said)], partner, day)


@pytest.mark.parametrize("role", [*sorted(CASEWORK), "dpo", "administrator", "archivist"])
def test_a_mission_serves_the_evaluator_in_that_role_only(role: str) -> None:
    assert not names_agents(evaluator(role=role), [mission(scope=())], CCAS, FIRST)
    system = evaluator(agent=SYSTEM, partner=None, role="system")
    assert not names_agents(system, [mission(scope=())], CCAS, FIRST)


@forall(st.dates(FIRST, LAST), st.sampled_from([CCAS, MISSION, CAF, None]))
def test_the_whole_territory_covers_what_any_scope_covers(
    day: date, partner: PartnerId | None
) -> None:
    narrow = names_agents(evaluator(), [mission()], partner, day)
    assert names_agents(evaluator(), [mission(scope=())], partner, day) or not narrow
