"""A territory's own rules, and the convention that binds it."""

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.rules import DEFAULTS, REFERRAL_ANSWER, DelayOutOfRange, UnknownRule
from domain.territory import Territory, territory_stream
from tests.story import fact, given

VALUES = dict(DEFAULTS[REFERRAL_ANSWER].values)
created = fact(Territory.Created, name="Clichy-sous-Bois", fictitious=True, origin="demo")


def test_a_territory_has_one_stream_for_each_insee_code() -> None:
    assert territory_stream("93014") == territory_stream("93014")
    assert territory_stream("93014") != territory_stream("93015")


def test_the_default_rules_stand_until_a_territory_adopts_its_own() -> None:
    assert given(Territory, created).so().rules == DEFAULTS
    assert {name: VALUES[name] for name in ("urgent", "soon", "ordinary")} == {
        "urgent": 2,
        "soon": 5,
        "ordinary": 15,
    }


def test_adopting_a_rule_numbers_its_version() -> None:
    stricter = VALUES | {"ordinary": 10}
    first = fact(Territory.RuleAdopted, rule=REFERRAL_ANSWER, version=1, values=stricter)
    given(Territory, created).when(
        lambda it: it.adopt_rule(rule=REFERRAL_ANSWER, values=stricter)
    ).then(first)
    given(Territory, created, first).when(
        lambda it: it.adopt_rule(rule=REFERRAL_ANSWER, values=VALUES)
    ).then(fact(Territory.RuleAdopted, rule=REFERRAL_ANSWER, version=2, values=VALUES))
    in_force = given(Territory, created, first).so().rules[REFERRAL_ANSWER]
    assert (in_force.version, in_force.values["ordinary"]) == (1, 10)


def test_adopting_a_rule_leaves_the_defaults_of_others_alone() -> None:
    adopted = fact(
        Territory.RuleAdopted, rule=REFERRAL_ANSWER, version=1, values=VALUES | {"soon": 3}
    )
    given(Territory, created, adopted).so()
    assert DEFAULTS[REFERRAL_ANSWER].values["soon"] == 5


@pytest.mark.parametrize(
    ("rule", "values"),
    [("tea-time", VALUES), (REFERRAL_ANSWER, {}), (REFERRAL_ANSWER, VALUES | {"extra": 1})],
)
def test_a_rule_has_its_own_settings_and_no_others(rule: str, values: dict[str, int]) -> None:
    given(Territory, created).refuses(
        UnknownRule, lambda it: it.adopt_rule(rule=rule, values=values)
    )


@forall(st.sampled_from(sorted(VALUES)), st.integers().filter(lambda n: not 1 <= n <= 250))
def test_a_delay_is_between_one_day_and_a_year(name: str, days: int) -> None:
    given(Territory, created).refuses(
        DelayOutOfRange,
        lambda it: it.adopt_rule(rule=REFERRAL_ANSWER, values=VALUES | {name: days}),
    )


def test_silence_is_only_recorded_after_the_last_reminder() -> None:
    given(Territory, created).refuses(
        DelayOutOfRange,
        lambda it: it.adopt_rule(
            rule=REFERRAL_ANSWER, values=VALUES | {"reminder-after": 3, "unanswered-after": 3}
        ),
    )
