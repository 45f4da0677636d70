"""What holds for every history of a case, however its verbs were tried."""

from itertools import pairwise

from hypothesis import given as forall

from domain.aggregate import Refusal
from domain.case import Case
from domain.case_life import State
from tests.domain.case_tries import ALWAYS, INVOLVING, PARTNERS, VERBS, Attempt, tried, tries
from tests.domain.cases import PMI
from tests.domain.people import CASE
from tests.story import as_told, replayed

AFTER_THE_END = (
    Case.Reopened, Case.NoteCorrected, Case.NoteRetracted, Case.EnteredInError,
    Case.TransmittedToProtection, Case.Erased,
)  # fmt: skip


def moments(it: Case) -> list[Case]:
    """Replays of every prefix of its history."""
    told = [as_told(event) for event in it.pending_events]
    return [replayed(Case, *told[:n], stream=CASE) for n in range(1, len(told) + 1)]


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
    for verb in [each for each in VERBS + ALWAYS[:-1] if each not in INVOLVING]:
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
