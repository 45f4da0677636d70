"""A sealed segment opens under its key, at its place, unchanged; or not at all."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given as forall
from hypothesis import strategies as st

from store.seal import Broken, _derive, place, seal, unseal

KEY, EVENT = bytes(range(32)), UUID(int=1)
HERE = ("93014", EVENT, UUID(int=2), 3, "Case.NoteAdded", 1, UUID(int=4))
CLEAR = '{"text":"Vue ce matin, à Éveil."}'.encode()
SEALED = seal(KEY, EVENT, place(*HERE), CLEAR)
ELSEWHERE = ("93015", UUID(int=9), UUID(int=9), 9, "Case.Opened", 9, UUID(int=9))


@forall(st.binary(max_size=300), st.binary(min_size=32, max_size=32), st.uuids())
def test_what_is_sealed_opens_again(clear: bytes, key: bytes, event: UUID) -> None:
    where = place("93014", event, *HERE[2:])
    assert unseal(key, event, where, seal(key, event, where, clear)) == clear


def test_the_same_text_sealed_twice_is_not_the_same() -> None:
    assert seal(KEY, EVENT, place(*HERE), CLEAR) != SEALED
    assert CLEAR not in SEALED


@pytest.mark.parametrize("part", range(len(HERE)))
def test_a_segment_stays_shut_at_another_place(part: int) -> None:
    moved = [*HERE[:part], ELSEWHERE[part], *HERE[part + 1 :]]
    with pytest.raises(Broken):
        unseal(KEY, EVENT, place(*moved), SEALED)  # type: ignore[arg-type] # of their kinds


def test_a_segment_stays_shut_under_another_key_or_for_another_event() -> None:
    for key, event in ((bytes(32), EVENT), (KEY, UUID(int=9))):
        with pytest.raises(Broken):
            unseal(key, event, place(*HERE), SEALED)


@pytest.mark.parametrize("at", [0, 1, 32, 33, 44, 45, len(SEALED) - 1])
def test_one_changed_byte_is_seen_wherever_it_is(at: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= 1
    with pytest.raises(Broken):
        unseal(KEY, EVENT, place(*HERE), bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 33, 45, len(SEALED) - 1])
def test_a_truncated_segment_does_not_open(length: int) -> None:
    with pytest.raises(Broken):
        unseal(KEY, EVENT, place(*HERE), SEALED[:length])


def test_a_segment_commits_to_its_key() -> None:
    """GCM alone would open: only the commitment tells that this is not the key."""
    other = bytes(32)
    event_key, _ = _derive(other, EVENT)
    nonce = bytes(12)
    forged = SEALED[:33] + nonce + AESGCM(event_key).encrypt(nonce, CLEAR, place(*HERE))
    with pytest.raises(Broken):
        unseal(other, EVENT, place(*HERE), forged)
