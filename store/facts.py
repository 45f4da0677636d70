"""A fact as it is stored: its header, its public fields as JSON, its sealed fields.

The store knows how facts are kept; the domain does not. Module paths are never stored:
``kind`` is "Referral.Accepted", ``schema`` the version of its shape.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, NamedTuple
from uuid import UUID

from asyncpg import Record
from eventsourcing.utils import get_topic
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from domain.aggregate import UNSTAMPED, Aggregate
from domain.catalogue import AGGREGATE_OF, KINDS, own_fields
from domain.values import Withheld, is_personal

Event = Aggregate.Event
Reader = Callable[[str | bytes], dict[str, Any]]
Columns = Mapping[str, Any] | Record
LIFTED = ("sharing_ground", "told_by", "medium")
"""Fields of an event that stand in columns of their own."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """By whom, for whom, when and from where a command comes."""

    actor: str
    organisation: UUID | None
    role: str
    source: str
    occurred_at: datetime
    correlation_id: UUID
    precision: Literal["day", "instant"] = "instant"
    on_behalf_of: UUID | None = None
    causation_id: UUID | None = None


class Header(NamedTuple):
    """What stands beside a fact: place in the log, times, people, right and source."""

    territory: str
    position: int
    event_id: UUID
    command_id: UUID
    stream_id: UUID
    version: int
    case_id: UUID | None
    kind: str
    schema: int
    recorded_at: datetime
    occurred_at: datetime
    occurred_precision: str
    actor: str
    organisation: UUID | None
    role: str
    on_behalf_of: UUID | None
    sharing_ground: str | None
    told_by: UUID | None
    medium: str | None
    correlation_id: UUID
    causation_id: UUID | None
    source: str
    key_id: UUID | None


class Fact(NamedTuple):
    """One stored fact: header and event."""

    at: Header
    event: Event


class Encoded(NamedTuple):
    """An event's stored shape: public fields as JSON, personal ones still to be sealed."""

    kind: str
    schema: int
    data: str
    lifted: Mapping[str, Any]
    clear: bytes | None


class Unreadable(ValueError):
    """Text that the fields of its fact do not admit: where it is, never what it says."""


class Shape:
    """How events of one class are written and read."""

    def __init__(self, kind: str, event_class: type[Event]) -> None:
        hints = own_fields(event_class)
        self.kind, self.event_class = kind, event_class
        self.schema = event_class.class_version
        self.lifted = tuple(name for name in LIFTED if name in hints)
        self.personal = tuple(name for name, hint in hints.items() if is_personal(hint))
        kept_apart = {*self.lifted, *self.personal}
        self.public = tuple(name for name in hints if name not in kept_apart)
        self._public = _adapter(kind, {name: hints[name] for name in self.public})
        self._personal = _adapter(kind, {name: hints[name] for name in self.personal})
        self._read_public = self._public.validator.validate_json
        self._read_personal = self._personal.validator.validate_json
        constant: dict[str, Any] = {"timestamp": UNSTAMPED}
        if issubclass(event_class, Aggregate.Created):
            constant["originator_topic"] = get_topic(AGGREGATE_OF[event_class])
        self._unsaid, self._sealed, self._erased = (
            {**constant, **dict.fromkeys(self.personal, value)}
            for value in (None, Withheld.SEALED, Withheld.ERASED)
        )

    def encode(self, event: Event) -> Encoded:
        state = vars(event)
        clear = {name: state[name] for name in self.personal}
        said = any(value is not None for value in clear.values())
        return Encoded(
            self.kind,
            self.schema,
            self._public.dump_json({name: state[name] for name in self.public}).decode(),
            {name: state[name] for name in self.lifted},
            self._personal.dump_json(clear) if said else None,
        )

    def decode(
        self, stream: UUID, version: int, schema: int, data: str, lifted: Columns,
        clear: bytes | Withheld | None,
    ) -> Event:  # fmt: skip
        """The event; ``clear``: the opened segment, why it is shut, or None if it has none."""
        if schema != self.schema:
            data = self._upcast(schema, data)
        state = _read(self._read_public, data)
        for name in self.lifted:
            state[name] = lifted[name]
        if clear is Withheld.SEALED:
            state |= self._sealed
        elif clear is Withheld.ERASED:
            state |= self._erased
        else:
            state |= self._unsaid
            if clear is not None:
                state |= _read(self._read_personal, clear)
        state["originator_id"], state["originator_version"] = stream, version
        event = _new(self.event_class)  # as the library's own mapper does
        _set(event, "__dict__", state)
        return event

    def shut(self, event: Event, said: Encoded) -> Event:
        """The event as it is read back without a key; ``Unreadable`` where it cannot be."""
        if said.clear is not None:
            _read(self._read_personal, said.clear)
        return self.decode(
            event.originator_id, event.originator_version, said.schema, said.data, said.lifted,
            None if said.clear is None else Withheld.SEALED,
        )  # fmt: skip

    def _upcast(self, schema: int, data: str) -> str:
        state = json.loads(data)
        for version in range(schema, self.schema):
            getattr(self.event_class, f"upcast_v{version}_v{version + 1}")(state)
        return json.dumps(state)


_new, _set = object.__new__, object.__setattr__
_typed_dict: Any = TypedDict  # made from hints, which no type checker can follow


def _adapter(kind: str, hints: dict[str, Any]) -> TypeAdapter[dict[str, Any]]:
    return TypeAdapter(_typed_dict(kind.replace(".", ""), hints))


def _read(read: Reader, text: str | bytes) -> dict[str, Any]:
    try:
        return read(text)
    except ValidationError as error:
        where = [each["loc"] for each in error.errors(include_url=False, include_input=False)]
        raise Unreadable(where) from None  # pydantic's own message quotes the input


@cache
def shape(kind: str) -> Shape:
    """The shape of that kind; raises KeyError for an unknown one."""
    return Shape(kind, KINDS[kind])


def kind_of(event: Event) -> str:
    return type(event).__qualname__
