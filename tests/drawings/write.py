"""Draws every life anew: ``python -m tests.drawings.write``."""

from pathlib import Path

from tests.drawings import referral
from tests.drawings.drawn import drawn

FOLDER = Path(__file__).parents[2] / "docs"
LIVES = (referral.LIFE,)
"""Whose states are drawn; one more aggregate is one more ``Life``."""


def main() -> None:
    for life in LIVES:
        (FOLDER / life.file).write_text(drawn(life), encoding="utf-8")


if __name__ == "__main__":
    main()
