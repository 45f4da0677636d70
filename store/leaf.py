"""The leaf of an event in the territory's Merkle tree (RFC 6962 §2.1), in Python.

The database computes the same value in a generated column; ``verify`` compares both.
It covers the header, the data and the hash of the ciphertext, so that a proof survives
the erasure of what was sealed; the position is bound by the tree.
"""

from binascii import b2a_base64
from hashlib import sha256


def leaf(header: str, data: str, sealed_sha256: bytes | None) -> bytes:
    """SHA-256 of 0x00, the header, and a line of base64 for each of the two hashes.

    ``header``: a line ``maillage-event/1``, then one for each column, NULL as ``-``.
    """
    said = b2a_base64(sha256(data.encode()).digest())
    hidden = b"-\n" if sealed_sha256 is None else b2a_base64(sealed_sha256)
    return sha256(b"\x00%b%b%b" % (header.encode(), said, hidden)).digest()
