"""A year is played through the real commands: whole, refused nothing, resumed where it was."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg
import pytest

from api.demo.year.play import play_year
from api.demo.year.told import Told
from api.demo.year.troupe import AUBELUNE
from api.installation import Installation, opened
from api.settings import Settings
from domain.catalogue import KINDS
from domain.local_time import PARIS
from projections import PROJECTIONS
from store.embedded import Addresses
from store.pools import Db
from store.rebuild import rebuild
from store.receipts import Receipt
from store.verify import verify
from tests.conftest import fresh

LONG, SHORT = Told(1, 260, 0.04), Told(1, 40, 0.04)
BY_READING = frozenset({
    "Conference.EvidenceFrozen", "Conference.FindingRecorded", "Conference.Concluded",
    "Territory.Created",
})  # fmt: skip
"""What these say depends on where the day's facts were written, or on the journal."""
UNTOLD = {
    "nobody's data is destroyed in a year": (
        "Agent.Erased", "Agent.KeyDestroyed", "Alert.Erased", "Alert.KeyDestroyed",
        "Case.Erased", "Case.KeyDestroyed", "Contribution.Erased",
        "Contribution.KeyDestroyed", "Person.Erased", "Person.KeyDestroyed",
        "Reporter.Erased", "Reporter.KeyDestroyed",
    ),
    "the convention goes on": ("Convention.Denounced", "Convention.Renewed"),
    "both conferences are held": ("Conference.Cancelled",),
    "nothing sends mail yet": ("Referral.NotificationRefused",),
    "it answers what the board counts that day": ("WeakSignal.SetAside",),
    "nobody asks for it in Aubelune": ("Person.LimitationLifted", "Alert.DuplicateLeft"),
    "too few days or too small a scale here": (
        "ActionSheet.Concluded", "ActionSheet.Generalised", "ActionSheet.HandedOver",
        "ActionSheet.PartnerLeft", "ActionSheet.Abandoned", "ActionSheet.Revised",
        "ActionSheet.TargetRevised", "ActionSheet.Resumed", "ActionSheet.MeasurementCorrected",
        "Agent.PortfolioHandedOver", "Agent.Returned", "Alert.TakenOffAgenda",
        "Alert.Reopened", "Alert.PersonInformed", "Alert.PersonReplied", "Case.Reopened",
        "Case.CoordinatorReplaced", "Case.CoordinationEnded", "Case.PersonLeft",
        "Case.Transferred", "Commitment.KeptContested", "Commitment.PartlyKept",
        "Commitment.NotKept", "Commitment.Rescheduled", "Commitment.Released",
        "Commitment.FellOverdue", "Commitment.DeclinedToCommit", "Commitment.EnteredInError",
        "Conference.FindingRestated", "Contribution.EnteredInError", "Contribution.LedTo",
        "Contribution.LeftUnanswered", "Contribution.LinkedToSheet", "Contribution.Reminded",
        "Contribution.Withdrawn", "Contribution.NotPublished", "Convention.Amended",
        "Forum.Dissolved", "Forum.MeetingCancelled", "Observation.Corrected",
        "Observation.Withdrawn", "ActionSheet.Paused", "Case.GoalDropped",
        "Case.PartnerReleased",
        "Person.OppositionRaised", "Person.AddressUnprotected", "Person.Archived",
        "Person.Deceased", "Person.DeathRetracted", "Person.LeftHousehold",
        "Person.MovedAway", "Person.OppositionRejected", "Person.OppositionTakenBack",
        "Person.OppositionUpheld", "Person.Reactivated", "Person.RepresentationEnded",
        "Person.RightsRequestAnswered", "Referral.AnswerContested",
        "Referral.OutcomeContested", "Referral.Reopened", "Referral.Withdrawn",
        "Resource.Revised", "Resource.Withdrawn", "WatchSession.FollowUpDone",
        "WatchSession.FollowUpDropped", "WatchSession.FollowUpLedTo",
        "WatchSession.FollowUpRefused", "WatchSession.ItemRemoved",
    ),
}  # fmt: skip
Shown = Callable[[str, int | None], Callable[[int], Any]]


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


def silent(_title: str, _total: int | None) -> Callable[[int], Any]:
    return lambda _more: None


def interrupting(after: int) -> Shown:
    done = Counter[str]()

    def shown(title: str, _total: int | None) -> Callable[[int], Any]:
        def advance(more: int) -> None:
            done[title] += more
            if done[title] == after:
                raise Interrupted

        return advance

    return shown


async def noting(_: Db, __: Receipt) -> None:
    """Nothing is noted here."""


@pytest.fixture
async def others(socket: str, template: tuple[str, str]) -> AsyncIterator[Addresses]:
    async with fresh(socket, template) as it:
        yield it


async def play(
    installation: Installation, told: Told, reached: datetime | None = None,
    shown: Shown = silent, *, forgiving: bool = False,
) -> None:  # fmt: skip
    extent = told.extent(datetime.now(PARIS).date())
    await play_year(installation, extent, reached, noting, shown, forgiving=forgiving)


async def facts(installation: Installation) -> dict[Any, Any]:
    """What each stream holds, version by version."""
    rows = await installation.readers.fetch(
        "select stream_id, version, kind, data, actor, command_id, source from events "
        "where territory = $1", AUBELUNE,
    )  # fmt: skip
    return {
        (row["stream_id"], row["version"]): (
            row["kind"], "" if row["kind"] in BY_READING else row["data"], row["actor"],
            row["source"],
        )
        for row in rows
    }  # fmt: skip


async def rows_of(installation: Installation) -> dict[str, list[Any]]:
    found = {}
    for projection in PROJECTIONS:
        tables = await installation.readers.fetch(
            "select tablename from pg_tables where schemaname = $1", projection.name
        )
        for [table] in tables:
            name = f"{projection.name}.{table}"
            rows = await installation.readers.fetch(f"select * from {name} t order by t::text")
            found[name] = [tuple(row) for row in rows]
    return found


@asynccontextmanager
async def rebuildable(where: Addresses) -> AsyncIterator[None]:
    db = await asyncpg.connect(where.admin)
    name = await db.fetchval("select current_database()")
    await db.execute(f"grant create on database {name} to maillage_rebuilder")
    await db.close()
    yield


async def test_a_year_is_refused_nothing_verifies_and_is_rebuilt_as_it_stands(
    installation: Installation, where: Addresses
) -> None:
    await play(installation, LONG)
    told = {kind for kind, *_ in (await facts(installation)).values()}
    excused = {kind for kinds in UNTOLD.values() for kind in kinds}
    assert set(KINDS) <= told | excused, set(KINDS) - told - excused

    async with installation.readers.acquire() as db:
        verdict = await verify(db, AUBELUNE)
    assert (True, []) == (verdict.fictitious, verdict.faults)
    live = await rows_of(installation)
    async with rebuildable(where):
        await rebuild(installation.rebuilders, installation.projections)
    assert live == await rows_of(installation)


async def test_a_year_that_was_interrupted_ends_as_one_that_was_not(
    home: Settings, where: Addresses, others: Addresses
) -> None:
    async with opened(home, where) as first:
        with pytest.raises(Interrupted):
            await play(first, SHORT, shown=interrupting(after=17))
        head = await first.head(AUBELUNE)
    async with opened(home, where) as second:
        assert head is not None
        reached = head["recorded_at"].astimezone(PARIS)
        await play(second, SHORT, reached, forgiving=True)
        resumed = await facts(second)
    async with opened(home, others) as third:
        await play(third, SHORT)
        assert resumed == await facts(third)
