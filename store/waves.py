"""Read models written by sets: what a batch of facts changes, in waves.

Wave *n* holds the *n*-th change of each row, so one statement never touches a row
twice, and a row's changes run in the order of its facts. Live and rebuild are this code.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.facts import Fact, Header
from store.pools import Db
from store.statements import SetStatement, Statements

_PLACES = {name: place for place, name in enumerate(Header._fields)}


class Waves:
    """Collects the changes of a batch of facts, then writes them."""

    def __init__(self) -> None:
        self._depths: dict[tuple[str, Any], int] = {}
        self._waves: list[dict[SetStatement, list[tuple[Any, ...]]]] = []

    def add(self, statement: SetStatement, at: Header, **values: Any) -> None:
        """One change of one row. Columns named like a header's come from ``at``."""
        row = tuple(
            [  # a list is filled faster than a generator is drawn from
                values[column] if column in values else at[_PLACES[column]]
                for column in statement.columns
            ]
        )
        touched = statement.table, row[statement.key_place]
        depth = self._depths.get(touched, 0)
        self._depths[touched] = depth + 1
        if depth == len(self._waves):
            self._waves.append({})
        self._waves[depth].setdefault(statement, []).append(row)

    def __iter__(self) -> Iterator[Mapping[SetStatement, list[tuple[Any, ...]]]]:
        """The waves in their order: for each statement, its rows."""
        return iter(self._waves)

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self._waves)

    async def write(self, db: Db) -> None:
        """Run the waves in order: one statement and wave, one unnest."""
        for wave in self:
            for statement, rows in wave.items():
                await db.execute(statement.text, *map(list, zip(*rows, strict=True)))


@dataclass(frozen=True)
class Projection:
    """A reading side: its name (and schema), its statements, and how it folds facts.

    The statement named ``schema`` creates its tables; ``fold`` is a match from fact to
    statements, with no clock and no look at another projection. It is given facts of
    these ``kinds``, and no others.
    """

    name: str
    statements: Statements
    fold: Callable[[Waves, Sequence[Fact]], None]
    kinds: frozenset[str]
    code_sha: str


def fold(projections: Sequence[Projection], facts: Sequence[Fact], waves: Waves) -> None:
    """Add what these facts change in the read models; each is given the kinds it reads."""
    for projection in projections:
        kinds = projection.kinds
        projection.fold(waves, [fact for fact in facts if fact.at.kind in kinds])


def project(projections: Sequence[Projection], facts: Sequence[Fact]) -> Waves:
    """What these facts change in the read models."""
    waves = Waves()
    fold(projections, facts, waves)
    return waves


def code_of(projections: Sequence[Projection]) -> str | None:
    """Which code keeps the read models, as ``append`` compares it."""
    pairs = sorted((projection.name, projection.code_sha) for projection in projections)
    return ",".join(f"{name}:{sha}" for name, sha in pairs) or None
