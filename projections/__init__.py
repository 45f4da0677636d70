"""The reading sides: one module and its SQL for each reader. Any can be rebuilt at any time."""

from hashlib import sha256
from pathlib import Path

from domain.catalogue import KINDS
from projections import case_file, directory, inbox
from store.waves import Projection

PROJECTIONS: tuple[Projection, ...] = tuple(
    Projection(
        each.__name__.rpartition(".")[2],
        each.statements,
        each.fold,
        frozenset(KINDS) - each.IGNORED,
        sha256(
            Path(str(each.__file__)).read_bytes() + each.statements.source.encode()
        ).hexdigest(),
    )
    for each in (case_file, directory, inbox)
)
SCHEMAS = ("maillage", *(projection.name for projection in PROJECTIONS))
"""Where pages and appends look names up."""
