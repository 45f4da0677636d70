"""The reading sides: one module and its SQL for each reader. Any can be rebuilt at any time."""

from hashlib import sha256
from pathlib import Path

from domain.catalogue import kinds_of
from projections import (
    action_sheets,
    case_file,
    commitments,
    conference,
    directory,
    figures,
    forums,
    inbox,
    journal,
    needs,
    resources,
    watch_board,
    watch_sessions,
)
from store.follow import Follower
from store.waves import Projection

SIDES = (
    case_file,
    directory,
    inbox,
    action_sheets,
    forums,
    resources,
    watch_sessions,
    conference,
    watch_board,
    commitments,
    needs,
)
UNTAKEN = (
    kinds_of(
        "Territory",
        "Convention",
        "Person",
        "Reporter",
    )
    - case_file.TAKEN
)
"""Kinds of facts that no inline reading side takes: they are read from the log itself."""
PROJECTIONS: tuple[Projection, ...] = tuple(
    Projection(
        each.__name__.rpartition(".")[2],
        each.statements,
        each.fold,
        each.TAKEN,
        sha256(
            Path(str(each.__file__)).read_bytes() + each.statements.source.encode()
        ).hexdigest(),
    )
    for each in SIDES
)
FOLLOWERS: tuple[Follower, ...] = (journal.FOLLOWER, figures.FOLLOWER)
"""Those that need not be inline."""
SCHEMAS = (
    "maillage",
    *(projection.name for projection in PROJECTIONS),
    *(follower.name for follower in FOLLOWERS),
)
"""Where pages and appends look names up."""
