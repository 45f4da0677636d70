"""Progress of long work, on standard error: bars on a terminal, else a line for each step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

Advance = Callable[[int], Any]
"""Told how much more of a step is done."""


class Steps:
    """The steps of one command: beginning one ends the one before."""

    def begin(self, title: str, total: int | None = None) -> Advance:
        """``total``: how much the step counts; None where nobody knows."""
        return lambda _: None


class Lines(Steps):
    def begin(self, title: str, total: int | None = None) -> Advance:
        typer.echo(f"{title}…", err=True)
        return super().begin(title, total)


class Bars(Steps):
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._current: TaskID | None = None

    def begin(self, title: str, total: int | None = None) -> Advance:
        self.end()
        self._current = task = self._progress.add_task(title, total=total)
        return lambda more: self._progress.advance(task, more)

    def end(self) -> None:
        if self._current is not None:
            [task] = [each for each in self._progress.tasks if each.id == self._current]
            total = task.total or task.completed or 1
            self._progress.update(self._current, total=total, completed=total)
            self._current = None


@contextmanager
def steps(*, as_json: bool) -> Iterator[Steps]:
    """Show the steps of the block; ``as_json`` keeps quiet but on a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Steps() if as_json else Lines()
        return
    columns = (
        SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"), BarColumn(24),
        MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console) as progress:
        bars = Bars(progress)
        yield bars
        bars.end()
