"""A life as a page: a Mermaid drawing of its states, and who may do what in each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from tests.drawings.life import Edge, Life, explored


def drawn(life: Life) -> str:
    """The whole page in Markdown."""
    edges = explored(life)
    return "\n".join(
        (
            f"# {life.title}",
            "",
            "Generated from the code by `python -m tests.drawings.write`: every verb is tried",
            "in every state that it reaches. A test fails when this page is not current.",
            "",
            *_drawing(life, edges),
            "",
            *_table(life, edges),
            "",
            *_legend(life, edges),
            "",
        )
    )


def _drawing(life: Life, edges: set[Edge]) -> Iterator[str]:
    everywhere = _from_everywhere(life, edges)
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state, name in life.names.items():
        yield f'    state "{name}" as {_id(state)}'
    steps: dict[tuple[Any, Any], set[str]] = defaultdict(set)
    for edge in edges:
        if edge.before is not edge.after and (edge.kind, edge.after) not in everywhere:
            steps[edge.before, edge.after].add(edge.kind)
    order = list(life.names)
    for before, after in sorted(steps, key=lambda step: _place(order, *step)):
        kinds = ", ".join(sorted(steps[before, after]))
        yield f"    {_id(before)} --> {_id(after)} : {kinds}"
    yield "```"
    for kind, after in sorted(everywhere, key=str):
        yield ""
        yield f"Not drawn: `{kind}` leads from every other state to *{life.names[after]}*."


def _from_everywhere(life: Life, edges: set[Edge]) -> set[tuple[str, Enum]]:
    """The kinds of facts that lead to one state from all the others."""
    sources: dict[tuple[str, Enum], set[Enum]] = defaultdict(set)
    for edge in edges:
        if edge.before is not None and edge.before is not edge.after:
            sources[edge.kind, edge.after].add(edge.before)
    return {
        (kind, after)
        for (kind, after), states in sources.items()
        if states == set(life.names) - {after}
    }


def _table(life: Life, edges: set[Edge]) -> Iterator[str]:
    who = list(dict.fromkeys(each.by for each in life.tries))
    may: dict[tuple[Any, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in edges:
        if edge.before is not None:
            may[edge.before, edge.turn][edge.by].add(edge.kind)
    yield "## Who may do what next"
    yield ""
    yield f"| state | whose turn | {' | '.join(who)} |"
    yield f"|---|---|{'---|' * len(who)}"
    order = list(life.names)
    for state, turn in sorted(may, key=lambda row: (order.index(row[0]), row[1])):
        cells = " | ".join(_listed(may[state, turn][by]) for by in who)
        yield f"| {life.names[state]} | {turn} | {cells} |"
    for state in order:
        if all(edge.before is not state for edge in edges):
            yield f"| {life.names[state]} | — |{' — |' * len(who)}"


def _legend(life: Life, edges: set[Edge]) -> Iterator[str]:
    yield "## The facts"
    yield ""
    yield "| fact | in the journal |"
    yield "|---|---|"
    for kind in sorted({edge.kind for edge in edges}):
        yield f"| `{kind}` | {life.labels[kind]} |"


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"`{kind}`" for kind in sorted(kinds)) or "—"


def _id(state: Enum | None) -> str:
    return "[*]" if state is None else str(state.value).replace("-", "_")


def _place(order: list[Any], before: Enum | None, after: Enum | None) -> tuple[int, int]:
    return (-1 if before is None else order.index(before), order.index(after))
