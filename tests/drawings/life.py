"""The life of an aggregate, explored: every verb really tried in all that it reaches."""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from domain.aggregate import Aggregate, Refusal


class Tried(NamedTuple):
    """A verb with its arguments; ``by`` says on the drawing who tries it."""

    by: str
    verb: Callable[[Any], object]


@dataclass(frozen=True)
class Life:
    """What is drawn: how the aggregate begins, what is tried, how its states are called.

    ``turn`` says who must act next; ``told_apart`` what else the exploration tells apart,
    so that it ends; ``names`` are the states' French names, in the drawing's order, and
    ``labels`` those of the kinds of facts.
    """

    file: str
    title: str
    begun: Sequence[Callable[[], Aggregate]]
    tries: Sequence[Tried]
    state: Callable[[Any], Enum]
    turn: Callable[[Any], str]
    told_apart: Callable[[Any], Hashable]
    names: Mapping[Any, str]
    labels: Mapping[str, str]


class Edge(NamedTuple):
    """One step that was really taken; ``before`` is None for the first fact."""

    before: Enum | None
    turn: str
    by: str
    kind: str
    after: Enum


def explored(life: Life) -> set[Edge]:
    """Every step that can be taken from the beginnings, breadth first."""
    edges: set[Edge] = set()
    waiting: deque[Any] = deque()
    known: set[Hashable] = set()

    def reached(it: Any) -> None:
        place = (life.state(it), life.turn(it), life.told_apart(it))
        if place not in known:
            known.add(place)
            waiting.append(it)

    for begin in life.begun:
        it = begin()
        edges.add(Edge(None, "", "", _kind(it), life.state(it)))
        reached(it)
    while waiting:
        before = waiting.popleft()
        for by, after in _tried(life, before):
            kind = _kind(after)
            edges.add(Edge(life.state(before), life.turn(before), by, kind, life.state(after)))
            reached(after)
    return edges


def _tried(life: Life, it: Any) -> Iterator[tuple[str, Any]]:
    """Who could take a step, and the aggregate after it. A refusal leaves nothing behind."""
    after = deepcopy(it)
    for by, verb in life.tries:
        try:
            verb(after)
        except Refusal:
            continue
        yield by, after
        after = deepcopy(it)


def _kind(it: Any) -> str:
    [event] = it.collect_events()
    return type(event).__name__
