"""Whatever happened to a case, nobody reads more of it than is for them."""

from typing import Any

from hypothesis import given as forall

from domain.case import Case
from domain.case_reading import GUARDED, Reading, readable
from domain.policies import Asker
from domain.values import PartnerId
from tests.domain.case_tries import PARTNERS, Attempt, facts_of, tried, tries
from tests.domain.people import NADIA


def asker(partner: PartnerId, role: str = "social-worker") -> Asker:
    return Asker(NADIA, partner, role, "93014")


def audience_of(it: Case, of: int, facts: list[Any]) -> set[PartnerId]:
    """Who may know of a note, told again in the simplest way."""
    added = facts[of - 1]
    assert isinstance(added, Case.NoteAdded)
    allowed = {added.by}
    for fact in facts:
        if isinstance(fact, Case.NoteWidened) and fact.note == of:
            allowed |= set(fact.partners)
    if added.audience == "coordinator" and it.coordinator is not None:
        allowed.add(it.coordinator.partner)
    return allowed


def note_of(fact: Any) -> int | None:
    if isinstance(fact, Case.NoteAdded):
        return fact.originator_version
    said = getattr(fact, "note", None)
    return said if isinstance(said, int) else None


@forall(tries)
def test_a_partner_not_in_the_audience_never_gets_a_fact_of_a_note(
    attempts: list[Attempt],
) -> None:
    it = tried(attempts)
    facts = facts_of(it)
    for partner in PARTNERS:
        read = readable(facts, asker(partner))
        for fact in facts:
            of = note_of(fact)
            if of is not None and partner not in audience_of(it, of, facts):
                assert read(fact) is Reading.HIDDEN


@forall(tries)
def test_only_its_author_reads_the_words_of_a_note_that_no_longer_stand(
    attempts: list[Attempt],
) -> None:
    it = tried(attempts)
    facts = facts_of(it)
    for partner in PARTNERS:
        read = readable(facts, asker(partner))
        for of in {note_of(fact) for fact in facts} - {None}:
            words = [
                fact
                for fact in facts
                if note_of(fact) == of and isinstance(fact, Case.NoteAdded | Case.NoteCorrected)
            ]
            if partner == words[0].by:
                assert {Reading.WHOLE} == {read(fact) for fact in words}
            else:
                old = words if of not in it.notes else words[:-1]
                assert Reading.WHOLE not in {read(fact) for fact in old}


@forall(tries)
def test_who_else_turned_to_protection_is_known_to_nobody_but_the_dpo(
    attempts: list[Attempt],
) -> None:
    facts = facts_of(tried(attempts))
    guarded: list[Any] = [fact for fact in facts if isinstance(fact, GUARDED)]
    for partner in PARTNERS:
        for role in ("social-worker", "coordinator", "evaluator", "administrator"):
            read = readable(facts, asker(partner, role))
            mine = role in ("social-worker", "coordinator")
            assert [
                Reading.WHOLE if mine and fact.by == partner else Reading.HIDDEN
                for fact in guarded
            ] == [read(fact) for fact in guarded]
        to_the_dpo = readable(facts, asker(partner, "dpo"))
        assert {Reading.TRACE} >= {to_the_dpo(fact) for fact in guarded}


@forall(tries)
def test_goals_are_for_those_who_are_party_to_the_case(
    attempts: list[Attempt],
) -> None:
    it = tried(attempts)
    goals = [fact for fact in facts_of(it) if isinstance(fact, Case.GoalSet)]
    for partner in PARTNERS:
        read = readable(facts_of(it), asker(partner))
        expected = Reading.WHOLE if partner in it.partners else Reading.HIDDEN
        assert [expected] * len(goals) == [read(fact) for fact in goals]
