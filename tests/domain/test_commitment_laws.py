"""What holds for every history of a commitment, however its verbs were tried."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given as forall
from hypothesis import strategies as st

from domain.aggregate import Refusal
from domain.clock import commitment_deadline, falls_due
from domain.commitment import Commitment
from domain.commitment_life import OPEN, OWED, CommitmentState
from domain.values import PartnerId
from tests.domain.commitments import DUE, FORM, MAPS, RULE
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.test_commitment import ACTS
from tests.story import STREAM, as_told, replayed

Try = Callable[[Commitment, PartnerId | None, date], object]

S = CommitmentState
LEADS_TO: dict[CommitmentState, set[CommitmentState]] = {
    S.REQUESTED: {S.DECLINED, S.MADE, S.RELEASED},
    S.MADE: {S.KEPT, S.PARTLY_KEPT, S.NOT_KEPT, S.RELEASED},
    S.KEPT: {S.KEPT_CONFIRMED, S.CONTESTED},
    S.CONTESTED: {S.KEPT, S.PARTLY_KEPT, S.NOT_KEPT, S.RELEASED},
}
"""The life of a commitment as its users are told of it: the code is held against it."""

ENDINGS = {
    "Commitment.DeclinedToCommit",
    "Commitment.KeptConfirmed",
    "Commitment.PartlyKept",
    "Commitment.NotKept",
    "Commitment.Released",
    "Commitment.EnteredInError",
}


def _tick(it: Commitment, _: Any, day: date) -> None:
    for step in falls_due(it, day):
        step.verb(it, **step.arguments)


def _made_by(it: Commitment, who: PartnerId | None, _: date) -> None:
    form: Any = {"debtor": who or MISSION, **FORM}
    it.make(**form)


VERBS: tuple[Try, ...] = (
    *(lambda it, _who, _day, act=act: act(it) for act in ACTS.values()),
    _tick,
    _made_by,
    lambda it, who, _: it.agree_to_publication(side=who),
    lambda it, _, day: it.reschedule(deadline=commitment_deadline(RULE, day), reason="staff"),
)
partners = st.sampled_from([CCAS, MISSION, CAF, None])
days = st.dates(DUE - timedelta(days=60), DUE + timedelta(days=400))
tries = st.lists(st.tuples(st.sampled_from(VERBS), partners, days), max_size=25)
sides = st.tuples(partners, partners).filter(lambda two: two[0] != two[1] or two[0] is None)


def history(two: Any, made: Any, tried: Any) -> list[Commitment]:
    """Replays of every prefix of what these tries recorded."""
    first = {**FORM} if made and two[0] is not None else {"terms": MAPS}
    it = Commitment(id=STREAM, debtor=two[0], beneficiary=two[1], **first)
    for verb, who, day in tried:
        try:
            verb(it, who, day)
        except Refusal:
            continue
    told = [as_told(event) for event in it.pending_events]
    moments = [replayed(Commitment, *told[:n]) for n in range(1, len(told) + 1)]
    assert vars(moments[-1]) | {"_pending_events": 0} == vars(it) | {"_pending_events": 0}
    assert sum(one.kind in ENDINGS - {"Commitment.EnteredInError"} for one in told) <= 1
    ended = [n for n, one in enumerate(told) if one.kind in ENDINGS]
    late = {one.kind for one in told[ended[0] + 1 :]} if ended else set()
    assert late <= {"Commitment.PublicationAgreed", "Commitment.EnteredInError"}
    return moments


@forall(sides, st.booleans(), tries)
def test_a_commitment_ends_once_and_its_states_follow_each_other_as_drawn(
    two: Any, made: Any, tried: Any
) -> None:
    for before, after in pairwise(history(two, made, tried)):
        if before.state is not after.state and after.state is not S.IN_ERROR:
            assert after.state in LEADS_TO[before.state]


@forall(sides, st.booleans(), tries)
def test_a_debtor_never_benefits_and_what_is_owed_has_a_debtor_and_a_day(
    two: Any, made: Any, tried: Any
) -> None:
    for it in history(two, made, tried):
        assert it.debtor is None or it.debtor != it.beneficiary
        assert it.made == (it.deadline is not None)
        if it.state in OWED | {S.KEPT}:
            assert it.debtor is not None
            assert it.made


@forall(sides, st.booleans(), tries)
def test_its_two_sides_and_what_is_agreed_are_never_taken_back(
    two: Any, made: Any, tried: Any
) -> None:
    for before, after in pairwise(history(two, made, tried)):
        assert after.beneficiary == before.beneficiary
        assert before.debtor in (None, after.debtor)
        assert before.agreed <= after.agreed
        assert after.agreed <= {after.debtor, after.beneficiary}


@forall(sides, st.booleans(), tries, days)
def test_the_clock_owes_nothing_to_what_is_not_owed_and_never_says_late_twice(
    two: Any, made: Any, tried: Any, day: date
) -> None:
    for it in history(two, made, tried):
        due = falls_due(it, day)
        assert len(due) <= 1
        if it.state not in OPEN - {S.REQUESTED, S.KEPT} or it.overdue:
            assert due == []
        for step in due:
            step.verb(it, **step.arguments)
            assert falls_due(it, day) == []
