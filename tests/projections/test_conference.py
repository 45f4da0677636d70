"""The law of the conference's reading side: rebuilt from the log it is what it was live."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from asyncpg import Record

from api.installation import Installation, migrate
from domain.conference import Conference, conference_stream
from domain.values import ConferenceId
from projections import PROJECTIONS, conference
from store.embedded import Addresses
from store.rebuild import rebuild
from tests.conftest import TERRITORY
from tests.domain.people import CCAS, MISSION
from tests.store.acts import begins, changes

DAY, LATER = date(2026, 3, 12), date(2026, 5, 7)
_Move = tuple[Callable[..., None], Mapping[str, Any]]
FREEZES: _Move = (
    Conference.freeze_evidence, {"position": 1, "seal": "0" * 64, "head": 9},
)  # fmt: skip
HOLDS: _Move = (
    Conference.hold, {"colleges": {"residents": 9}, "today": LATER, "partners": (CCAS,)},
)  # fmt: skip
RECOMMENDS: _Move = (
    Conference.adopt_recommendation, {"text": "Ouvrir le samedi.", "addressed_to": MISSION},
)  # fmt: skip
POSTPONES: _Move = (
    Conference.postpone, {"held_on": LATER, "reason": "Élections.", "where": "Gymnase"},
)  # fmt: skip
CONCLUDES: _Move = (Conference.conclude, {"report": "0" * 64})
CANCELS: _Move = (Conference.cancel, {"reason": "Grand froid."})


async def lived(installation: Installation, year: int, *moves: _Move) -> ConferenceId:
    stream = conference_stream(TERRITORY, year)
    said = {"where": "Mairie", "agenda": ("Suites",), "held_on": DAY.replace(year=year)}
    log = installation.log(TERRITORY)
    await log.command(
        begins(Conference, stream, lambda: Conference(id=stream, year=year, **said))  # type: ignore[arg-type]
    )
    for verb, facts in moves:
        await log.command(changes(Conference, stream, lambda it: verb(it, **facts)))  # noqa: B023
    return stream


async def rows(installation: Installation) -> list[Record]:
    return await installation.readers.fetch(conference.statements["conferences"], TERRITORY)


@pytest.fixture
async def years(installation: Installation, where: Addresses) -> Installation:
    await migrate(where)  # a database of its own lets itself be rebuilt
    await lived(installation, 2025, FREEZES, CANCELS)
    await lived(installation, 2026, POSTPONES, FREEZES, HOLDS, RECOMMENDS, CONCLUDES)
    await lived(installation, 2027)
    return installation


async def test_each_conference_stands_as_its_last_fact_left_it(years: Installation) -> None:
    told = [
        (row["year"], row["state"], row["held_on"], row["place"], row["frozen"])
        for row in await rows(years)
    ]

    assert [
        (2027, "convened", DAY.replace(year=2027), "Mairie", None),
        (2026, "concluded", LATER, "Gymnase", 1),
        (2025, "cancelled", DAY.replace(year=2025), "Mairie", 1),
    ] == told
    assert [6, 3] == [row["version"] for row in (await rows(years))[1:]]


async def test_the_figures_of_a_year_begin_where_the_last_one_that_was_not_cancelled_froze(
    years: Installation,
) -> None:
    before = [
        await years.readers.fetchval(conference.statements["frozen_before"], TERRITORY, year)
        for year in (2026, 2027)
    ]

    assert [0, 1] == before


async def test_rebuilt_is_as_it_was_live(years: Installation) -> None:
    live = await rows(years)
    [side] = [each for each in PROJECTIONS if each.name == "conference"]
    await rebuild(years.rebuilders, [side])

    assert live == await rows(years)
    assert 1 == live[1]["recommendations"]
