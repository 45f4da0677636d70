"""Counts small enough to tell who somebody is are hidden, and cannot be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from domain.small_cells import hidden_below, without_small

CELLS = st.dictionaries(st.text(max_size=2), st.integers(0, 30), max_size=6)


def test_zero_is_nobody_and_five_is_not_small() -> None:
    assert [hidden_below(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]


@given(CELLS)
def test_no_small_cell_is_shown_and_no_other_value_is_changed(cells: dict[str, int]) -> None:
    shown = without_small(cells)

    assert shown.keys() == cells.keys()
    assert all(said is None or said == cells[key] for key, said in shown.items())
    assert not any(said is not None and 0 < said < 5 for said in shown.values())
    assert all(shown[key] == 0 for key, count in cells.items() if count == 0)


@given(CELLS)
def test_what_is_left_of_the_total_is_never_one_small_cell(cells: dict[str, int]) -> None:
    hidden = [cells[key] for key, said in without_small(cells).items() if said is None]
    everything = [count for count in cells.values() if count > 0]

    assert not hidden or hidden == everything or (len(hidden) >= 2 and sum(hidden) >= 5)


@given(CELLS)
def test_nothing_is_hidden_where_nothing_is_small(cells: dict[str, int]) -> None:
    large = {key: count for key, count in cells.items() if not 0 < count < 5}

    assert without_small(large) == large


def test_the_smallest_other_cell_hides_a_lonely_small_one() -> None:
    assert without_small({"a": 3, "b": 12, "c": 7}) == {"a": None, "b": 12, "c": None}
