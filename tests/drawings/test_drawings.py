"""The drawings in ``docs/`` are those of the code."""

import pytest

from tests.drawings.drawn import drawn
from tests.drawings.life import Life, explored
from tests.drawings.write import FOLDER, LIVES

lives = pytest.mark.parametrize("life", LIVES, ids=lambda life: life.file)


@lives
def test_a_drawing_is_current(life: Life) -> None:
    page = (FOLDER / life.file).read_text(encoding="utf-8")
    assert drawn(life) == page, "run python -m tests.drawings.write"


@lives
def test_every_state_is_reached_and_every_name_is_a_states(life: Life) -> None:
    assert {edge.after for edge in explored(life)} == set(life.names)
