"""The ledger file: append-only, on the disk before a key goes, and never torn for long."""

from pathlib import Path
from uuid import uuid4

import pytest

from store.ledger import Destroyed, Ledger


def entry() -> Destroyed:
    return Destroyed("93014", uuid4(), uuid4(), "ordinary")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "destroyed-keys.jsonl"


def test_no_file_is_an_empty_ledger(file: Path) -> None:
    assert Ledger(file).entries() == []


def test_entries_are_added_once_and_kept_in_order(file: Path) -> None:
    one, two, three = entry(), entry(), entry()
    Ledger(file).append([one, two])
    Ledger(file).append([two, three])
    assert [one, two, three] == Ledger(file).entries()
    assert file.stat().st_mode & 0o777 == 0o600


def test_appending_what_is_known_writes_nothing(file: Path) -> None:
    Ledger(file).append([one := entry()])
    before = file.stat()
    Ledger(file).append([one])
    assert (before.st_size, before.st_mtime_ns) == (
        file.stat().st_size,
        file.stat().st_mtime_ns,
    )


def test_wherever_a_write_was_torn_the_rest_is_read_and_goes_on(file: Path) -> None:
    one, two, three = entry(), entry(), entry()
    Ledger(file).append([one])
    whole = file.stat().st_size
    Ledger(file).append([two])
    for size in range(whole + 1, file.stat().st_size):
        torn = file.with_name(f"torn-{size}")
        torn.write_bytes(file.read_bytes()[:size])
        assert Ledger(torn).entries() == [one]
        Ledger(torn).append([three])
        assert [one, three] == [each for each in Ledger(torn).entries() if each != two]
        Ledger(torn).append([two])
        assert {one, two, three} == {*Ledger(torn).entries()}


def test_a_line_that_is_no_entry_is_not_passed_over(file: Path) -> None:
    Ledger(file).append([entry()])
    with file.open("a", encoding="ascii") as more:
        more.write('{"territory": "93014"}\n')
    with pytest.raises(KeyError):
        Ledger(file).entries()
