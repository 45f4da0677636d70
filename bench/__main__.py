"""``python -m bench``: every line of §11 that is due, or those that are named."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bench.lines import LINES, SCENES, Line
from bench.place import Place, placed
from bench.report import Rounds, document, table
from bench.scenes import FULL, QUICK, Scale
from bench.timing import Timed

_console = Console(width=150)


def main(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[LINE]…", help="Lines; all by default.")
    ] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Under a minute, and rough.")] = False,
    json: Annotated[Path | None, typer.Option(help="Where to keep every round.")] = None,
) -> None:
    """Measure our log side by side with its baselines, on a PostgreSQL of its own."""
    lines = [line for line in LINES if not names or line.code in names]
    if unknown := {*(names or ())} - {line.code for line in LINES}:
        known = ", ".join(line.code for line in LINES)
        raise typer.BadParameter(f"{', '.join(unknown)}; the lines are {known}")
    gc.set_threshold(10_000, 20, 20)
    conditions, measured = uvloop.run(_run(lines, QUICK if quick else FULL))
    _console.print(table(lines, measured))
    if json is not None:
        json.write_text(document(lines, measured, conditions), encoding="utf-8")


async def _run(lines: list[Line], scale: Scale) -> tuple[dict[str, str], dict[str, Rounds]]:
    """The conditions, and each side's rounds by scene."""
    async with placed() as place:
        conditions = await place.conditions()
        _console.print("  ".join(f"{name} {value}" for name, value in conditions.items()))
        return conditions, await _measure(place, lines, scale)


async def _measure(place: Place, lines: list[Line], scale: Scale) -> dict[str, Rounds]:
    wanted = list(dict.fromkeys(line.scene for line in lines))
    said = TextColumn("{task.description}")
    with Progress(SpinnerColumn(), said, TimeElapsedColumn(), console=_console) as progress:
        task = progress.add_task("", total=None)

        def tell(what: str) -> None:
            progress.update(task, description=what)

        return {name: await _rounds(place, name, scale, tell) for name in wanted}


async def _rounds(
    place: Place, name: str, scale: Scale, tell: Callable[[str], None]
) -> dict[str, list[Timed]]:
    """Every side in each round, one after the other, a checkpoint before each."""
    tell(f"{name}: prepared")
    async with SCENES[name](place, scale) as sides:
        rounds: dict[str, list[Timed]] = {side: [] for side in sides}
        for number in range(scale.rounds):
            for side, run in sides.items():
                tell(f"{name}: {side}, round {number + 1} of {scale.rounds}")
                await place.run("checkpoint")
                rounds[side].append((await run(scale.seconds)).timed)
    return rounds


if __name__ == "__main__":
    typer.run(main)
