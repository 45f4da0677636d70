"""Data keys: one for each name, wrapped by the master key, warm for a minute."""

import asyncio
import time
from pathlib import Path
from uuid import uuid4

import pytest

from api.installation import Installation
from store.durable import write_once
from store.keys import KeyName, Keys, Master, WrongMaster
from tests.store.conftest import another


def somebody() -> KeyName:
    return KeyName("93014", uuid4(), "ordinary")


async def test_a_name_has_one_key_whoever_asks_first(installation: Installation) -> None:
    name, other = somebody(), another(installation)
    keys = await asyncio.gather(
        *(each.keys.to_seal(name) for each in (installation, other) for _ in range(5))
    )
    assert len({*keys}) == 1
    assert {name.key_id: keys[0]} == await another(installation).keys.to_open([name.key_id])


async def test_names_that_differ_have_other_keys(installation: Installation) -> None:
    one = somebody()
    names = [one, one._replace(territory="B"), one._replace(sensitivity="health"), somebody()]
    assert len({await installation.keys.to_seal(name) for name in names}) == 4
    assert len({name.key_id for name in names}) == 4


async def test_keys_stand_wrapped_in_the_database(installation: Installation) -> None:
    name = somebody()
    key = await installation.keys.to_seal(name)
    row = await installation.keys._pool.fetchrow(
        "select * from keys where key_id = $1", name.key_id
    )
    assert row is not None
    assert key not in row["wrapped"]
    assert row["master"] == installation.keys.master.name


async def test_another_master_key_opens_nothing(installation: Installation) -> None:
    name = somebody()
    await installation.keys.to_seal(name)
    with pytest.raises(WrongMaster):
        await Keys(installation.keys._pool, Master(bytes(32))).to_open([name.key_id])


async def test_a_wrapped_key_moved_to_another_name_does_not_open() -> None:
    master, one, other = Master(bytes(32)), somebody(), somebody()
    wrapped = master.wrap(one.key_id, b"key")
    assert master.unwrap(one.key_id, wrapped) == b"key"
    with pytest.raises(WrongMaster):
        master.unwrap(other.key_id, wrapped)


async def test_a_destroyed_key_is_gone_and_destroying_it_again_does_nothing(
    installation: Installation,
) -> None:
    name = somebody()
    await installation.keys.to_seal(name)
    for _ in range(2):
        await installation.keys.destroy([name.key_id])
        assert installation.keys.warm(name.key_id) is None
        assert await installation.keys.to_open([name.key_id]) == {}


async def test_a_key_is_warm_for_a_minute(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, now = somebody(), time.monotonic()
    key = await installation.keys.to_seal(name)
    monkeypatch.setattr("store.keys.time.monotonic", lambda: now + 59)
    assert key == installation.keys.warm(name.key_id)
    monkeypatch.setattr("store.keys.time.monotonic", lambda: now + 61)
    assert installation.keys.warm(name.key_id) is None
    assert key == await installation.keys.to_seal(name)


async def test_the_cache_is_bounded(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.keys._MOST", 3)
    keys, names = another(installation).keys, [somebody() for _ in range(5)]
    for name in names:
        await keys.to_seal(name)
    assert [False, False, True, True, True] == [
        keys.warm(name.key_id) is not None for name in names
    ]


async def test_a_digest_depends_on_territory_purpose_and_text(
    installation: Installation,
) -> None:
    asked = [
        ("A", "search", "x"),
        ("B", "search", "x"),
        ("A", "body", "x"),
        ("A", "search", "y"),
    ]
    digests = [await installation.keys.digest(*each) for each in asked]
    assert len({*digests}) == 4
    assert digests == [await another(installation).keys.digest(*each) for each in asked]


def test_the_master_key_is_made_once_and_read_only_by_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    made = Master.at(file)
    assert (32, 0o600) == (file.stat().st_size, file.stat().st_mode & 0o777)
    assert made.name == Master.at(file).name
    assert [file] == [*tmp_path.iterdir()]


def test_a_master_key_of_another_length_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    file.write_bytes(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        Master.at(file)


def test_of_two_who_make_the_master_key_at_once_one_has_made_it(tmp_path: Path) -> None:
    for secret in (b"first", b"second"):
        write_once(tmp_path / "master.key", secret)
    assert (tmp_path / "master.key").read_bytes() == b"first"
    assert len([*tmp_path.iterdir()]) == 1
