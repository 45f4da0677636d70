"""The leaf of an event in the territory's Merkle tree (RFC 6962 §2.1), in Python.

The database computes the same value in a generated column; ``verify`` compares both.
It covers the header, the data and the hash of the ciphertext, so that a proof survives
the erasure of what was sealed; the position is bound by the tree.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from asyncpg import Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
COLUMNS = (
    "territory", "event_id", "command_id", "ordinal", "stream_id", "version", "case_id",
    "kind", "schema", "recorded_at", "occurred_at", "occurred_precision", "actor",
    "organisation", "role", "on_behalf_of", "sharing_ground", "told_by", "medium",
    "correlation_id", "causation_id", "source", "key_id",
)  # fmt: skip


def leaf(row: Mapping[str, Any] | Record) -> bytes:
    """SHA-256 of 0x00 and the event's text: one header column a line, NULL as ``-``."""
    lines = ["maillage-event/1", *(_line(row[column]) for column in COLUMNS)]
    lines.append(b64encode(sha256(row["data"].encode()).digest()).decode())
    sealed = row["sealed_sha256"]
    lines.append("-" if sealed is None else b64encode(sealed).decode())
    return sha256(b"\x00" + "".join(f"{line}\n" for line in lines).encode()).digest()


def _line(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return str((value - _EPOCH) // _MICROSECOND)
    return str(value)
