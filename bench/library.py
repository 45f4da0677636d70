"""eventsourcing 9.5 on its own PostgreSQL recorder: what our log is measured against."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import (
    IntegrityError,
    JSONTranscoder,
    StoredEvent,
    Transcoding,
    UUIDAsHex,
)
from eventsourcing.utils import get_topic

from bench.histories import History, step
from bench.place import Place
from bench.writers import DATA, LIFE
from domain.referral import Referral
from domain.values import CoarseFacts, Deadline
from store.uuid7 import uuid7

THREADS = 32
_TOPIC = get_topic(Referral.Assigned)
_MOST_IN_BATCH = 200  # larger ones hang: the recorder sends before it reads


class _Id(UUIDAsHex):
    type = type(uuid7())


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
        for transcoding in (_Id(), _Day(), _Fields(Deadline), _Fields(CoarseFacts)):
            transcoder.register(transcoding)

    def step(self, referral: UUID) -> None:
        """Load, decide, append; once more whenever another was faster."""
        while True:
            it: Referral = self.repository.get(referral)
            step(it)
            try:
                self.save(it)
            except IntegrityError:
                continue
            return

    def keep(self, histories: Iterable[History]) -> None:
        """These histories, in batches that the recorder bears."""
        kept = [
            self.mapper.to_stored_event(event)
            for history in histories
            for event in history.played().collect_events()
        ]
        for first in range(0, len(kept), _MOST_IN_BATCH):
            self.recorder.insert_events(kept[first : first + _MOST_IN_BATCH])


class Recording:
    """Callers that record events straight, one at a time, each on streams of its own."""

    def __init__(self, application: Referrals) -> None:
        self._recorder, self._own = application.recorder, threading.local()

    def record(self) -> None:
        own = self._own.__dict__
        version = own.get("version", LIFE) % LIFE + 1
        if version == 1:
            own["stream"] = uuid7()
        event = StoredEvent(own["stream"], version, _TOPIC, DATA.encode())
        self._recorder.insert_events([event])
        own["version"] = version


def settings(place: Place, database: str) -> dict[str, str]:
    """The library's own recorder on that database, with a connection for each thread."""
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_DBNAME": database,
        "POSTGRES_HOST": place.socket, "POSTGRES_PORT": "5432",
        "POSTGRES_USER": "postgres", "POSTGRES_PASSWORD": "unused",
        "POSTGRES_POOL_SIZE": str(THREADS),
    }  # fmt: skip


@contextmanager
def kept_by_library(place: Place, database: str) -> Iterator[Referrals]:
    """The application, until the block ends."""
    application = Referrals(settings(place, database))
    try:
        yield application
    finally:
        application.close()
