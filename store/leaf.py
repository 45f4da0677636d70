"""The leaf of an event in the territory's Merkle tree (RFC 6962 §2.1), in Python.

The database computes the same value in a generated column; ``verify`` compares both.
It covers the header, the data and the hash of the ciphertext, so that a proof survives
the erasure of what was sealed; the position is bound by the tree.
"""

from binascii import b2a_base64
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
COLUMNS = (
    "territory", "event_id", "command_id", "ordinal", "stream_id", "version", "case_id",
    "kind", "schema", "recorded_at", "occurred_at", "occurred_precision", "actor",
    "organisation", "role", "on_behalf_of", "sharing_ground", "told_by", "medium",
    "correlation_id", "causation_id", "source", "key_id", "data", "sealed_sha256",
)  # fmt: skip


def leaf(values: Sequence[Any]) -> bytes:
    """SHA-256 of 0x00 and the event's text: one header column a line, NULL as ``-``.

    ``values``: those of ``COLUMNS``, in their order. One text with holes, because millions
    of events are laid out.
    """
    (
        territory, event, command, ordinal, stream, version, case, kind, schema, recorded,
        occurred, precision, actor, organisation, role, behalf, ground, told_by, medium,
        correlation, causation, source, key, data, sealed,
    ) = values  # fmt: skip
    text = (
        f"maillage-event/1\n{territory}\n{event!s}\n{command!s}\n{ordinal}\n{stream!s}\n"
        f"{version}\n{case or '-'!s}\n{kind}\n{schema}\n{(recorded - _EPOCH) // _MICROSECOND}\n"
        f"{(occurred - _EPOCH) // _MICROSECOND}\n{precision}\n{actor}\n"
        f"{organisation or '-'!s}\n{role}\n{behalf or '-'!s}\n{ground or '-'}\n"
        f"{told_by or '-'!s}\n{medium or '-'}\n{correlation!s}\n{causation or '-'!s}\n"
        f"{source}\n{key or '-'!s}\n"
    )
    said = b2a_base64(sha256(data.encode()).digest())
    hidden = b"-\n" if sealed is None else b2a_base64(sealed)
    return sha256(b"\x00%b%b%b" % (text.encode(), said, hidden)).digest()
