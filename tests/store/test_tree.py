"""The Merkle tree: vectors of RFC 6962 implementations, and a naive recursion as its law."""

from hashlib import sha256
from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.log import Log
from store.tree import PositionMissing, Tree, root_at
from store.uuid7 import uuid7
from tests.store.acts import join, reach, register

INPUTS = (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Of certificate-transparency's own tests: the tree of the first 0 to 8 inputs."""


def leaves() -> list[bytes]:
    return [sha256(b"\x00" + bytes.fromhex(each)).digest() for each in INPUTS]


def grown(hashes: list[bytes]) -> Tree:
    tree = Tree()
    for each in hashes:
        tree.add(each)
    return tree


def naive(hashes: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word: split at the largest power of two below n."""
    if len(hashes) <= 1:
        return hashes[0] if hashes else sha256(b"").digest()
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha256(b"\x01" + naive(hashes[:split]) + naive(hashes[split:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_that_of_the_known_answers(size: int) -> None:
    assert grown(leaves()[:size]).root.hex() == ROOTS[size]


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=130))
def test_the_root_is_that_of_the_definition_at_every_size(hashes: list[bytes]) -> None:
    tree = Tree()
    for size, each in enumerate(hashes):
        assert tree.root == naive(hashes[:size])
        tree.add(each)
    assert tree.root == naive(hashes)


@given(st.integers(1, 5_000))
def test_a_tree_keeps_one_hash_for_each_complete_subtree(size: int) -> None:
    assert len(grown([b"\x07" * 32] * size)._subtrees) <= ceil(log2(size + 1))


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=40), st.data())
def test_another_leaf_anywhere_is_another_root(
    hashes: list[bytes], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(hashes) - 1))
    other = [*hashes]
    other[at] = sha256(other[at]).digest()
    assert grown(other).root != grown(hashes).root


async def test_the_root_at_a_position_is_over_the_stored_leaves_up_to_it(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.tree._BATCH", 2)
    person = uuid7()
    await log.command(register(person))
    for _ in range(4):
        await log.command(reach(person))
    await log.command(join(uuid7()))
    async with log._writers.acquire() as db:
        rows = await db.fetch(
            "select leaf from events where territory = $1 order by position", log.territory
        )
        stored = [row["leaf"] for row in rows]
        assert naive(stored[:5]) == await root_at(db, log.territory, 5)
        assert naive(stored) == await root_at(db, log.territory, len(stored))
        with pytest.raises(PositionMissing):
            await root_at(db, log.territory, len(stored) + 1)
