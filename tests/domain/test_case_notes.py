"""Notes: who may widen, correct and retract them, and by which ground."""

from typing import Any

import pytest

from domain import case_life as life
from domain.aggregate import Refusal
from domain.case import Case
from domain.codes import UnknownCode
from domain.values import PartnerId
from tests.domain.cases import CLOSED, COORDINATED, OPENED, PMI, SHARED, doing, noted
from tests.domain.people import AMINA, CAF, CCAS, MISSION
from tests.story import Told, fact, given

ADDED = fact(Case.PersonAdded, by=CCAS, person=AMINA)
RETRACTED = fact(Case.NoteRetracted, by=CCAS, note=4, reason="inaccurate")
NOTED = (*SHARED, noted())
"""The note is the fourth fact of the case."""


def widened(*partners: PartnerId) -> Told:
    return fact(Case.NoteWidened, by=CCAS, note=4, sharing_ground="consent", partners=partners)


def test_a_note_may_say_whom_of_the_case_it_is_about() -> None:
    given(Case, *SHARED, ADDED).when(
        lambda it: it.add_note(by=CCAS, text="Vue.", about=AMINA)
    ).then(noted(about=AMINA))
    given(Case, *SHARED).refuses(
        life.NotInCase, lambda it: it.add_note(by=CCAS, text="Vue.", about=AMINA)
    )


def test_a_note_for_the_coordinator_needs_one() -> None:
    given(Case, *COORDINATED).when(
        lambda it: it.add_note(by=CCAS, text="Vue.", audience="coordinator")
    ).then(noted(audience="coordinator"))
    given(Case, *SHARED).refuses(
        life.NoCoordinator,
        lambda it: it.add_note(by=CCAS, text="Vue.", audience="coordinator"),
    )


def test_a_note_is_widened_by_its_author_to_partners_of_the_case_with_a_ground() -> None:
    given(Case, *NOTED).when(
        lambda it: it.widen_note(by=CCAS, note=4, sharing_ground="consent", partners=(CAF,))
    ).then(widened(CAF))
    wrong: tuple[tuple[type[Refusal], dict[str, Any]], ...] = (
        (UnknownCode, {"sharing_ground": "clspd", "partners": (CAF,)}),
        (life.PartnerNotInvolved, {"sharing_ground": "consent", "partners": (PMI,)}),
        (life.NobodyToShareWith, {"sharing_ground": "consent", "partners": (CCAS,)}),
        (life.NobodyToShareWith, {"sharing_ground": "consent", "partners": ()}),
        (life.NoCoordinator, {"sharing_ground": "casf-l121-6-2", "partners": (CAF,)}),
    )
    for refusal, said in wrong:
        given(Case, *NOTED).refuses(refusal, doing(Case.widen_note, by=CCAS, note=4, **said))


def test_all_of_the_case_is_those_of_that_day() -> None:
    given(Case, *NOTED).when(
        lambda it: it.widen_note(by=CCAS, note=4, sharing_ground="consent")
    ).then(widened(MISSION, CAF))
    given(Case, OPENED, noted()).refuses(
        life.NobodyToShareWith,
        lambda it: it.widen_note(by=CCAS, note=2, sharing_ground="consent"),
    )


def test_professionals_share_by_the_law_once_a_coordinator_is_designated() -> None:
    note = len(COORDINATED) + 1
    given(Case, *COORDINATED, noted()).when(
        lambda it: it.widen_note(
            by=CCAS, note=note, sharing_ground="casf-l121-6-2", partners=(CAF,)
        )
    ).then(
        fact(
            Case.NoteWidened,
            by=CCAS,
            note=note,
            sharing_ground="casf-l121-6-2",
            partners=(CAF,),
        )
    )


def test_a_note_is_corrected_and_retracted_by_its_author_even_in_a_closed_case() -> None:
    for history in (NOTED, (*NOTED, CLOSED)):
        given(Case, *history).when(
            lambda it: it.correct_note(by=CCAS, note=4, text="Revue.")
        ).then(fact(Case.NoteCorrected, by=CCAS, note=4, text="Revue."))
        given(Case, *history).when(
            lambda it: it.retract_note(by=CCAS, note=4, reason="inaccurate")
        ).then(RETRACTED)
    given(Case, *NOTED).refuses(
        UnknownCode, lambda it: it.retract_note(by=CCAS, note=4, reason="bof")
    )


@pytest.mark.parametrize(
    ("history", "refusal", "by", "note"),
    [
        (NOTED, life.NotAuthor, MISSION, 4),
        (NOTED, life.NotInvolved, PMI, 4),
        (NOTED, life.UnknownNote, CCAS, 3),
        ((*NOTED, RETRACTED), life.UnknownNote, CCAS, 4),
    ],
)
def test_a_note_is_its_authors_until_it_is_retracted(
    history: tuple[Told, ...], refusal: type[Refusal], by: PartnerId, note: int
) -> None:
    for act in (
        doing(Case.widen_note, by=by, note=note, sharing_ground="consent"),
        doing(Case.correct_note, by=by, note=note, text="Revue."),
        doing(Case.retract_note, by=by, note=note, reason="inaccurate"),
    ):
        given(Case, *history).refuses(refusal, act)


def test_a_note_of_before_is_about_nobody_in_particular() -> None:
    state: dict[str, object] = {"by": str(CCAS), "audience": "my-service"}
    Case.NoteAdded.upcast_v1_v2(state)
    assert state["about"] is None
