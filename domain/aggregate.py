"""What every aggregate stands on: the library's event-sourced object, made pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing import domain as library
from eventsourcing.domain import event

from domain.values import Code

__all__ = ["Aggregate", "AlreadyErased", "Refusal", "Subject", "after", "event"]

UNSTAMPED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in for the library's own timestamp; the log stamps facts, not the domain."""


class Refusal(Exception):
    """Cette action n’est pas possible."""

    @classmethod
    def sentence(cls) -> str:
        """The sentence shown to the user: the docstring of the refusal's class."""
        return (cls.__doc__ or "").strip()


class Aggregate(library.Aggregate):
    """A stream of facts and the state that its next decision reads."""

    class Event(library.Aggregate.Event):
        """One immutable fact.

        ``class_version`` is the schema of its stored shape. A fact that is not a
        ``transition`` (a note, a correction) may be entered for any past moment.
        ``sensitivity`` names the key that seals its personal fields (§5).
        """

        class_version: ClassVar[int] = 1
        transition: ClassVar[bool] = True
        sensitivity: ClassVar[str] = "ordinary"

        @staticmethod
        def create_timestamp() -> datetime:
            return UNSTAMPED

        def sealed_for(self, it: "Aggregate") -> UUID:
            """Whose key seals the personal fields: the stream's subject, or one it names."""
            return it.subject

    class Created(Event, library.Aggregate.Created):
        """The first fact of a stream."""

    @staticmethod
    def create_id(id: UUID) -> UUID:  # noqa: A002 - the library's own parameter name
        return id

    @classmethod
    def _create(cls, event_class: Any, *, id: UUID | None = None, **facts: Any) -> Self:  # noqa: A002
        cls.ensure_may_begin(facts)
        return super()._create(event_class, id=id, **facts)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        """Guards of a creation; a replay does not come through here."""

    @property
    def case_id(self) -> UUID | None:
        """The case (situation) that the facts of this stream belong to."""
        return None

    @property
    def subject(self) -> UUID:
        """Whose key seals the personal fields: the stream's subject, or one it names."""
        return self.id


def after(it: Any, fact: Aggregate.Event) -> Any:
    """The aggregate after that fact, even where one before it is not known.

    Facts only assign, so a history with gaps folds; None until its first fact.
    """
    if isinstance(fact, Aggregate.Created):
        return fact.mutate(None)
    if it is not None:
        fact.apply(it)
    return it


class AlreadyErased(Refusal):
    """Les données de ce dossier ont été effacées : rien ne peut plus y être ajouté."""


class Subject(Aggregate):
    """An aggregate that owns a key, and whose personal data can therefore end."""

    erased = False

    class Erased(Aggregate.Event):
        """Its personal data must end: the ciphertext goes now, the key right after."""

        reason: Code

        def apply(self, aggregate: "Subject") -> None:
            aggregate.erased = True

    class KeyDestroyed(Aggregate.Event):
        """The keys are gone: nobody will ever read what they sealed."""

        key_ids: tuple[UUID, ...]

    @property
    def subject(self) -> UUID:
        return self.id

    def erase(self, *, reason: str) -> None:
        self.trigger_event(self.Erased, reason=reason)

    def key_destroyed(self, *, key_ids: tuple[UUID, ...]) -> None:
        self.trigger_event(self.KeyDestroyed, key_ids=key_ids)

    def trigger_event(self, event_class: Any, **facts: Any) -> None:
        """After ``Erased``, every verb is refused but the one that ends the key."""
        if self.erased and event_class is not self.KeyDestroyed:
            raise AlreadyErased
        super().trigger_event(event_class, **facts)
