"""What was measured, as a table to read and as JSON to keep."""

import json
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from rich.table import Table

from bench.lines import Line
from bench.timing import Timed

Rounds = Mapping[str, Sequence[Timed]]
"""For each side of a scene, each round."""


def middle(rounds: Sequence[Timed]) -> Timed:
    """The median of the rounds, figure by figure."""
    return Timed(*(median(figures) for figures in zip(*rounds, strict=True)))


def table(lines: Sequence[Line], measured: Mapping[str, Rounds]) -> Table:
    """One row for each line: ours, what it is measured against, the ratio and the target."""
    made = Table(title="Medians of the rounds; ratios are medians of the rounds' own ratios")
    figures = ("/s", "p50 ms", "p99 ms")
    for heading in ("line", "ours", *figures, "against", *figures, "ratio", "target", ""):
        made.add_column(heading, justify="left" if heading.isalpha() else "right")
    for line in lines:
        rounds = measured[line.scene]
        sides = (line.ours, line.against) if line.against else (line.ours,)
        shown = [
            part for side in sides for part in (side, *_shown(middle(rounds[side]), line.by))
        ]
        made.add_row(line.what, *shown, *[""] * (8 - len(shown)), *_judged(line, rounds))
    return made


def document(
    lines: Sequence[Line], measured: Mapping[str, Rounds], conditions: Mapping[str, str]
) -> str:
    """Everything, with each round: ``{"conditions", "lines", "rounds"}``."""
    rounds = {
        scene: {side: [each._asdict() for each in timed] for side, timed in sides.items()}
        for scene, sides in measured.items()
    }
    said = [_line(line, measured[line.scene]) for line in lines]
    return json.dumps({"conditions": conditions, "lines": said, "rounds": rounds}, indent=1)


def _line(line: Line, rounds: Rounds) -> dict[str, Any]:
    ratio = line.ratio(rounds)
    return {**line._asdict(), "ratio": ratio, "reached": line.reached(ratio)}


def _shown(timed: Timed, by: str) -> tuple[str, str, str]:
    if by == "peak":
        return f"{timed.peak:,.0f} MB", "", ""
    return f"{timed.rate:,.0f}", f"{timed.p50:.2f}", f"{timed.p99:.2f}"


def _judged(line: Line, rounds: Rounds) -> tuple[str, str, str]:
    ratio = line.ratio(rounds)
    if ratio is None or line.target is None:
        return "", "", ""
    sign = "≥" if line.by == "rate" else "≤"
    reached = "[green]reached[/]" if line.reached(ratio) else "[red]short[/]"
    return f"{ratio:.2f}", f"{sign} {line.target:g}", reached
