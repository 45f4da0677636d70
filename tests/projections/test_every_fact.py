"""Each kind of fact changes what says that it takes it, and is taken or known to be untaken."""

from types import ModuleType

import pytest

from domain.catalogue import KINDS
from projections import SIDES, UNTAKEN
from store.waves import Waves
from tests.golden.samples import sample
from tests.projections.facts import stored


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("side", SIDES, ids=lambda side: side.__name__)
def test_a_fact_changes_something_where_it_is_taken_and_nowhere_else(
    side: ModuleType, kind: str
) -> None:
    waves = Waves()
    side.fold(waves, [stored(sample(kind), 1)])

    assert bool(waves) == (kind in side.TAKEN)


def test_a_fact_is_taken_by_a_reading_side_or_known_to_be_untaken() -> None:
    taken = frozenset().union(*(side.TAKEN for side in SIDES))

    assert frozenset(KINDS) - taken == UNTAKEN
