"""The Merkle tree over a territory's leaves, position by position (RFC 6962 §2.1, RFC 9162).

The leaves that are stored are hashes of leaves already (``store.leaf``).
"""

import asyncio
from collections.abc import AsyncGenerator
from hashlib import sha256

from store.pools import Db
from store.statements import Statements

_sql = Statements(__file__)
_BATCH = 5_000


class PositionMissing(Exception):
    """The journal does not hold every position up to that one."""


class Tree:
    """Grows leaf by leaf; keeps one hash for each complete subtree, log2(n) of them."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """``leaf``: its hash, 32 bytes."""
        full, subtrees = self.size, self._subtrees
        while full & 1:
            leaf = sha256(b"\x01" + subtrees.pop() + leaf).digest()
            full >>= 1
        subtrees.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The hash of the tree so far, 32 bytes; of no leaf, that of nothing."""
        if not self._subtrees:
            return sha256().digest()
        root = self._subtrees[-1]
        for left in reversed(self._subtrees[:-1]):
            root = sha256(b"\x01" + left + root).digest()
        return root


async def root_at(db: Db, territory: str, position: int) -> bytes:
    """The root over the positions 1 to ``position``; raises ``PositionMissing``."""
    tree = Tree()
    async for leaves in _batches(db, territory, position):
        for leaf in leaves:
            tree.add(leaf)
        await asyncio.sleep(0)
    if tree.size != position:
        raise PositionMissing(position)
    return tree.root


async def _batches(db: Db, territory: str, last: int) -> AsyncGenerator[list[bytes]]:
    after = 0
    while rows := await db.fetch(_sql["leaves"], territory, after, last, _BATCH):
        yield [row["leaf"] for row in rows]
        after = rows[-1]["position"]
