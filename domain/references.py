"""What a fact of the project may refer to: only what is of the kinds it can serve."""

from collections.abc import Collection, Iterable

from domain.aggregate import Refusal
from domain.values import Code, Reference


class NotServable(Refusal):
    """Ceci ne peut pas être rattaché à un objet de cette nature."""

    field = "serves"


class ServedTwice(Refusal):
    """Le même objet est indiqué deux fois."""

    field = "serves"


def ensure_serves(serves: Iterable[Reference], kinds: Collection[Code]) -> None:
    """Refuses a reference to a thing of another kind than ``kinds``, or one said twice."""
    told = tuple(serves)
    if any(reference.kind not in kinds for reference in told):
        raise NotServable
    if len(set(told)) < len(told):
        raise ServedTwice
