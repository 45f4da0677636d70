"""The leaf of an event is what it was: in the database, in Python, for ever."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from api.installation import Installation
from store.leaf import leaf
from store.verify import statements

FILE = Path(__file__).with_name("leaves.json")
PIN = "462da2323ae1350da82ae3911c4b6f742631aef7c3c1f43032375a9cb10331bf"
LEAVES: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HEADER = (
    "territory", "event_id", "command_id", "ordinal", "stream_id", "version", "case_id",
    "kind", "schema", "recorded_at", "occurred_at", "occurred_precision", "actor",
    "organisation", "role", "on_behalf_of", "sharing_ground", "told_by", "medium",
    "correlation_id", "causation_id", "source", "key_id",
)  # fmt: skip
UUIDS = (
    "event_id", "command_id", "stream_id", "case_id", "organisation", "on_behalf_of",
    "told_by", "correlation_id", "causation_id", "key_id",
)  # fmt: skip


def row_of(name: str) -> dict[str, Any]:
    """The stored columns of a vector, as the database gives them."""
    row = {key: value for key, value in LEAVES[name].items() if key != "leaf"}
    for column in UUIDS:
        row[column] = UUID(row[column]) if row[column] else None
    for column in ("recorded_at", "occurred_at"):
        row[column] = datetime.fromisoformat(row[column])
    for column in ("sealed", "sealed_sha256"):
        row[column] = bytes.fromhex(row[column]) if row[column] else None
    return row


def header_of(row: dict[str, Any]) -> str:
    """The header's text, from its definition and not from SQL."""
    lines = ["maillage-event/1", *(line_of(row[column]) for column in HEADER)]
    return "".join(f"{line}\n" for line in lines)


def line_of(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return str((value - EPOCH) // timedelta(microseconds=1))
    return str(value)


def test_the_vectors_have_not_changed() -> None:
    assert sha256(FILE.read_bytes()).hexdigest() == PIN


@pytest.mark.parametrize("name", LEAVES)
def test_python_computes_the_leaf_of(name: str) -> None:
    row = row_of(name)
    found = leaf(header_of(row), row["data"], row["sealed_sha256"])

    assert found.hex() == LEAVES[name]["leaf"]


@pytest.mark.parametrize("name", LEAVES)
async def test_the_database_computes_the_leaf_of(name: str, installation: Installation) -> None:
    row = row_of(name)
    columns = ", ".join(row)
    places = ", ".join(f"${n}" for n in range(1, len(row) + 1))
    stored = await installation.writers.fetchval(
        f"insert into events (position, {columns}) values (1, {places}) returning leaf",
        *row.values(),
    )

    assert stored.hex() == LEAVES[name]["leaf"]
    async with installation.readers.acquire() as db:
        [read] = await db.fetch(statements["events"], row["territory"], 0, 1)
    assert header_of(row) == read["header"]


def test_emptying_what_was_sealed_leaves_the_leaf_as_it_was() -> None:
    assert LEAVES["sealed"]["leaf"] == LEAVES["sealed, then emptied"]["leaf"]
