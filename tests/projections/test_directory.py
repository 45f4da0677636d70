"""The law of the directory: an agent's rows say what the aggregate says, also when rebuilt."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.desk import Desk
from api.installation import Installation, migrate
from domain.agent import Agent, acts_for
from domain.aggregate import Refusal
from domain.audit_mission import AuditMission
from domain.partner import Description, Partner
from domain.policies import SYSTEM, Asker
from domain.values import AgentId, PartnerId
from projections import PROJECTIONS, directory
from store.embedded import Addresses
from store.rebuild import rebuild
from tests.conftest import TERRITORY
from tests.domain.people import CAF, CCAS, MISSION, NADIA

DAYS = [date(2026, 12, 1) + timedelta(days=n) for n in range(6)]
TABLES = ("agents", "mandates", "missions", "partners")
_periods = st.lists(st.sampled_from(DAYS), min_size=2, max_size=2).map(sorted)
_Move = tuple[Callable[..., None], Mapping[str, Any]]


def _mandates(period: list[date], partner: PartnerId) -> _Move:
    return Agent.mandate, {"on_behalf_of": partner, "first": period[0], "last": period[1]}


def _absences(period: list[date]) -> _Move:
    return Agent.be_absent, {"first": period[0], "last": period[1], "deputy": NADIA}


MOVES = st.one_of(
    st.builds(_mandates, _periods, st.sampled_from([MISSION, CAF])),
    st.builds(_absences, _periods),
    st.sampled_from(
        [
            (Agent.end_mandate, {"on_behalf_of": MISSION}),
            (Agent.end_mandate, {"on_behalf_of": CAF}),
            (Agent.come_back, {}),
            (Agent.grant_role, {"role": "dpo"}),
            (Agent.revoke_role, {"role": "dpo"}),
        ]
    ),
)


def desk_of(installation: Installation) -> Desk:
    return Desk(installation, Asker(SYSTEM, None, "administrator", TERRITORY), "test")


async def _partners(desk: Desk) -> None:
    for partner in (CCAS, MISSION, CAF):
        if await desk.log.load(Partner, partner) is None:
            said = Description(str(partner), "other")
            facts = {"source": "test", "reference": str(partner), "description": said}
            await desk.begin(Partner, partner, **facts)


async def _play(desk: Desk, moves: list[_Move]) -> Agent:
    agent = AgentId(uuid4())
    await desk.begin(Agent, agent, name="Paul B.", function="nurse", partner=CCAS)
    for verb, said in moves:
        it = await desk.log.load(Agent, agent)
        assert it is not None
        try:
            verb(deepcopy(it), **said)
        except Refusal:
            continue
        await desk.change(Agent, agent, verb, **said)
    it = await desk.log.load(Agent, agent)
    assert it is not None
    return it


async def _rows(installation: Installation) -> dict[str, set[str]]:
    return {
        table: {
            row["said"]
            for row in await installation.readers.fetch(
                f"select r::text as said from directory.{table} r"
            )
        }
        for table in TABLES
    }


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(moves=st.lists(MOVES, max_size=10))
async def test_the_rows_of_an_agent_say_what_its_aggregate_says(
    installation: Installation, moves: list[_Move]
) -> None:
    desk = desk_of(installation)
    await _partners(desk)
    it = await _play(desk, moves)

    for day in DAYS:
        mandated = await installation.readers.fetch(
            directory.statements["mandated_for"], TERRITORY, it.id, day
        )
        away = await installation.readers.fetch(
            directory.statements["absences"], TERRITORY, day
        )
        assert {row["partner"] for row in mandated} == {
            partner for partner in (MISSION, CAF) if acts_for(it, partner, day)
        }
        absent = it.absence is not None and it.absence.period.covers(day)
        assert absent == (it.id in {row["agent"] for row in away})
    rows = await installation.readers.fetch(directory.statements["agents"], TERRITORY)
    [row] = [row for row in rows if row["agent"] == it.id]
    assert it.version == row["version"]
    assert it.roles == frozenset(row["roles"])


async def test_the_directory_rebuilt_is_the_directory_that_was(
    installation: Installation, where: Addresses
) -> None:
    desk = desk_of(installation)
    await _partners(desk)
    period = {"first": DAYS[0], "last": DAYS[1]}
    moves: list[_Move] = [
        _mandates(DAYS[:2], MISSION),
        (Agent.end_mandate, {"on_behalf_of": MISSION}),
        _mandates(DAYS[2:4], MISSION),
        _mandates(DAYS[4:], MISSION),
        _absences(DAYS[:2]),
    ]
    for _ in range(3):
        it = await _play(desk, moves)
        mission = UUID(int=it.id.int + 1)
        await desk.begin(
            AuditMission, mission, evaluator=it.id, mandated_by="Comité", scope=(CCAS, CAF),
            purpose="Délais", **period,
        )  # fmt: skip
    await desk.change(AuditMission, mission, AuditMission.end, reason="accomplished")
    await desk.change(Partner, CAF, Partner.accept_charter, version="2026", on=DAYS[0])
    live = await _rows(installation)
    [projection] = [each for each in PROJECTIONS if each.name == "directory"]
    await migrate(where)  # a cloned database has not its model's grants
    await rebuild(installation.rebuilders, [projection])

    assert live == await _rows(installation)
    assert all(live.values())
