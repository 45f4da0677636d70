"""Whatever happens to the log, its read models are those of a fresh rebuild."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as how
from hypothesis.stateful import (
    run_state_machine_as_test,
)

from domain.partner import Partner
from projections import PROJECTIONS
from store.rebuild import Rebuild, rebuild
from tests.store.conftest import Databases
from tests.store.life import KINDS, Life

HOW = how(
    max_examples=10, stateful_step_count=20, deadline=None, derandomize=True, database=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
async def machine(databases: Databases, tmp_path: Path) -> type[Life]:
    names = await databases.clone()

    class Here(Life):
        where = databases.where(names)
        home = tmp_path

    return Here


def test_the_read_models_are_those_of_a_fresh_rebuild_whatever_happens(
    machine: type[Life],
) -> None:
    run_state_machine_as_test(machine, settings=HOW)


def test_a_swap_that_drops_one_event_is_noticed(
    machine: type[Life], monkeypatch: pytest.MonkeyPatch
) -> None:
    life, swap = machine(), Rebuild.swap

    async def dropping(self: Rebuild, reached: dict[str, int]) -> list[int]:
        await life._send(life._begin(KINDS.index(Partner)))
        skipped = {place: position + 1 for place, position in reached.items()}
        return await swap(self, skipped)

    life.begins_with_one_of_each()
    with monkeypatch.context() as mutant:
        mutant.setattr(Rebuild, "swap", dropping)
        [directory] = [each for each in PROJECTIONS if each.name == "directory"]
        life._run(rebuild(life.installation.rebuilders, [directory]))
    with pytest.raises(AssertionError, match="not those of a fresh rebuild"):
        life.teardown()
