"""Who reads which fact of a case, told one by one; the laws stand in test_case_reading_laws."""

from typing import Any

import pytest

from domain.case import Case
from domain.case_reading import Reading, hidden_kinds, readable
from domain.policies import Asker
from domain.values import PartnerId, Withheld
from tests.domain.cases import CLOSED, COORDINATED, DECISION, SHARED, noted
from tests.domain.people import CAF, CASE, CCAS, MISSION, NADIA, accepted, sent
from tests.story import Told, as_event, fact

W, T, H = Reading.WHOLE, Reading.TRACE, Reading.HIDDEN
NOTE = len(SHARED) + 1
SHARED_NOTE = fact(
    Case.NoteWidened, by=CCAS, note=NOTE, sharing_ground="consent", partners=(CAF,)
)
CORRECTION = fact(Case.NoteCorrected, by=CCAS, note=NOTE, text="Mieux dit.")
RETRACTION = fact(Case.NoteRetracted, by=CCAS, note=NOTE, reason="inaccurate")
TRANSMITTED = fact(
    Case.TransmittedToProtection, by=MISSION, route="crip", medium="mail",
    family_informed="interest-of-the-child",
)  # fmt: skip


def read(partner: PartnerId | None, *facts: Told, role: str = "social-worker") -> list[Reading]:
    """How that reader gets these facts, told after those of a case of three partners."""
    events = [as_event(told, CASE, n) for n, told in enumerate((*SHARED, *facts), start=1)]
    how = readable(events, Asker(NADIA, partner, role, "93014"))
    return [how(event) for event in events[len(SHARED) :]]


@pytest.mark.parametrize(
    ("partner", "how"), [(CCAS, [W, W, W, W]), (CAF, [T, W, W, W]), (MISSION, [H, H, H, H])]
)
def test_of_a_corrected_note_its_readers_get_the_last_words_and_the_trace_of_the_first(
    partner: PartnerId, how: list[Reading]
) -> None:
    assert how[:3] == read(partner, noted(), SHARED_NOTE, CORRECTION)
    assert [how[0], how[1], how[0], how[3]] == read(
        partner, noted(), SHARED_NOTE, CORRECTION, CORRECTION
    )


@pytest.mark.parametrize(
    ("partner", "how"), [(CCAS, [W, W, W, W]), (CAF, [T, W, T, W]), (MISSION, [H, H, H, H])]
)
def test_of_a_retracted_note_its_readers_keep_the_trace_and_its_author_the_words(
    partner: PartnerId, how: list[Reading]
) -> None:
    assert how == read(partner, noted(), SHARED_NOTE, CORRECTION, RETRACTION)


def test_each_sharing_of_a_note_is_known_to_those_whom_it_names() -> None:
    other = fact(
        Case.NoteWidened, by=CCAS, note=NOTE, sharing_ground="consent", partners=(MISSION,)
    )
    assert [W, W, H] == read(CAF, noted(), SHARED_NOTE, other)
    assert [W, H, W] == read(MISSION, noted(), SHARED_NOTE, other)


def test_what_is_confided_to_the_coordinator_is_read_by_whoever_coordinates_now() -> None:
    confided = (*COORDINATED[len(SHARED) :], noted(audience="coordinator"))
    ended = fact(Case.CoordinationEnded, by=CCAS, reason="other")
    replaced = fact(Case.CoordinatorReplaced, by=CCAS, **DECISION | {"partner": CAF})
    for after, coordinator in (((), MISSION), ((replaced,), CAF)):
        for partner in (MISSION, CAF):
            how = read(partner, *confided, *after)[len(confided) - 1]
            assert how is (W if partner == coordinator else H)
    for over in (ended, CLOSED):
        assert read(MISSION, *confided, over)[len(confided) - 1] is H


def test_the_dpo_learns_that_somebody_turned_to_protection_and_nothing_of_notes() -> None:
    assert [T, H] == read(None, TRANSMITTED, noted(), role="dpo")
    assert [W, H] == read(MISSION, TRANSMITTED, noted())
    assert [H, W] == read(CCAS, TRANSMITTED, noted())


def test_a_kind_that_is_guarded_in_the_case_is_hidden_in_the_journal() -> None:
    guarded = {"Case.AuthorityInformed", "Case.TransmittedToProtection"}
    for role in ("social-worker", "evaluator", "archivist", "administrator", "system"):
        assert guarded == set(hidden_kinds(Asker(NADIA, CCAS, role, "93014")))
    assert () == hidden_kinds(Asker(NADIA, CCAS, "dpo", "93014"))


def test_facts_of_other_streams_are_read_whole_and_sealed_words_change_nothing() -> None:
    shut = noted(text=Withheld.SEALED)
    assert read(CAF, noted(), SHARED_NOTE) == read(CAF, shut, SHARED_NOTE)
    referral: list[Any] = [as_event(sent(), NADIA, 1), as_event(accepted(), NADIA, 2)]
    how = readable(referral, Asker(NADIA, CAF, "social-worker", "93014"))
    assert [W, W] == [how(event) for event in referral]
