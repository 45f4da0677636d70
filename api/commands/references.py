"""Another thing of the project that is named in what is asked: how, and whether it is there."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from api.desk import Desk
from domain.action_sheet import ActionSheet
from domain.aggregate import Refusal
from domain.commitment import Commitment
from domain.conference import Conference
from domain.convention import Convention
from domain.forum import Forum
from domain.values import Code, Reference

_KINDS: Mapping[Code, type[Any]] = {
    "sheet": ActionSheet,
    "commitment": Commitment,
    "forum": Forum,
    "recommendation": Conference,
    "amendment": Convention,
}
_PARTS: Mapping[Code, str] = {"recommendation": "recommendations", "amendment": "amendments"}
"""What is numbered within its stream, and where the stream's state counts it."""


class UnknownThing(Refusal):
    """Ce qui est indiqué là n’existe pas dans ce territoire."""

    field = "serves"


def _named(said: Any) -> Any:
    """« sheet/0a3d… » or « amendment/c0a9…/2 », as a form or an address names a thing."""
    if not isinstance(said, str):
        return said
    kind, _, rest = said.partition("/")
    stream, _, part = rest.partition("/")
    return {"kind": kind, "stream": stream, "part": part or None}


Served = Annotated[Reference, BeforeValidator(_named)]


def address_of(serves: Reference) -> str:
    """The thing as ``Served`` reads it."""
    parts = (serves.kind, serves.stream, serves.part)
    return "/".join(str(part) for part in parts if part is not None)


async def ensure_there(desk: Desk, things: Iterable[Reference]) -> None:
    """Raises ``UnknownThing`` unless each is there; of other kinds the domain decides."""
    for thing in things:
        if thing.kind not in _KINDS:
            continue
        it = await desk.log.load(_KINDS[thing.kind], thing.stream)
        if it is None or not _has(it, thing):
            raise UnknownThing


def _has(it: Any, thing: Reference) -> bool:
    """Whether it has that part, or, of what has none, whether none is named.

    A commitment that serves somebody's dossier is none of the project's.
    """
    if isinstance(it, Commitment) and it.case is not None:
        return False
    if thing.kind not in _PARTS:
        return thing.part is None
    return thing.part is not None and 1 <= thing.part <= getattr(it, _PARTS[thing.kind])
