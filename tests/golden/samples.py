"""One event of each kind, made from its annotations: the same today and in ten years."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from eventsourcing.utils import get_topic
from pydantic import AwareDatetime

from domain.aggregate import UNSTAMPED, Aggregate
from domain.catalogue import AGGREGATE_OF, KINDS, own_fields
from domain.values import Code, Digest, Withheld, is_personal

NAMES = UUID("2f0a1d3c-53d6-5f0a-9d0e-9d2f0f4c2b11")
STREAM = uuid5(NAMES, "stream")
TEXT = 'Zoé a dit : « \\n n’est pas un retour » — 100 % 🏠"'


def sample(kind: str, version: int = 2) -> Aggregate.Event:
    """An event of that kind with every field said."""
    event_class = KINDS[kind]
    state = {name: _value(hint, name) for name, hint in own_fields(event_class).items()}
    if issubclass(event_class, Aggregate.Created):
        state["originator_topic"] = get_topic(AGGREGATE_OF[event_class])
    return event_class(
        originator_id=STREAM, originator_version=version, timestamp=UNSTAMPED, **state
    )


def _value(hint: Any, name: str) -> Any:  # noqa: PLR0911 - one for each form of annotation
    if is_personal(hint):
        return _personal(hint, name)
    if hint == Digest:
        return sha256(name.encode()).hexdigest()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _value(arguments[0], name)
    if origin in (Union, UnionType):
        return _value(next(each for each in arguments if each is not type(None)), name)
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        return tuple(_value(arguments[0], f"{name}-{n}") for n in (1, 2))
    if origin is dict:
        return {"urgent": 2, "ordinary": 15}
    return _plain(hint, name)


def _personal(hint: Any, name: str) -> Any:
    """The clear value of a personal field: text with everything that needs escaping."""
    parts = [part for part in get_args(hint) if part not in (type(None), Withheld)]
    inner = parts[0]
    while inner != Code and get_origin(inner) in (Annotated, Union, UnionType):
        inner = next(each for each in get_args(inner) if each is not Withheld)
    if inner == Code or get_origin(inner) is tuple:
        return _value(inner, name)
    return date(2004, 2, 29) if inner is date else f"{TEXT} {name}"


def _plain(hint: Any, name: str) -> Any:
    supertype = getattr(hint, "__supertype__", hint)
    if is_dataclass(supertype):
        hints = get_type_hints(supertype, include_extras=True)
        return supertype(  # type: ignore[operator] # a dataclass, not an instance of one
            **{each.name: _value(hints[each.name], each.name) for each in fields(supertype)}
        )
    values: dict[Any, Any] = {
        UUID: uuid5(NAMES, name),
        str: name.replace("_", "-"),
        int: 3,
        float: 48.5,
        bool: True,
        Decimal: Decimal("1250.50"),
        date: date(2026, 11, 23),
        datetime: datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
    }
    moment = values[datetime] if supertype is AwareDatetime else None
    return moment or values[supertype]
