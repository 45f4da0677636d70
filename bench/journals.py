"""The journal's searches, in a log of ten thousand facts and in one of many more."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle

from api.desk import Desk
from api.installation import Installation, opened
from api.views.journal import lines_of
from api.views.journal_search import Filter
from bench.casework import THEMES, Service, casework
from bench.histories import TERRITORY
from bench.place import Place
from bench.scenes import Scale, Side, Sides
from bench.timing import Act, Spent, drive
from domain.local_time import day_of
from domain.policies import Asker
from domain.values import CaseId
from store.follow import build
from store.rebuild import rebuild

SHORT = 10_000
LENGTHS = ("short", "long")
FILTERS = (
    "nothing", "period", "occurred", "service", "function", "role", "kind", "family",
    "service and kind", "case", "theme", "ground", "source", "actor",
)  # fmt: skip
READERS = {"busy service": 0, "small service": -1}
_PAGE = 50


@asynccontextmanager
async def search(place: Place, scale: Scale) -> AsyncIterator[Sides]:
    """The same casework twice: ten thousand facts of a year, and as many as the scale says.

    Both are asked the same one after the other: the machine's noise touches both.
    """
    async with AsyncExitStack() as stack:
        asked: dict[str, dict[str, Side]] = {}
        for name, length in zip(LENGTHS, (SHORT, scale.events), strict=True):
            services = await casework(place, name, length)
            where = place.addresses(name)
            it = await stack.enter_async_context(opened(place.settings, where))
            await rebuild(it.rebuilders, it.projections)
            for follower in it.followers:
                await build(it.rebuilders, follower)
            await place.run("vacuum analyze", database=name)
            asked[name] = await _asked(it, services)
        yield {
            f"{what}, {name}": asked[name][what]
            for what in (*FILTERS, *READERS)
            for name in LENGTHS
        }
    for name in LENGTHS:
        await place.drop(name)


async def _asked(it: Installation, services: Sequence[Service]) -> dict[str, Side]:
    """What an evaluator seeks, and the plain journal of two services."""
    evaluator = _desk(it, services[0], "evaluator")
    asked: dict[str, Side] = {
        what: partial(_pages, evaluator, sought)
        for what, sought in (await _filters(it, services)).items()
    }
    for who, number in READERS.items():
        asked[who] = partial(_pages, _desk(it, services[number], "partner-agent"), Filter())
    return asked


async def _filters(it: Installation, services: Sequence[Service]) -> Mapping[str, Filter]:
    """One search for each thing that may be sought."""
    today = day_of(datetime.now(UTC))
    half = today - timedelta(days=180)
    async with it.readers.acquire() as db:
        case = await db.fetchval(
            "select case_id from events where territory = $1 and case_id is not null"
            " order by position desc limit 1", TERRITORY,
        )  # fmt: skip
    service = services[1].partner
    found = (
        Filter(), Filter(since=half, until=half + timedelta(days=30)),
        Filter(occurred_since=half, occurred_until=half + timedelta(days=30)),
        Filter(partner=service), Filter(function="reception"), Filter(role="partner-agent"),
        Filter(kind="Referral.Accepted"), Filter(kind="Case"),
        Filter(partner=service, kind="Referral.Sent"), Filter(case=CaseId(case)),
        Filter(theme=THEMES[0]), Filter(ground="consent"), Filter(source="page"),
        Filter(actor="system"),
    )  # fmt: skip
    return dict(zip(FILTERS, found, strict=True))


def _desk(it: Installation, service: Service, role: str) -> Desk:
    return Desk(it, Asker(service.agent, service.partner, role, TERRITORY), "bench")


async def _pages(desk: Desk, sought: Filter, seconds: float) -> Spent:
    """One reader who asks for the newest fifty lines again and again."""
    turns = cycle([sought])

    async def act() -> None:
        async with desk.look("journal") as sight:
            await lines_of(sight, next(turns), _PAGE)

    acts: list[Act] = [act]
    return await drive(acts, seconds)
