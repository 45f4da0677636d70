"""Appending: what one command writes, and when it is refused."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from api.installation import Installation
from domain.person import Person
from store.facts import Provenance
from store.log import Ask
from store.uuid7 import uuid7
from store.verify import verify
from tests.conftest import TERRITORY


def why() -> Provenance:
    return Provenance("system", None, "system", "cli", datetime.now(UTC), uuid7())


def register(stream: UUID) -> Ask[Person]:
    def decide(it: Person | None) -> Person:
        assert it is None
        return Person(id=stream, by=uuid4(), family_name="Durand", given_name="Ana")

    return Ask(Person, stream, decide, why())


async def test_a_command_is_a_dense_position_with_a_true_leaf(installation: Installation) -> None:
    stream = uuid7()
    receipt = await installation.log(TERRITORY).command(register(stream))

    assert (1, 1) == (receipt.position, receipt.version)
    async with installation.readers.acquire() as db:
        assert not (await verify(db, TERRITORY)).faults
