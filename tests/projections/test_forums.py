"""The law of forums: their rows say what the aggregate says, also when rebuilt."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.installation import Installation, migrate
from domain.aggregate import Refusal
from domain.attendance import Present
from domain.forum import Forum
from domain.membership import Member
from domain.resource import Resource
from domain.values import ForumId, PartnerId, ResourceId
from projections import PROJECTIONS, forums
from store.embedded import Addresses
from store.rebuild import rebuild
from tests.conftest import TERRITORY
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.test_resource import NOTICE, REVISED
from tests.projections.test_action_sheets import desk_of

FIRST = date(2026, 3, 2)
DAYS = [FIRST + timedelta(days=n) for n in range(8)]
PARTNERS = (CCAS, MISSION, CAF)
TABLES = ("forums", "forum_members", "forum_meetings", "forum_attendance", "resources")
_Move = tuple[Callable[..., None], Mapping[str, Any]]
_days, _partners = st.sampled_from(DAYS), st.sampled_from(PARTNERS)
_colleges = st.sampled_from(["elected", "residents"])


def _admits(partner: PartnerId, since: date) -> _Move:
    return Forum.admit, {"partner": partner, "since": since}


def _parts(partner: PartnerId, left_on: date) -> _Move:
    return Forum.record_departure, {"partner": partner, "left_on": left_on}


def _convenes(day: date) -> _Move:
    meets_at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Forum.convene_meeting, {"meets_at": meets_at, "where": "Mairie", "agenda": "—"}


def _holds(day: date, meeting: int | None, guest: bool, college: str) -> _Move:  # noqa: FBT001
    there: dict[str, Any] = {"guests": (CAF,)} if guest else {"partners": (CAF,)}
    counted = (Present(college, 3),)
    return Forum.hold_meeting, {
        "on": day, "meeting": meeting, "colleges": counted, "conclusions": "—",
        "decisions": ("Une, « deux »", "Trois\nquatre"), **there,
    }  # fmt: skip


MOVES: st.SearchStrategy[_Move] = st.one_of(
    st.builds(_admits, _partners, _days),
    st.builds(_parts, _partners, _days),
    st.builds(
        lambda college, since: (Forum.admit, {"college": college, "since": since}),
        _colleges, _days,
    ),
    st.builds(_convenes, _days),
    st.builds(
        lambda n: (Forum.cancel_meeting, {"meeting": n, "reason": "—"}), st.integers(2, 6)
    ),
    st.builds(_holds, _days, st.none() | st.integers(2, 6), st.booleans(), _colleges),
)  # fmt: skip


async def _play(installation: Installation, moves: list[_Move]) -> Forum:
    desk, forum = desk_of(installation), ForumId(uuid4())
    said = {"kind": "technical", "name": "Cotech", "purpose": "—", "serves": ()}
    await desk.begin(Forum, forum, **said)
    for verb, told in moves:
        it = await desk.log.load(Forum, forum)
        assert it is not None
        try:
            verb(deepcopy(it), **told)
        except Refusal:
            continue
        await desk.change(Forum, forum, verb, **told)
    it = await desk.log.load(Forum, forum)
    assert it is not None
    return it


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(moves=st.lists(MOVES, max_size=12))
async def test_the_rows_of_a_forum_say_what_its_aggregate_says(
    installation: Installation, moves: list[_Move]
) -> None:
    it = await _play(installation, moves)

    async def rows(name: str) -> list[Any]:
        return await installation.readers.fetch(forums.statements[name], TERRITORY, it.id)

    [row] = await rows("forum")
    assert it.version == row["version"]
    periods = await rows("members")
    for day in DAYS:
        seated = {
            Member(each["partner"], each["college"])
            for each in periods
            if each["since"] <= day and (each["left_on"] is None or day <= each["left_on"])
        }
        assert seated == {
            member
            for member, sittings in it.members.items()
            if any(sitting.covers(day) for sitting in sittings)
        }
    meetings = await rows("meetings")
    assert it.convened == {
        each["meeting"]: each["day"] for each in meetings if each["state"] == "convened"
    }
    assert it.held_on == {each["day"] for each in meetings if each["state"] == "held"}


async def _told(installation: Installation) -> dict[str, set[str]]:
    return {
        table: {
            row["said"]
            for row in await installation.readers.fetch(
                f"select r::text as said from {table} r"
            )
        }
        for table in TABLES
    }


async def test_forums_and_resources_rebuilt_are_those_that_were(
    installation: Installation, where: Addresses
) -> None:
    moves: list[_Move] = [
        _admits(CAF, DAYS[0]),
        _parts(CAF, DAYS[2]),
        _admits(CAF, DAYS[4]),
        _convenes(DAYS[4]),
        _holds(DAYS[4], 5, False, "elected"),
        _convenes(DAYS[5]),
        (Forum.cancel_meeting, {"meeting": 7, "reason": "Grève"}),
        (Forum.dissolve, {"reason": "Fini"}),
    ]
    await _play(installation, moves)
    desk, resource = desk_of(installation), ResourceId(uuid4())
    await desk.begin(Resource, resource, kind="map", provider=CAF, notice=NOTICE, serves=None)
    await desk.change(Resource, resource, Resource.revise, notice=REVISED)
    before = await _told(installation)
    sides = [each for each in PROJECTIONS if each.name in ("forums", "resources")]
    await migrate(where)  # a cloned database has not its model's grants
    await rebuild(installation.rebuilders, sides)

    assert all(before[table] for table in TABLES)
    assert before == await _told(installation)
