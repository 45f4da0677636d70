"""What the worker meets: one thing that fails holds back nothing else, and is done later."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.commands.conventions import convention_stream
from api.desk import Desk
from api.installation import Installation
from api.worker import round_of, working
from domain.convention import Convention
from domain.territory import Territory, territory_stream
from domain.watch_session import WatchSession
from store.embedded import Addresses
from store.log import statements as log_statements
from store.refusals import FromTheFuture
from tests.api.conftest import Somebody, new_referral
from tests.api.sessions import animating, convened, put, raised
from tests.conftest import TERRITORY

ELSEWHERE = "93999"
MANY = 40
CUT = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_CUT = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""


async def sent(by: Somebody) -> UUID:
    return UUID((await by.post("/referrals", new_referral())).json()["referral"])


async def at_last(by: Somebody) -> UUID:
    """Each connection of the pools finds out for itself that it was cut."""
    for _ in range(MANY):
        with suppress(*CUT, KeyError):
            return await sent(by)
    return pytest.fail("no connection came back")


async def kinds(installation: Installation, stream: UUID) -> list[str]:
    rows = await installation.readers.fetch(
        "select kind from events where stream_id = $1 order by version", stream
    )
    return [row["kind"].partition(".")[2] for row in rows]


async def comes(installation: Installation, stream: UUID, kind: str) -> None:
    async with asyncio.timeout(60):
        found: list[str] = []
        while kind not in found:
            await asyncio.sleep(0.02)
            with suppress(*CUT):
                found = await kinds(installation, stream)


async def test_the_worker_goes_on_when_its_connections_were_cut(
    installation: Installation, where: Addresses, ccas: Somebody
) -> None:
    async with working(installation, 0.05):
        await comes(installation, await sent(ccas), "Notified")
        owner = await asyncpg.connect(where.admin)
        await owner.execute(_CUT)
        await owner.close()
        await comes(installation, await at_last(ccas), "Notified")


async def test_a_territory_that_waits_for_its_clock_holds_back_no_other(
    installation: Installation, administrator: Desk, ccas: Somebody
) -> None:
    await sent(ccas)
    installation.clocks[TERRITORY] = lambda: datetime.now(UTC) - timedelta(days=1)
    installation._logs.clear()  # opened anew, with that clock
    there = replace(administrator, asker=replace(administrator.asker, territory=ELSEWHERE))
    create = log_statements["create_territory"]
    await installation.writers.execute(create, ELSEWHERE, uuid4(), True)
    convention = convention_stream(ELSEWHERE)
    await there.begin(
        Territory, territory_stream(ELSEWHERE), name="Là-bas", fictitious=True, origin="demo"
    )
    await there.begin(
        Convention, convention, parties=("A", "B"), deliberations=(), term="Un an",
        priorities=(), principles=(), means=(),
    )  # fmt: skip
    await there.change(
        Convention, convention, Convention.amend, number=1, means=("Un poste",),
        signed_on=date(2026, 1, 5),
    )  # fmt: skip

    async with working(installation, 0.05), asyncio.timeout(15):
        while not await installation.readers.fetchval(  # noqa: ASYNC110 - a poll
            "select count(*) from events where kind = 'Commitment.Requested'"
        ):
            await asyncio.sleep(0.02)


async def test_a_fact_that_waits_holds_back_no_other_and_is_followed_later(
    installation: Installation, ccas: Somebody
) -> None:
    now = datetime.now(UTC) - timedelta(days=60)
    clock = [now]
    installation.clocks[TERRITORY] = lambda: clock[0]
    installation._logs.clear()
    clock[0] = now + timedelta(days=1)
    later = await sent(ccas)
    clock[0] = now
    sooner = await sent(ccas)
    with pytest.raises(FromTheFuture):
        await round_of(installation, TERRITORY)
    assert ["Sent"] == await kinds(installation, later)
    assert ["Sent", "Notified"] == await kinds(installation, sooner)

    clock[0] = now + timedelta(days=2)
    await round_of(installation, TERRITORY)
    for each in (later, sooner):
        assert ["Sent", "Notified"] == await kinds(installation, each)


async def test_on_a_stream_what_follows_comes_in_the_order_of_the_log(
    administrator: Desk,
) -> None:
    session = await convened(administrator)
    alerts = [await raised(administrator) for _ in range(6)]
    for alert in alerts:
        await put(administrator, session, alert)
    for alert in alerts:
        await animating(administrator).change(
            WatchSession, session, WatchSession.remove_item, alert=alert, reason="not-reached"
        )
    await round_of(administrator.installation, TERRITORY)

    for alert in alerts:
        assert ["PutOnAgenda", "TakenOffAgenda"] == (
            await kinds(administrator.installation, alert)
        )[1:]


async def test_a_round_that_is_cut_short_has_ended_and_the_next_one_ends_it(
    installation: Installation, ccas: Somebody
) -> None:
    referrals = await asyncio.gather(*(sent(ccas) for _ in range(MANY)))
    for moment in (0.0, 0.01, 0.03):
        cut = asyncio.create_task(round_of(installation, TERRITORY))
        await asyncio.sleep(moment)
        cut.cancel()
        with suppress(asyncio.CancelledError):
            await cut
    await round_of(installation, TERRITORY)

    for each in referrals:
        assert ["Sent", "Notified"] == await kinds(installation, each)
