"""What may allow a sharing: between whom, from which day."""

from datetime import date, timedelta

import pytest

from domain import codes
from domain.codes import SHARING_TABLE
from domain.sharing import NotBetweenThem, ensure_allows, proposals

TODAY = date(2026, 11, 25)


def codes_for(function: str | None, recipient: str | None = None, on: date = TODAY) -> set[str]:
    return {each.code for each in proposals(function, on, recipient)}


def test_the_persons_agreement_is_proposed_first_and_to_everybody() -> None:
    for function in codes.FUNCTIONS:
        for recipient in codes.PARTNER_KINDS:
            found = proposals(function, TODAY, recipient)
            assert ["oral", "written", "representative"] == [each.code for each in found[:3]]


@pytest.mark.parametrize("function", ["reception", "elected-official", "technician", None])
def test_who_is_bound_by_no_professional_secrecy_shares_only_with_agreement(
    function: str | None,
) -> None:
    assert {each.ground for each in proposals(function, TODAY)} == {"consent"}


@pytest.mark.parametrize("recipient", ["police", "housing-landlord", "prefecture"])
def test_police_landlords_and_prefecture_get_nothing_without_agreement(recipient: str) -> None:
    for function in codes.FUNCTIONS:
        assert {each.ground for each in proposals(function, TODAY, recipient)} == {"consent"}


def test_the_law_proposes_child_protection_to_who_brings_it_about() -> None:
    assert "child" in codes_for("social-worker", "crip")
    assert "child" not in codes_for("social-worker", "mission-locale")
    assert "care" in codes_for("nurse", "pmi")


def test_a_ground_holds_from_its_day() -> None:
    begun = date.fromisoformat(SHARING_TABLE["care"].marks["from"])
    assert "care" in codes_for("nurse", "pmi", begun)
    assert "care" not in codes_for("nurse", "pmi", begun - timedelta(days=1))


def test_a_ground_that_no_row_gives_is_refused_by_its_field() -> None:
    ensure_allows("casf-l226-2-2", "social-worker", "crip", TODAY)
    with pytest.raises(NotBetweenThem) as refused:
        ensure_allows("casf-l226-2-2", "social-worker", "police", TODAY)
    assert refused.value.field == "sharing_ground"


def test_every_row_of_the_table_speaks_of_known_codes() -> None:
    for entry in SHARING_TABLE.values():
        marks = entry.marks
        codes.SHARING_GROUNDS.ensure(ground=marks["ground"])
        codes.AGREEMENTS.ensure(agreement=marks["agreement"])
        codes.FUNCTIONS.ensure_each(functions=marks.get("functions", ()))
        codes.PARTNER_KINDS.ensure_each(recipients=marks.get("recipients", ()))
        assert marks["ground"] == "consent" or entry.description, "the law is named"
