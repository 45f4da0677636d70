"""eventsourcing 9.5 on its own PostgreSQL recorder: what our log is measured against."""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import (
    IntegrityError,
    JSONTranscoder,
    StoredEvent,
    Transcoding,
)

from bench.histories import History, step
from bench.place import Place
from bench.writers import DATA, LIFE
from domain.referral import Referral
from domain.values import CoarseFacts, Deadline
from store.uuid7 import uuid7

THREADS = 32
_MOST_IN_BATCH = 900  # a save of 1,000 hangs within a few calls


class _Day(Transcoding):
    type, name = date, "date"

    def encode(self, obj: date) -> str:
        return obj.isoformat()

    def decode(self, data: str) -> date:
        return date.fromisoformat(data)


class _Fields(Transcoding):
    """A value of the domain, by its fields."""

    def __init__(self, kind: type[Any]) -> None:
        self.type, self.name = kind, kind.__name__
        self._names = [each.name for each in fields(kind)]

    def encode(self, obj: Any) -> list[Any]:
        return [getattr(obj, name) for name in self._names]

    def decode(self, data: list[Any]) -> Any:
        return self.type(*data)


class Referrals(Application[UUID]):
    """The same referrals, kept by the library."""

    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        super().register_transcodings(transcoder)
        for transcoding in (_Day(), _Fields(Deadline), _Fields(CoarseFacts)):
            transcoder.register(transcoding)

    def step(self, referral: UUID) -> None:
        """Load, decide, append; again where another was faster."""
        while True:
            it: Referral = self.repository.get(referral)
            step(it)
            try:
                self.save(it)
            except IntegrityError:
                continue
            return

    def keep(self, histories: Sequence[History]) -> None:
        """These histories, in batches that the recorder bears."""
        events = [event for history in histories for event in history.events()]
        for first in range(0, len(events), _MOST_IN_BATCH):
            batch = events[first : first + _MOST_IN_BATCH]
            self.recorder.insert_events(
                [self.mapper.to_stored_event(event) for event in batch]  # type: ignore[arg-type]
            )
