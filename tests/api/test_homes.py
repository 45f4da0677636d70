"""The law of households: a person's periods in one of them never overlap."""

from datetime import date
from itertools import pairwise
from uuid import UUID

from hypothesis import given as forall
from hypothesis import strategies as st

from api.identity import Portrait
from domain.aggregate import Refusal
from domain.person import Person
from domain.values import HouseholdId
from tests.domain.people import CCAS
from tests.story import STREAM, fact, given

HOME = HouseholdId(UUID(int=61))
SUMMER, WINTER = date(2026, 7, 1), date(2026, 12, 1)
registered = fact(Person.Registered, by=CCAS, family_name="Diallo", given_name="Amina")


@forall(st.lists(st.tuples(st.booleans(), st.dates(SUMMER, WINTER)), max_size=10))
def test_the_periods_of_a_person_in_one_household_never_overlap(
    moves: list[tuple[bool, date]],
) -> None:
    it, told = given(Person, registered).so(), Portrait(STREAM)
    for joins, day in moves:
        try:
            if joins:
                it.join_household(by=CCAS, household=HOME, since=day)
            else:
                it.leave_household(by=CCAS, household=HOME, left_on=day)
        except Refusal:
            continue
    for event in it.collect_events():
        told.hear(event)  # type: ignore[arg-type] # the library types its own
    homes = told.it.homes
    assert all(
        one.left_on is not None and one.left_on < other.since for one, other in pairwise(homes)
    )
    assert bool(told.it.households) == bool(homes and homes[-1].left_on is None)
