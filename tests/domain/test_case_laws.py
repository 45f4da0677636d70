"""What holds for every history of a case, however its verbs were tried."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import given as forall
from hypothesis import strategies as st

from domain.aggregate import Refusal
from domain.case import Case
from domain.case_life import State
from domain.case_reading import GUARDED, Reading, readable
from domain.policies import Asker
from domain.values import PartnerId
from tests.domain.cases import CONSULTED, DECISION, PMI
from tests.domain.people import AMINA, CAF, CASE, CCAS, COARSE, MISSION, NADIA, PAUL
from tests.story import as_told, replayed

Verb = Callable[[Case, PartnerId], None]
Attempt = tuple[Verb, PartnerId]

DECISIONS = (DECISION, DECISION | {"partner": CAF, "agent": NADIA})


def report(it: Case, by: PartnerId) -> None:
    it.report_coordination_need(by=by, authorities=("maire",), need="continuity")


def propose(it: Case, by: PartnerId) -> None:
    it.propose_coordinator(by=by, partner=MISSION, agent=PAUL)


def agree(it: Case, by: PartnerId) -> None:
    it.agree_to_coordinator(by=by)


def consult(it: Case, by: PartnerId) -> None:
    it.consult_department(by=by, consulted_on=CONSULTED, opinion="reserved")


def designate(it: Case, by: PartnerId) -> None:
    it.designate_coordinator(by=by, **DECISIONS[0])


def note(it: Case, by: PartnerId) -> None:
    it.add_note(by=by, text="Vue.")


def confide(it: Case, by: PartnerId) -> None:
    it.add_note(by=by, text="Vue.", audience="coordinator")


VERBS: tuple[Verb, ...] = (
    lambda it, by: it.add_person(by=by, person=AMINA),
    lambda it, by: it.record_departure(by=by, person=AMINA, reason="moved-away"),
    lambda it, _: it.involve_partner(partner=MISSION, sharing_ground="consent"),
    lambda it, _: it.involve_partner(partner=CAF, sharing_ground="consent"),
    lambda it, by: it.release_partner(by=by, partner=by, reason="other", open_referrals=0),
    lambda it, by: it.release_partner(by=by, partner=CAF, reason="other", open_referrals=0),
    lambda it, by: it.designate_referent(by=by, agent=NADIA),
    lambda it, by: it.hand_over(by=by, to=MISSION, agent=PAUL),
    lambda it, by: it.hand_over(by=by, to=CCAS),
    report,
    propose,
    lambda it, by: it.propose_coordinator(by=by, partner=CAF, agent=NADIA),
    agree,
    lambda it, by: it.refuse_coordinator(by=by, reason="workload"),
    consult,
    designate,
    lambda it, by: it.designate_coordinator(by=by, **DECISIONS[1]),
    lambda it, by: it.replace_coordinator(by=by, **DECISIONS[0]),
    lambda it, by: it.replace_coordinator(by=by, **DECISIONS[1]),
    lambda it, by: it.end_coordination(by=by, reason="other"),
    lambda it, by: it.inform_authority(
        by=by, authorities=("maire",), categories=("housing",), why="Une expulsion est fixée."
    ),
    lambda it, by: it.set_goal(by=by, text="Garder le logement", theme="sante--addictions"),
    lambda it, by: it.reach_goal(by=by, goal=max(it.goals, default=0)),
    lambda it, by: it.drop_goal(by=by, goal=min(it.goals, default=0), reason="other"),
    note,
    confide,
    lambda it, by: it.widen_note(
        by=by, note=max(it.notes, default=0), sharing_ground="consent"
    ),
    lambda it, by: it.widen_note(
        by=by, note=min(it.notes, default=0), sharing_ground="casf-l121-6-2", partners=(CAF,)
    ),
    lambda it, by: it.transfer(by=by, territory="Bondy", reason="moved-away"),
    lambda it, by: it.close(by=by, outcome="needs-met"),
)
"""What goes on in an open case."""

ALWAYS: tuple[Verb, ...] = (
    lambda it, by: it.reopen(by=by, reason="new-need"),
    lambda it, by: it.correct_note(by=by, note=max(it.notes, default=0), text="Revue."),
    lambda it, by: it.retract_note(by=by, note=min(it.notes, default=0), reason="inaccurate"),
    lambda it, by: it.enter_in_error(by=by, reason="duplicate"),
    lambda it, by: it.transmit_to_protection(
        by=by, route="119", medium="phone", family_informed="informed", receipt="119-4"
    ),
    lambda it, _: it.erase(reason="right-to-erasure"),
)
AFTER_THE_END = (
    Case.Reopened, Case.NoteCorrected, Case.NoteRetracted, Case.EnteredInError,
    Case.TransmittedToProtection, Case.Erased,
)  # fmt: skip
PARTNERS = (CCAS, MISSION, CAF, PMI)

NOTED: list[Attempt] = [(note, CCAS), (note, CAF)]
READY: list[Attempt] = [(report, CAF), (propose, CAF), (agree, MISSION), (consult, CCAS)]
COORDINATED: list[Attempt] = [*READY, (designate, CCAS), (confide, CAF), (note, CCAS)]
BEGINNINGS: tuple[list[Attempt], ...] = ([], NOTED, READY, COORDINATED)

tries = st.builds(
    lambda begun, rest: [*begun, *rest],
    st.sampled_from(BEGINNINGS),
    st.lists(
        st.tuples(st.sampled_from(VERBS * 2 + ALWAYS[:-1]), st.sampled_from(PARTNERS)),
        max_size=40,
    ),
)


def tried(attempts: list[Attempt]) -> Case:
    """A case of three partners on which these verbs were tried."""
    it = Case(id=CASE, opener=CCAS, coarse=COARSE)
    for partner in (MISSION, CAF):
        it.involve_partner(partner=partner, sharing_ground="consent")
    for verb, by in attempts:
        try:
            verb(it, by)
        except Refusal:
            continue
    return it


def moments(it: Case) -> list[Case]:
    """Replays of every prefix of its history."""
    told = [as_told(event) for event in it.pending_events]
    return [replayed(Case, *told[:n], stream=CASE) for n in range(1, len(told) + 1)]


def facts_of(it: Case) -> list[Any]:
    """What its verbs recorded."""
    return list(it.pending_events)


def asker(partner: PartnerId, role: str = "social-worker") -> Asker:
    return Asker(NADIA, partner, role, "93014")


@forall(tries)
def test_replaying_a_history_gives_the_state_that_its_verbs_left(
    attempts: list[Attempt],
) -> None:
    it = tried(attempts)
    again = moments(it)[-1]
    assert vars(again) | {"_pending_events": 0} == vars(it) | {"_pending_events": 0}


@forall(tries)
def test_an_outsider_leaves_no_fact(attempts: list[Attempt]) -> None:
    it = tried(attempts)
    before = it.version
    for verb in VERBS[:2] + VERBS[4:] + ALWAYS[:-1]:
        try:
            verb(it, PMI)
        except Refusal:
            continue
    assert it.version == before


@forall(tries)
def test_what_has_ended_takes_only_reopening_corrections_protection_and_erasure(
    attempts: list[Attempt],
) -> None:
    it = tried(attempts)
    for before, event in zip(moments(it), it.pending_events[1:], strict=False):
        if before.state is not State.OPEN:
            assert isinstance(event, AFTER_THE_END)


@forall(tries)
def test_an_erased_case_takes_nothing(attempts: list[Attempt]) -> None:
    it = tried(attempts)
    it.erase(reason="right-to-erasure")
    before = it.version
    for verb in VERBS + ALWAYS:
        for by in PARTNERS:
            try:
                verb(it, by)
            except Refusal:
                continue
    assert it.version == before


@forall(tries)
def test_no_coordinator_without_need_proposal_agreement_and_consultation(
    attempts: list[Attempt],
) -> None:
    for before, after in pairwise(moments(tried(attempts))):
        if after.coordinator is not None and after.coordinator != before.coordinator:
            proposal = before.proposal
            assert before.told
            assert proposal is not None
            assert proposal.candidate == after.coordinator
            assert proposal.agreed
            assert proposal.consulted_on is not None


@forall(tries)
def test_the_lead_and_the_coordinators_service_are_always_in_the_case(
    attempts: list[Attempt],
) -> None:
    for it in moments(tried(attempts)):
        assert it.lead in it.partners
        if it.coordinator is not None:
            assert it.coordinator.partner in it.partners
            assert it.state is State.OPEN


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
