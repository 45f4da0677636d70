"""What a stream does with a client that stays behind, and with facts that are not for it."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from starlette.types import Message

from api.desk import Desk
from api.http import stream
from api.http.stream import Stream
from api.news import News
from domain.partner import Description, Partner
from domain.policies import Asker
from domain.values import PartnerId
from tests.api.conftest import Somebody, new_referral
from tests.conftest import TERRITORY

SCOPE = {"type": "http", "state": {"head": False}}


async def waits() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def test_a_client_that_takes_nothing_is_cut_off_and_gives_its_place_back(
    administrator: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_PATIENCE", 0.05)
    news, sent = News(administrator.installation.readers), list[str]()

    async def batches() -> AsyncIterator[bytes]:
        while True:
            yield b"data: 1\n\n"

    async def stuck(message: Message) -> None:
        sent.append(message["type"])
        if len(sent) > 3:
            await waits()

    async with asyncio.timeout(5):
        await Stream(batches(), news, administrator.asker)(SCOPE, waits, stuck)

    assert 4 == len(sent), "no more was said to it"
    assert 0 == news._open.total()


class Following:
    """The batches of one reader, without a server between."""

    def __init__(self, desk: Desk, news: News) -> None:
        self._said: list[bytes] = []

        async def holds() -> object:
            return desk.asker

        self._batches = stream._batches(desk, news, holds, 0)  # type: ignore[arg-type] # an Asker

    async def until(self, part: bytes) -> bytes:
        """All that is said up to a batch that holds this."""
        async with asyncio.timeout(10):
            async for batch in self._batches:
                self._said.append(batch)
                if part in batch:
                    break
        return b"".join(self._said)


async def test_a_fact_that_becomes_the_readers_a_moment_later_is_not_passed_over(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    caf, desk = await joined(administrator), of(administrator, mission)
    following = Following(desk, News(administrator.installation.readers, 0.05))
    made = (await ccas.post("/referrals", new_referral(addressee=caf))).json()
    before = [await following.until(b": ping") for _ in range(3)]
    known = {"case": made["case"], "person": made["person"], "new_person": None}
    asked = await ccas.post("/referrals", new_referral(**known))
    said = await following.until(asked.json()["referral"].encode())

    assert made["case"].encode() not in before[-1]
    assert made["referral"].encode() in said


async def test_what_stays_hidden_is_passed_over_once_it_is_settled(
    administrator: Desk, ccas: Somebody, mission: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_SETTLED", 0.1)
    caf, desk = await joined(administrator), of(administrator, mission)
    await ccas.post("/referrals", new_referral(addressee=caf))
    head = await administrator.installation.head(TERRITORY)
    assert head is not None
    news = News(administrator.installation.readers, 0.05)
    said = await Following(desk, news).until(b"id: %d\n" % head["position"])

    assert said.endswith(b"id: %d\n\n" % head["position"])
    assert b"Referral.Sent" not in said


async def joined(administrator: Desk) -> str:
    """A third partner."""
    caf = PartnerId(uuid4())
    said = Description(name="CAF fictive", kind="caf-msa")
    facts = {"source": "test", "reference": str(caf), "description": said}
    await administrator.begin(Partner, caf, **facts)
    return str(caf)


def of(desk: Desk, who: Somebody) -> Desk:
    asker = Asker(who.agent, who.partner, "social-worker", TERRITORY)
    return Desk(desk.installation, asker, "api")
