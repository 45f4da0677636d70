from datetime import UTC, date, datetime
from uuid import uuid4

from api.identity import Identity
from api.pages.draft import band_of
from api.pages.paper import GONE, brief, lateness, people, person
from domain import catalogue, codes
from domain.values import Withheld
from projections.kinds import FAMILIES, KINDS

TODAY = date(2026, 11, 23)


def test_lateness_is_said_in_words() -> None:
    said = {
        date(2026, 11, 21): "en retard de 2\u00a0jours",
        date(2026, 11, 22): "en retard de 1\u00a0jour",
        TODAY: "aujourd’hui",
        date(2026, 11, 24): "demain",
        date(2026, 12, 14): "dans 21\u00a0jours",
    }

    assert said == {due: lateness(due, TODAY) for due in said}


def test_a_day_of_this_year_goes_without_its_year() -> None:
    assert "1er\u00a0décembre" == brief(date(2026, 12, 1), TODAY)
    assert "1er\u00a0janvier\u00a02027" == brief(datetime(2027, 1, 1, 12, tzinfo=UTC), TODAY)


def test_a_person_whose_data_are_gone_has_no_name() -> None:
    erased = Identity(uuid4(), Withheld.ERASED, Withheld.ERASED, None, None, None, None)
    known = Identity(uuid4(), "Canari", "Zoé", None, None, None, None)

    assert GONE == person(erased)
    assert f"Zoé CANARI, {GONE}" == people([known, erased, erased])


def test_ages_fall_in_the_bands_of_the_code_list() -> None:
    births = {2026 - age: band_of(date(2026 - age, 1, 1), TODAY) for age in range(100)}

    assert set(codes.AGE_BANDS) - {"not-recorded"} == set(births.values())
    assert "11-17" == band_of(date(2008, 11, 24), TODAY)
    assert "18-25" == band_of(date(2008, 11, 23), TODAY)


def test_every_kind_of_fact_may_be_sought_in_the_journal() -> None:
    assert set(catalogue.KINDS) == set(KINDS)
    assert {kind.partition(".")[0] for kind in KINDS} == set(FAMILIES)
