"""The one inline projection of the append lines: where each stream stands."""

from collections.abc import Sequence

from domain.catalogue import KINDS
from store.facts import Fact
from store.statements import Statements
from store.waves import Projection, Waves

_statements = Statements(__file__)
_over = _statements.over


def _fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, _ in facts:
        db.add(_over("stands"), at)


LATEST = Projection("latest", _statements, _fold, frozenset(KINDS), _statements.sha)
