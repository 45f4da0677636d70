"""Stored facts made of told ones: the history of one case, as a reader would get it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from domain.values import PartnerId
from store.facts import Fact, Header, kind_of
from tests.domain.people import CASE, CCAS
from tests.story import Told, as_event

BEGUN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def stored(event: Any, position: int, by: PartnerId = CCAS) -> Fact:
    """That event at that place of the journal, an hour after the one before it."""
    when = BEGUN + timedelta(hours=position)
    header = Header(
        territory="93014", position=position, event_id=uuid4(), command_id=uuid4(),
        stream_id=event.originator_id, version=event.originator_version, case_id=CASE,
        kind=kind_of(event), schema=1, recorded_at=when, occurred_at=when,
        occurred_precision="instant", actor=str(uuid4()), organisation=by,
        role="social-worker", on_behalf_of=None, sharing_ground=None, told_by=None,
        medium=None, correlation_id=uuid4(), causation_id=None, source="test", key_id=None,
    )  # fmt: skip
    return Fact(header, event)


def history(*streams: tuple[UUID, tuple[Told, ...]]) -> list[Fact]:
    """The facts of these streams, one stream after the other."""
    events = [
        as_event(told, stream, version)
        for stream, facts in streams
        for version, told in enumerate(facts, start=1)
    ]
    return [stored(event, position) for position, event in enumerate(events, start=1)]
