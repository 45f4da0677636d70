"""The law of the case file: its rows say what the aggregate says."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings

from api.installation import Installation
from domain.aggregate import Refusal
from domain.case import Case
from domain.values import PartnerId
from projections import case_file
from store.uuid7 import uuid7
from tests.conftest import TERRITORY
from tests.domain.case_tries import Attempt, Verb, tries
from tests.domain.cases import doing
from tests.domain.people import CAF, MISSION
from tests.store.acts import changes, open_case


def _trying(verb: Verb, by: PartnerId) -> Callable[[Case], None]:
    return lambda it: verb(it, by)


async def _play(installation: Installation, attempts: list[Attempt]) -> UUID:
    log, case = installation.log(TERRITORY), uuid7()
    await log.command(open_case(case))
    for partner in (MISSION, CAF):
        involved = doing(Case.involve_partner, partner=partner, sharing_ground="consent")
        await log.command(changes(Case, case, involved))
    for verb, by in attempts:
        with suppress(Refusal):
            await log.command(changes(Case, case, _trying(verb, by)))
    return case


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(attempts=tries)
async def test_the_rows_of_a_case_say_what_its_aggregate_says(
    installation: Installation, attempts: list[Attempt]
) -> None:
    case = await _play(installation, attempts)
    it = await installation.log(TERRITORY).load(Case, case)
    assert it is not None

    async def rows(name: str) -> list[Any]:
        return await installation.readers.fetch(case_file.statements[name], TERRITORY, case)

    [row] = await rows("case")
    coordinator = it.coordinator or (None, None)
    assert (it.version, it.state.value, it.lead) == (row["version"], row["state"], row["lead"])
    assert tuple(coordinator) == (row["coordinated_by"], row["coordinator"])
    current = {each["partner"] for each in await rows("partners") if each["until"] is None}
    assert it.partners == current
    here = {each["person"] for each in await rows("persons") if each["until"] is None}
    assert it.persons == here
    pursued = {each["goal"] for each in await rows("goals") if each["state"] == "pursued"}
    assert it.goals == pursued
