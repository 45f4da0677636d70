"""given(facts).when(verb).then(facts), or .refuses(reason, verb): how a rule is told."""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar, get_args
from uuid import UUID

import pytest

from domain.aggregate import UNSTAMPED, Aggregate, Refusal
from domain.catalogue import AGGREGATE_OF, KINDS, own_fields

A = TypeVar("A", bound=Aggregate)

STREAM = UUID("00000000-0000-4000-8000-000000000001")


class Told(NamedTuple):
    """A fact without the stream it belongs to."""

    kind: str
    fields: dict[str, Any]


def fact(kind: type[Aggregate.Event], /, **fields: Any) -> Told:
    """What happened. Optional fields that are not told are None; others must be told."""
    hints = own_fields(kind)
    absent = {name: None for name, hint in hints.items() if type(None) in get_args(hint)}
    told = absent | fields
    assert told.keys() == hints.keys(), f"{kind.__qualname__}: {told.keys() ^ hints.keys()}"
    return Told(kind.__qualname__, told)


def as_event(told: Told, stream: UUID, version: int) -> Aggregate.Event:
    kind: Any = KINDS[told.kind]
    extra = {"originator_topic": _topic(kind)} if version == 1 else {}
    return kind(  # type: ignore[no-any-return] # the library builds the class
        originator_id=stream,
        originator_version=version,
        timestamp=UNSTAMPED,
        **extra,
        **told.fields,
    )


def _topic(kind: type[Aggregate.Event]) -> str:
    aggregate = AGGREGATE_OF[kind]
    return f"{aggregate.__module__}:{aggregate.__qualname__}"


def as_told(event: Any) -> Told:
    kind = type(event)
    return Told(kind.__qualname__, {name: getattr(event, name) for name in own_fields(kind)})


def replayed(aggregate: type[A], *facts: Told, stream: UUID = STREAM) -> A:
    it: Any = None
    for version, told in enumerate(facts, start=1):
        it = as_event(told, stream, version).mutate(it)
    assert isinstance(it, aggregate)
    return it


class Outcome(NamedTuple):
    facts: list[Told]

    def then(self, *expected: Told) -> None:
        assert list(expected) == self.facts


class Story(Generic[A]):
    def __init__(self, aggregate: type[A], facts: tuple[Told, ...]) -> None:
        self.aggregate, self.facts = aggregate, facts

    def so(self) -> A:
        """The aggregate as these facts leave it."""
        return replayed(self.aggregate, *self.facts)

    def when(self, act: Callable[[A], object]) -> Outcome:
        it = self.so()
        act(it)
        return Outcome([as_told(event) for event in it.collect_events()])

    def refuses(self, refusal: type[Refusal], act: Callable[[A], object]) -> None:
        it = self.so()
        with pytest.raises(refusal):
            act(it)
        assert it.collect_events() == [], "a refusal leaves nothing behind"


def given(aggregate: type[A], *facts: Told) -> Story[A]:
    return Story(aggregate, facts)


def begun(created: Aggregate) -> Outcome:
    """What a creation recorded."""
    return Outcome([as_told(event) for event in created.collect_events()])
