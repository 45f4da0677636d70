"""Replay: a case step by step, and what each step changed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from store.facts import Fact


class Change(NamedTuple):
    """What one step changed: which thing, from what, to what (as shown to readers)."""

    label: str
    before: str | None
    after: str | None


class Step(NamedTuple):
    """One fact of a replay, with what it changed."""

    fact: Fact
    changes: Sequence[Change]


def steps_of(history: Sequence[Fact], names: Mapping[UUID, str]) -> list[Step]:
    """The steps of a case's history, in the order of the log."""
    return [Step(fact, ()) for fact in history]
