"""The system clock: reminders, then silence recorded; one worker, whatever runs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from api.commands.conventions import convention_stream
from api.desk import Desk
from api.installation import Installation, opened
from api.settings import Settings
from api.worker import round_of, working
from domain.commitment import Commitment
from domain.commitment_terms import Terms, commitment_id
from domain.convention import Convention
from domain.partner import Partner
from domain.values import Reference
from store.embedded import Addresses
from store.refusals import FromTheFuture
from tests.api.conftest import MISSION, Somebody, new_referral
from tests.conftest import TERRITORY

_PATIENCE = 60
"""Seconds before a test that waits for the worker gives up."""


class Clock:
    """A fictitious territory's clock, moved by hand."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) - timedelta(days=60)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
async def clock(installation: Installation) -> Clock:
    installation.clocks[TERRITORY] = clock = Clock()
    return clock


async def kinds(installation: Installation, referral: str) -> list[str]:
    rows = await installation.readers.fetch(
        "select kind from events where stream_id = $1 order by version", UUID(referral)
    )
    return [row["kind"].removeprefix("Referral.") for row in rows]


async def sent(by: Somebody) -> str:
    return str((await by.post("/referrals", new_referral())).json()["referral"])


async def days_pass(installation: Installation, clock: Clock, days: int) -> None:
    for _ in range(days):
        clock.pass_days(1)
        await round_of(installation, TERRITORY)


async def test_silence_is_reminded_twice_then_recorded_and_the_turn_passes(
    clock: Clock, installation: Installation, ccas: Somebody
) -> None:
    referral = await sent(ccas)
    await round_of(installation, TERRITORY)
    await days_pass(installation, clock, 40)

    assert await kinds(installation, referral) == [
        "Sent", "Notified", "Reminded", "Reminded", "LeftUnanswered",
    ]  # fmt: skip
    waiting = {
        each["code"]: [item["referral"] for item in each["items"]]
        for each in (await ccas.get("/inbox")).json()["worklists"]
    }
    assert waiting["left-unanswered"] == [referral]


async def test_who_answers_is_not_reminded(
    clock: Clock, installation: Installation, ccas: Somebody, mission: Somebody
) -> None:
    referral = await sent(ccas)
    await mission.post(f"/referrals/{referral}/acceptance", {}, version=1)
    await days_pass(installation, clock, 40)

    assert {"Reminded", "LeftUnanswered"}.isdisjoint(await kinds(installation, referral))


async def test_a_hold_that_is_past_reminds_its_addressee_once(
    clock: Clock, installation: Installation, ccas: Somebody, mission: Somebody
) -> None:
    referral = await sent(ccas)
    until = (clock.now + timedelta(days=10)).date().isoformat()
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("acceptance", {}), ("start", {}), ("hold", {"reason": "other", "until": until}),
    )  # fmt: skip
    for version, (noun, said) in enumerate(steps, start=1):
        answer = await mission.post(f"/referrals/{referral}/{noun}", said, version=version)
        assert answer.status_code == 201, answer.text
    await days_pass(installation, clock, 9)
    assert "Reminded" not in await kinds(installation, referral)
    await days_pass(installation, clock, 20)

    assert (await kinds(installation, referral)).count("Reminded") == 1
    waiting = (await mission.get("/inbox")).json()["worklists"]
    [held] = next(each["items"] for each in waiting if each["code"] == "held")
    assert (held["referral"], held["due"]) == (referral, until)


async def test_a_closed_partner_is_given_its_days(
    clock: Clock, installation: Installation, administrator: Desk, ccas: Somebody
) -> None:
    day = clock.now.date()
    await administrator.change(
        Partner, MISSION, Partner.close_between, first=day, last=day + timedelta(days=30)
    )
    referral = await sent(ccas)
    await days_pass(installation, clock, 30)

    assert {"Reminded", "LeftUnanswered"}.isdisjoint(await kinds(installation, referral))


async def test_what_two_workers_do_is_done_once(
    clock: Clock,
    installation: Installation,
    home: Settings,
    where: Addresses,
    ccas: Somebody,
) -> None:
    referral = await sent(ccas)
    async with opened(home, where) as other:
        other.clocks[TERRITORY] = clock
        clock.pass_days(40)
        await asyncio.gather(*(round_of(each, TERRITORY) for each in (installation, other)))

    told = await kinds(installation, referral)
    assert sorted(told) == sorted(set(told))


async def test_a_reaction_waits_for_a_clock_that_is_behind(
    clock: Clock, installation: Installation, ccas: Somebody
) -> None:
    referral = await sent(ccas)
    clock.pass_days(-1)
    with pytest.raises(FromTheFuture):
        await round_of(installation, TERRITORY)
    clock.pass_days(2)
    await round_of(installation, TERRITORY)

    assert await kinds(installation, referral) == ["Sent", "Notified"]


@pytest.fixture
async def two_workers(
    installation: Installation, home: Settings, where: Addresses
) -> AsyncIterator[Installation]:
    async with (
        opened(home, where) as other,
        working(installation, 0.05),
        working(other, 0.05),
    ):
        yield other


async def test_one_worker_holds_the_turn_and_hears_the_log(
    two_workers: Installation, ccas: Somebody
) -> None:
    referral = await sent(ccas)
    async with asyncio.timeout(_PATIENCE):
        while "Notified" not in await kinds(two_workers, referral):  # noqa: ASYNC110 - a poll
            await asyncio.sleep(0.01)
    held = await two_workers.readers.fetchval(
        "select count(*) from pg_locks where locktype = 'advisory' and granted"
        " and objid::bigint = hashtext('maillage.worker')::bigint & 4294967295"
        " and database = (select oid from pg_database where datname = current_database())"
    )

    assert held == 1


async def test_the_worker_keeps_the_journals_lines_at_the_head_of_the_log(
    installation: Installation, ccas: Somebody
) -> None:
    async def behind() -> int:
        behind: int = await installation.readers.fetchval(
            "select h.position - coalesce(max(l.position), 0) from heads h"
            " left join lines l using (territory) where territory = $1 group by h.position",
            TERRITORY,
        )
        return behind

    async with working(installation, 0.05):
        for _ in range(2):
            await sent(ccas)
            async with asyncio.timeout(_PATIENCE):
                while await behind():  # noqa: ASYNC110 - the worker does it
                    await asyncio.sleep(0.02)


async def test_a_commitment_is_reminded_then_late_once_and_may_still_be_kept(
    clock: Clock, installation: Installation, mission: Somebody, ccas: Somebody
) -> None:
    due = (clock.now + timedelta(days=30)).date().isoformat()
    body = {
        "kind": "maps", "what": "Les cartes.", "due": due, "signed_by": "director",
        "beneficiary": str(ccas.partner),
    }  # fmt: skip
    it = (await mission.post("/commitments", body)).json()["id"]
    await days_pass(installation, clock, 45)
    found = (await mission.get(f"/commitments/{it}")).json()
    assert ("made", True) == (found["state"], found["overdue"])
    assert found["late_by"] > 7

    keeping = {"evidence": "Les voici."}
    kept = await mission.post(f"/commitments/{it}/keeping", keeping, found["version"])
    assert 201 == kept.status_code
    rows = await installation.readers.fetch(
        "select kind, source from events where stream_id = $1 order by version", UUID(it)
    )
    assert [
        ("Commitment.Undertaken", "api"), ("Commitment.Reminded", "commitment-due@0"),
        ("Commitment.FellOverdue", "commitment-due@0"), ("Commitment.Kept", "api"),
    ] == [(row["kind"], row["source"]) for row in rows]  # fmt: skip


async def test_what_an_amendment_asks_for_is_asked_once_though_the_worker_stops_between(
    installation: Installation, administrator: Desk, where: Addresses
) -> None:
    stream = convention_stream(TERRITORY)
    parties = {"parties": ("A", "B"), "deliberations": (), "term": "Un an"}
    promised = {"priorities": (), "principles": (), "means": ()}
    await administrator.begin(Convention, stream, **parties, **promised)
    means = ("Un poste", "Une salle", "Un véhicule")
    await administrator.change(
        Convention, stream, Convention.amend, number=1, means=means, signed_on=date(2026, 1, 5)
    )

    async def asked() -> int:
        counted = "select count(*) from events where kind = 'Commitment.Requested'"
        return int(await installation.readers.fetchval(counted))

    first = commitment_id(Reference("amendment", stream, 1), 1)
    said = {"debtor": None, "beneficiary": None, "terms": Terms("additional-means", means[0])}
    await administrator.begin(
        Commitment, first, **said, serves=Reference("amendment", stream, 1)
    )
    assert 1 == await asked()
    await round_of(installation, TERRITORY)
    assert len(means) == await asked()
    owner = await asyncpg.connect(where.admin)
    await owner.execute("delete from maillage.cursors where name = 'processes'")
    await owner.close()
    await round_of(installation, TERRITORY)
    assert len(means) == await asked()
