"""Appending: what one command writes, and when it is refused."""

from store.log import Log
from store.uuid7 import uuid7
from tests.store.acts import ensure_clean, events, register


async def test_a_command_is_a_dense_position_with_a_true_leaf(log: Log) -> None:
    receipts = [await log.command(register(uuid7())) for _ in range(3)]
    assert [(1, 1), (2, 1), (3, 1)] == [(each.position, each.version) for each in receipts]
    await ensure_clean(log, *receipts)
    assert 3 == len(await events(log))
