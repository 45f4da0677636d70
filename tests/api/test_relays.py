"""Who sees to what is assigned to an agent who is away."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.views.relays import Relay, Relays

ANNE, BACHIR, CLEO = (UUID(int=n) for n in range(3))
FUNCTIONS = {ANNE: "nurse", BACHIR: "doctor", CLEO: "educator"}


def test_a_deputy_who_is_away_has_a_deputy_too() -> None:
    relays = Relays({ANNE: BACHIR, BACHIR: CLEO}, FUNCTIONS)

    assert [CLEO, CLEO, CLEO] == [relays.present(each) for each in (ANNE, BACHIR, CLEO)]
    assert Relay("nurse", "educator") == relays.of(ANNE)


def test_who_is_there_has_no_relay() -> None:
    relays = Relays({ANNE: BACHIR}, FUNCTIONS)

    assert (None, None) == (relays.of(CLEO), relays.of(None))


@given(st.dictionaries(st.sampled_from(list(FUNCTIONS)), st.sampled_from(list(FUNCTIONS))))
def test_deputies_who_stand_in_for_each_other_end_somewhere(deputies: dict[UUID, UUID]) -> None:
    relays = Relays(deputies, FUNCTIONS)

    for agent in FUNCTIONS:
        assert relays.present(agent) in FUNCTIONS
