"""Ids are ordered by time, to the millisecond."""

import time
from uuid import RFC_4122

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from store.uuid7 import uuid7


def test_an_id_is_of_version_7_and_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = [uuid7() for _ in range(100)]
    after = time.time_ns() // 1_000_000
    assert {(7, RFC_4122)} == {(each.version, each.variant) for each in made}
    assert all(before <= each.int >> 80 <= after for each in made)
    assert len({*made}) == 100


@forall(st.integers(0, 2**47), st.integers(1, 10**9))
def test_a_later_millisecond_is_a_greater_id(moment: int, later: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: moment * 1_000_000)
        first = uuid7()
        patch.setattr(time, "time_ns", lambda: (moment + later) * 1_000_000)
        assert first < uuid7()
