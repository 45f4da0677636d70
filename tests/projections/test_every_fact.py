"""Each reading side matches every kind of fact, or says that it ignores it."""

from types import ModuleType

import pytest

from domain.catalogue import KINDS
from projections import case_file, directory, inbox
from store.waves import Waves
from tests.golden.samples import sample
from tests.projections.facts import stored


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("side", [case_file, directory, inbox], ids=lambda side: side.__name__)
def test_a_fact_either_changes_something_or_is_listed_as_ignored(
    side: ModuleType, kind: str
) -> None:
    waves = Waves()
    side.fold(waves, [stored(sample(kind), 1)])

    assert bool(waves) != (kind in side.IGNORED)
