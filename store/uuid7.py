"""UUID version 7 (RFC 9562 §5.7): ordered by time, so that indexes stay compact."""

import os
import time
from uuid import UUID

from asyncpg.pgproto import pgproto


def uuid7() -> UUID:
    """48 bits of Unix milliseconds, then 74 random bits; of the class that asyncpg gives."""
    random = bytearray(os.urandom(10))
    random[0] = random[0] & 0x0F | 0x70
    random[2] = random[2] & 0x3F | 0x80
    return pgproto.UUID((time.time_ns() // 1_000_000).to_bytes(6, "big") + random)
