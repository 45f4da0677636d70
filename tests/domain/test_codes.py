"""The lists of codes: what each entry is, and what the domain decides by."""

import re
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from domain import codes
from domain.codes import CodeList, Entry, UnknownCode
from domain.rules import DEFAULTS, REFERRAL_ANSWER
from domain.values import Code, Medium

LISTS = [each for each in vars(codes).values() if isinstance(each, CodeList)]


@pytest.mark.parametrize("each", LISTS, ids=lambda each: each.name)
def test_every_entry_has_a_valid_code_and_a_label(each: CodeList) -> None:
    assert len(each) > 0
    for value, entry in each.items():
        assert TypeAdapter(Code).validate_python(value) == entry.value
        assert entry.label.strip() == entry.label != ""


@pytest.mark.parametrize("each", LISTS, ids=lambda each: each.name)
def test_our_own_labels_are_typeset(each: CodeList) -> None:
    if each.name.startswith("maillage/"):
        for entry in each.values():
            texts = f"{entry.label} {entry.description or ''}"
            assert "'" not in texts
            assert not re.search(r" [:;?!»]|« ", texts)


def test_every_reason_to_decline_says_whether_supply_or_situation_is_the_cause() -> None:
    causes = {entry.marks["cause"] for entry in codes.DECLINE_REASONS.values()}
    assert causes == {"supply", "situation"}
    assert len(codes.DECLINE_REASONS) == 17


def test_advice_and_contact_details_expect_no_answer() -> None:
    assert {kind for kind in codes.KINDS if codes.expects_answer(kind)} == {
        "referral",
        "warm-handover",
    }


def test_every_urgency_has_its_delay_in_the_rule() -> None:
    assert set(codes.URGENCIES) <= DEFAULTS[REFERRAL_ANSWER].values.keys()


def test_the_priorities_are_the_four_of_the_convention_and_the_health_contract() -> None:
    assert list(codes.PRIORITIES) == ["employment", "cohesion", "families", "housing", "health"]
    assert {entry.marks["source"] for entry in codes.PRIORITIES.values()} == {
        "convention, préambule"
    }


def test_every_reason_about_a_sheet_stands_in_one_of_its_lists() -> None:
    said = {*codes.LEFT_OUTSIDE, *codes.SHEET_PAUSES, *codes.SHEET_ENDS, *codes.SHEET_LEAVES}
    assert said == set(CodeList("maillage/sheet-reasons"))


@pytest.mark.parametrize(
    ("unit", "value"),
    [("people", "-1"), ("people", "1.5"), ("percent", "100.01"), ("grade-10", "11")],
)
def test_a_quantity_makes_sense_in_its_unit(unit: str, value: str) -> None:
    with pytest.raises(codes.NotInThisUnit) as refused:
        codes.ensure_measurable(unit, target=Decimal(value))
    assert refused.value.field == "target"
    for admitted in (None, Decimal(0), Decimal("10.00")):
        codes.ensure_measurable(unit, target=admitted)


def test_a_unit_is_of_the_list() -> None:
    with pytest.raises(UnknownCode):
        codes.ensure_measurable("furlongs", target=Decimal(1))


def test_every_medium_has_its_label() -> None:
    assert set(codes.MEDIA) == set(Medium.__args__)  # type: ignore[attr-defined]


def test_every_network_that_a_kind_stands_for_exists() -> None:
    for entry in codes.PARTNER_KINDS.values():
        assert set(entry.marks.get("networks", ())) <= set(codes.NETWORKS)


def test_an_unknown_code_is_refused_by_its_field() -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.THEMES.ensure_each(themes=["sante--addictions", "magie"])
    assert refused.value.field == "themes"


def test_an_entry_is_found_by_its_value() -> None:
    assert codes.MEDIA["phone"] == Entry("phone", "par téléphone")
