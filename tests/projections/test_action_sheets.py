"""The law of action sheets: their rows say what the aggregate says, live and rebuilt."""

from contextlib import suppress
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.desk import Desk
from api.installation import Installation, migrate
from api.views.action_sheets import Sheet, sheet_in
from domain.action_sheet import ActionSheet, sheet_id
from domain.aggregate import Refusal
from domain.policies import Asker
from domain.values import SheetId
from projections import PROJECTIONS
from store.embedded import Addresses
from store.rebuild import rebuild
from tests.conftest import TERRITORY
from tests.domain.people import CAF, CCAS, MISSION, NADIA
from tests.domain.sheets import JULY, JUNE, content

_PARTNERS = st.sampled_from([MISSION, CAF])
_VALUES = st.integers(0, 9).map(Decimal)
MOVES: st.SearchStrategy[Any] = st.one_of(
    st.tuples(st.just(ActionSheet.hand_over), st.builds(dict, to=st.sampled_from([CCAS, CAF]))),
    st.tuples(
        st.just(ActionSheet.measure),
        st.builds(
            dict, indicator=st.sampled_from([1, 2]), value=_VALUES,
            on=st.sampled_from([JUNE, JULY]),
        ),
    ),
    st.tuples(
        st.just(ActionSheet.correct_measurement),
        st.builds(
            dict, measurement=st.integers(2, 8), value=_VALUES, reason=st.just("consolidated")
        ),
    ),
    st.tuples(
        st.just(ActionSheet.define_indicator),
        st.builds(dict, name=st.sampled_from(["a", "b"]), unit=st.just("people")),
    ),
    st.sampled_from([
        (ActionSheet.adopt, {"on": JUNE, "body": "Copil"}),
        (ActionSheet.pause, {"reason": "other"}),
        (ActionSheet.resume, {}),
        (ActionSheet.revise, {"content": content(title="Autre"), "why": "Le public"}),
        (ActionSheet.revise_target, {"indicator": 1, "target": Decimal(9), "why": "Moins"}),
        (ActionSheet.enter_in_error, {"reason": "trial"}),
        (ActionSheet.draft_again, {"content": content("experimental"), "lead": CAF}),
    ]),
)  # fmt: skip


def desk_of(installation: Installation, role: str = "project-lead", by: Any = CCAS) -> Desk:
    return Desk(installation, Asker(NADIA, by, role, TERRITORY), "test")


def said(it: ActionSheet) -> dict[str, Any]:
    measures = {
        version: (each.indicator, each.value, each.on) for version, each in it.measures.items()
    }
    indicators = {
        number: (each.name, each.target, each.due) for number, each in it.indicators.items()
    }
    content = asdict(it.content)
    return {
        "content": {**content, "publics": set(content["publics"])}, "lead": it.lead,
        "state": it.state, "partners": it.partners, "measures": measures,
        "indicators": indicators,
    }  # fmt: skip


def read(it: Sheet) -> dict[str, Any]:
    row = it.row
    content = {
        "title": row["title"], "kind": row["kind"], "priority": row["priority"],
        "need": row["need"], "objectives": tuple(row["objectives"]),
        "publics": set(row["publics"]),
    }  # fmt: skip
    measures = {
        measure.version: (each.number, measure.value, measure.on)
        for each in it.indicators
        for measure in each.measures
    }
    return {
        "content": content, "lead": row["lead"], "state": it.state,
        "partners": frozenset(it.partners), "measures": measures,
        "indicators": {
            each.number: (each.name, each.target, each.due) for each in it.indicators
        },
    }  # fmt: skip


_numbers = iter(range(1, 1_000))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=st.lists(st.one_of(MOVES, _PARTNERS), max_size=12))
async def test_a_sheet_is_read_as_its_aggregate_stands(
    installation: Installation, moves: list[Any]
) -> None:
    number = next(_numbers)
    sheet = SheetId(sheet_id(TERRITORY, number))
    lead = desk_of(installation)
    facts = {"number": number, "content": content(), "lead": CCAS}
    await lead.begin(ActionSheet, sheet, **facts)
    for move in moves:
        with suppress(Refusal):
            if isinstance(move, tuple):
                await lead.change(ActionSheet, sheet, move[0], **move[1])
            else:
                there = desk_of(installation, "partner-agent", move)
                await there.change(ActionSheet, sheet, ActionSheet.join, by=move)

    it = await lead.log.load(ActionSheet, sheet)
    assert it is not None
    async with lead.look("sheet") as sight:
        assert said(it) == read(await sheet_in(sight, sheet))


async def test_rebuilt_sheets_are_the_live_ones(
    installation: Installation, where: Addresses
) -> None:
    lead, sheet = desk_of(installation), sheet_id(TERRITORY, 1)
    facts = {"number": 1, "content": content(), "lead": CCAS}
    await lead.begin(ActionSheet, sheet, **facts)
    for verb, told in (
        (ActionSheet.define_indicator, {"name": "a", "unit": "people", "target": Decimal(9)}),
        (ActionSheet.measure, {"indicator": 1, "value": Decimal(1), "on": JUNE}),
        (
            ActionSheet.correct_measurement,
            {"measurement": 3, "value": Decimal(2), "reason": "other"},
        ),
        (ActionSheet.hand_over, {"to": CAF}),
        (ActionSheet.enter_in_error, {"reason": "trial"}),
        (ActionSheet.draft_again, {"content": content(title="Enfin"), "lead": MISSION}),
        (ActionSheet.define_indicator, {"name": "b", "unit": "people"}),
        (ActionSheet.measure, {"indicator": 1, "value": Decimal("3.00"), "on": JULY}),
    ):  # fmt: skip
        await lead.change(ActionSheet, sheet, verb, **told)  # type: ignore[arg-type]
    async with lead.look("sheet") as sight:
        live = await sheet_in(sight, sheet)
    await migrate(where)  # a cloned database has not its model's grants
    await rebuild(installation.rebuilders, PROJECTIONS)
    async with lead.look("sheet") as sight:
        rebuilt = await sheet_in(sight, sheet)

    assert live == rebuilt
    assert ("Enfin", [JULY]) == (
        live.row["title"], [each.on for each in live.indicators[0].measures]
    )  # fmt: skip
