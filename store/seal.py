"""Sealing: AES-256-GCM under a key per event, with a commitment to that key.

A sealed segment is ``0x01 ‖ commitment (32) ‖ nonce (12) ‖ ciphertext and tag``. The
event's key and the commitment are the halves of HMAC-SHA512(data key, label ‖ event_id):
GCM alone does not commit to its key, so one ciphertext could open under two keys. The
header that a segment belongs to is its associated data: moved elsewhere, it stays shut.
"""

import hmac
import os
from hashlib import sha512
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM = b"\x01"
_LABEL = b"maillage-seal/1"
_COMMITMENT, _NONCE = slice(1, 33), slice(33, 45)


class Broken(Exception):
    """A sealed segment does not open under this key, or not at this place."""


def place(
    territory: str, event_id: UUID, stream_id: UUID, version: int, kind: str, schema: int,
    key_id: UUID,
) -> bytes:  # fmt: skip
    """Where a segment belongs: its associated data."""
    return "\n".join(
        map(str, (territory, event_id, stream_id, version, kind, schema, key_id))
    ).encode()


def seal(key: bytes, event_id: UUID, where: bytes, clear: bytes) -> bytes:
    """Seal ``clear`` for the event of that id at that place of the log."""
    event_key, commitment = _derive(key, event_id)
    nonce = os.urandom(12)
    return _FORM + commitment + nonce + AESGCM(event_key).encrypt(nonce, clear, where)


def unseal(key: bytes, event_id: UUID, where: bytes, sealed: bytes) -> bytes:
    """The clear bytes; raises ``Broken`` where key, place or bytes are not the sealed ones."""
    event_key, commitment = _derive(key, event_id)
    if sealed[:1] != _FORM or not hmac.compare_digest(sealed[_COMMITMENT], commitment):
        raise Broken
    try:
        return AESGCM(event_key).decrypt(sealed[_NONCE], sealed[45:], where)
    except (InvalidTag, ValueError):
        raise Broken from None


def _derive(key: bytes, event_id: UUID) -> tuple[bytes, bytes]:
    derived = hmac.digest(key, _LABEL + event_id.bytes, sha512)
    return derived[:32], derived[32:]
