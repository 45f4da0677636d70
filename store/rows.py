"""One event as a row of the log: encoded, and sealed where it holds anything personal."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domain.aggregate import Aggregate
from store.facts import Encoded, Event, Provenance
from store.keys import KeyName, Keys
from store.seal import place, seal
from store.uuid7 import uuid7


class Row(NamedTuple):
    """One event ready to be appended: the columns of ``append`` in their order."""

    event_id: UUID
    ordinal: int
    version: int
    case_id: UUID | None
    kind: str
    schema: int
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
    data: str
    subject: UUID | None
    sensitivity: str | None
    key_id: UUID | None
    sealed: bytes | None


async def sealed_row(
    territory: str, keys: Keys, why: Provenance, it: Aggregate, ordinal: int, event: Event,
    said: Encoded,
) -> Row:  # fmt: skip
    """The row of one event, its personal fields sealed under its subject's key."""
    kind = said.kind
    event_id, subject, sensitivity, key_id, sealed = uuid7(), None, None, None, None
    if said.clear is not None:
        subject, sensitivity = event.sealed_for(it), event.sensitivity
        name = KeyName(territory, subject, sensitivity)
        key_id, key = name.key_id, await keys.to_seal(name)
        where = place(
            territory, event_id, it.id, event.originator_version, kind,
            said.schema, key_id,
        )  # fmt: skip
        sealed = seal(key, event_id, where, said.clear)
    lifted = said.lifted
    return Row(
        event_id, ordinal, event.originator_version, it.case_id, kind, said.schema,
        why.occurred_at, why.precision, why.actor, why.organisation, why.role,
        why.on_behalf_of, lifted.get("sharing_ground"), lifted.get("told_by"),
        lifted.get("medium"), why.correlation_id, why.causation_id, why.source,
        said.data, subject, sensitivity, key_id, sealed,
    )  # fmt: skip
