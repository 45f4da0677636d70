"""A command (commande): what a process asks for, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate


@dataclass(frozen=True)
class Command:
    """A verb on a stream, or the class of what begins there, as in ``domain.rights``.

    A refusal of it means that there is nothing left to do.
    """

    kind: type[Aggregate]
    verb: Callable[..., Any]
    stream: UUID
    arguments: Mapping[str, Any]
