"""The law of the commitments: a row says what its aggregate says, whatever happened."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.desk import Desk
from api.installation import Installation
from domain.aggregate import Refusal
from domain.commitment import Commitment
from domain.commitment_life import OPEN
from domain.policies import SYSTEM, Asker
from domain.values import PartnerId
from projections import commitments
from tests.conftest import TERRITORY
from tests.domain.commitments import DUE, FORM, LATER, MAPS, POSTPONED
from tests.domain.people import CCAS, MISSION, NADIA

Verb = Callable[..., Any]
C = Commitment
_DEBTOR: list[tuple[Verb, dict[str, Any]]] = [
    (C.make, {"debtor": MISSION, **FORM}),
    (C.decline_to_commit, {"reason": "no-means"}),
    (C.report_progress, {"text": "Une carte.", "share": 20}),
    (C.report_progress, {"text": "Une carte."}),
    (C.reschedule, {"deadline": POSTPONED, "reason": "staff"}),
    (C.keep, {"evidence": "Faites."}),
    (C.keep, {"evidence": "Faites."}),
    (C.keep_partly, {"share": 50, "evidence": "Deux.", "reason": "staff"}),
    (C.give_up, {"reason": "staff"}),
    (C.agree_to_publication, {"side": MISSION}),
    (C.enter_in_error, {"reason": "trial"}),
]
_BENEFICIARY: list[tuple[Verb, dict[str, Any]]] = [
    (C.confirm, {}),
    (C.confirm_kept, {}),
    (C.contest_kept, {"sentence": "Non."}),
    (C.contest_kept, {"sentence": "Toujours pas."}),
    (C.release, {"reason": "need-gone"}),
    (C.agree_to_publication, {"side": CCAS}),
]
_CLOCK: list[tuple[Verb, dict[str, Any]]] = [
    (C.remind, {"due": FORM["deadline"].reminders[0]}),  # type: ignore[attr-defined] # a Deadline
    (C.fall_overdue, {"today": date(2027, 4, 1)}),
    (C.fall_overdue, {"today": date(2027, 7, 1)}),
]
_MOVES = [
    *((MISSION, *move) for move in _DEBTOR),
    *((CCAS, *move) for move in _BENEFICIARY),
    *((None, *move) for move in _CLOCK),
]


def _desk(installation: Installation, partner: PartnerId | None) -> Desk:
    if partner is None:
        return Desk(installation, Asker(SYSTEM, None, "system", TERRITORY), "test")
    return Desk(installation, Asker(NADIA, partner, "social-worker", TERRITORY), "test")


def _said(it: Commitment) -> dict[str, Any]:
    """What the aggregate says, in the row's words."""
    return {
        "version": it.version, "state": it.state.value, "debtor": it.debtor,
        "beneficiary": it.beneficiary, "overdue": it.overdue, "confirmed": it.confirmed,
        "due": it.deadline.due if it.deadline else None, "ended": it.state not in OPEN,
        "published": it.published,
    }  # fmt: skip


async def _play(installation: Installation, begins: dict[str, Any], tried: Any) -> UUID:
    commitment = uuid4()
    by = MISSION if "deadline" in begins else CCAS
    facts = {"debtor": MISSION, "beneficiary": CCAS, **begins}
    await _desk(installation, by).begin(Commitment, commitment, **facts)
    for partner, verb, said in tried:
        try:
            await _desk(installation, partner).change(Commitment, commitment, verb, **said)
        except Refusal:
            continue
    return commitment


async def _row(installation: Installation, commitment: UUID) -> Any:
    statement = commitments.statements["commitment"]
    [row] = await installation.readers.fetch(statement, TERRITORY, commitment)
    return row


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    begins=st.sampled_from([{"terms": MAPS}, {**FORM}]),
    tried=st.lists(st.sampled_from(_MOVES), max_size=16),
)
async def test_the_row_of_a_commitment_says_what_its_aggregate_says(
    installation: Installation, begins: dict[str, Any], tried: Any
) -> None:
    commitment = await _play(installation, begins, tried)
    it = await installation.log(TERRITORY).load(Commitment, commitment)
    assert it is not None
    row, said = await _row(installation, commitment), _said(it)

    assert said == {name: row[name] for name in said}


async def test_the_row_keeps_the_first_day_the_postponements_and_the_contestations(
    installation: Installation,
) -> None:
    kept, contested = (C.keep, {"evidence": "Faites."}), (C.contest_kept, {"sentence": "Non."})
    commitment = await _play(installation, {**FORM}, [
        (None, C.fall_overdue, {"today": date(2027, 4, 1)}),
        (MISSION, C.reschedule, {"deadline": POSTPONED, "reason": "staff"}),
        (MISSION, *kept), (CCAS, *contested), (MISSION, *kept), (CCAS, *contested),
    ])  # fmt: skip
    row = await _row(installation, commitment)

    assert (DUE, LATER, 1, 2) == (
        row["first_due"], row["due"], row["reschedules"], row["contested"],
    )  # fmt: skip
    assert (False, True, None) == (row["overdue"], row["ever_overdue"], row["kept_on"])


async def test_the_clock_finds_what_is_owed_on_its_days_and_nothing_else(
    installation: Installation,
) -> None:
    async def found(today: date) -> list[UUID]:
        due = commitments.statements["due_for_the_clock"]
        rows = await installation.readers.fetch(due, TERRITORY, today, 100)
        return [row["stream"] for row in rows]

    [reminder] = FORM["deadline"].reminders  # type: ignore[attr-defined] # a Deadline
    owed = await _play(installation, {**FORM}, [])
    kept = await _play(installation, {**FORM}, [(MISSION, C.keep, {"evidence": "Faites."})])
    asked = await _play(installation, {"terms": MAPS}, [])
    assert owed in await found(reminder)
    assert not {kept, asked} & set(await found(date(2030, 1, 1)))
    late = [(None, C.fall_overdue, {"today": date(2027, 4, 1)})]
    assert await _play(installation, {**FORM}, late) not in await found(date(2030, 1, 1))
