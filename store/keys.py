"""The keys of personal data: a second database, wrapped by a master key from a file.

One key per (territory, subject, class), found by an id computed from them: a subject
is never reborn, so an id is never used again. A process keeps at most 4,096 opened
keys for at most 60 seconds; the journal's ``subjects`` table stops a warm cache from
sealing anything after a destruction.
"""

import hmac
import os
import time
from collections.abc import AsyncIterator, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid5

from asyncpg import Pool
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store.durable import write_once
from store.statements import Statements
from store.together import Together

_sql = Statements(__file__)
_NAMESPACE = UUID("6f8a2a2e-9a64-5d3c-8f19-2f9f6a1f4c11")
_LIFE, _MOST = 60.0, 4_096
_KEY_BYTES = 32


class KeyName(NamedTuple):
    """Whose data a key seals."""

    territory: str
    subject: UUID
    sensitivity: str

    @property
    def key_id(self) -> UUID:
        return _key_id(self)


@lru_cache(maxsize=_MOST)
def _key_id(name: KeyName) -> UUID:
    return uuid5(_NAMESPACE, "/".join(map(str, name)))


class WrongMaster(Exception):
    """A data key was wrapped by another master key than the one given."""


class Master:
    """The master key: 32 random bytes in a file that only the application reads."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _KEY_BYTES:
            raise ValueError("the master key must be 32 bytes")
        self._secret = secret
        self._wrapping = AESGCM(secret)
        self.name = sha256(b"maillage-master/1" + secret).hexdigest()[:16]

    @classmethod
    def at(cls, path: Path) -> "Master":
        """The key in that file; a new one if there is no file (mode 0600)."""
        if not path.exists():
            write_once(path, os.urandom(_KEY_BYTES))
        return cls(path.read_bytes())

    def wrap(self, key_id: UUID, key: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._wrapping.encrypt(nonce, key, key_id.bytes)

    def unwrap(self, key_id: UUID, wrapped: bytes) -> bytes:
        try:
            return self._wrapping.decrypt(wrapped[:12], wrapped[12:], key_id.bytes)
        except InvalidTag:
            raise WrongMaster from None


class Keys:
    """Opens, creates and destroys data keys."""

    def __init__(self, pool: Pool, master: Master) -> None:
        self._pool, self.master = pool, master
        self._open: dict[UUID, tuple[float, bytes]] = {}
        self._sealing = Together[KeyName, bytes](self._found_or_created)

    def warm(self, key_id: UUID) -> bytes | None:
        """The key if this process opened it less than a minute ago."""
        held = self._open.get(key_id)
        return held[1] if held and held[0] > time.monotonic() else None

    async def to_seal(self, name: KeyName) -> bytes:
        """The key of that name, created and committed first where there is none."""
        key = self.warm(name.key_id) or await self._sealing(name)
        assert key is not None
        return key

    async def to_open(self, key_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Those of the keys that still exist."""
        wanted = set(key_ids)
        keys = {key_id: key for key_id in wanted if (key := self.warm(key_id)) is not None}
        if missing := wanted - keys.keys():
            for row in await self._pool.fetch(_sql["find"], list(missing)):
                key = self.master.unwrap(row["key_id"], row["wrapped"])
                keys[row["key_id"]] = self._hold(row["key_id"], key)
        return keys

    async def older_than_an_hour(self) -> AsyncIterator[list[UUID]]:
        """Ids of the keys whose first append is long over, in batches."""
        last = UUID(int=0)
        while rows := await self._pool.fetch(_sql["older_than_an_hour"], _NAMESPACE, last):
            last = rows[-1]["key_id"]
            yield [row["key_id"] for row in rows]

    async def reachable(self) -> None:
        """Raises what the key store's database raises when it does not answer."""
        await self._pool.fetchval("select 1")

    async def destroy(self, key_ids: Iterable[UUID]) -> None:
        """Delete the keys for ever; deleting twice does nothing."""
        doomed = list(key_ids)
        await self._pool.execute(_sql["destroy"], doomed)
        for key_id in doomed:
            self._open.pop(key_id, None)

    async def digest(self, territory: str, purpose: str, text: str) -> bytes:
        """A keyed digest, for what could be guessed: search terms, bodies of requests."""
        secret = await self.to_seal(KeyName(territory, _NAMESPACE, purpose))
        return hmac.digest(secret, text.encode(), sha256)

    async def _found_or_created(self, names: list[KeyName]) -> dict[KeyName, bytes]:
        found = await self.to_open(name.key_id for name in names)
        if missing := [name for name in names if name.key_id not in found]:
            rows = [
                (name.key_id, *name, self._fresh(name), self.master.name) for name in missing
            ]
            columns = map(list, zip(*rows, strict=True))
            await self._pool.execute(_sql["create"], *columns)
            found |= await self.to_open(name.key_id for name in missing)
        return {name: found[name.key_id] for name in names}

    def _fresh(self, name: KeyName) -> bytes:
        return self.master.wrap(name.key_id, os.urandom(_KEY_BYTES))

    def _hold(self, key_id: UUID, key: bytes) -> bytes:
        if len(self._open) >= _MOST:
            self._open.pop(next(iter(self._open)))
        self._open[key_id] = (time.monotonic() + _LIFE, key)
        return key
