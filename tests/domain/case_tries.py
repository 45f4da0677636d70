"""Whatever may be tried on a case, by its partners and by an outsider, in any order."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from domain.aggregate import Refusal
from domain.case import Case
from domain.values import PartnerId
from tests.domain.cases import CONSULTED, DECISION, PMI
from tests.domain.people import AMINA, CAF, CASE, CCAS, COARSE, MISSION, NADIA, PAUL

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


def share(it: Case, by: PartnerId) -> None:
    """The first note, with the CAF alone."""
    first = min(it.notes, default=0)
    it.widen_note(by=by, note=first, sharing_ground="consent", partners=(CAF,))


def correct(it: Case, by: PartnerId) -> None:
    it.correct_note(by=by, note=min(it.notes, default=0), text="Revue.")


def retract(it: Case, by: PartnerId) -> None:
    it.retract_note(by=by, note=min(it.notes, default=0), reason="inaccurate")


INVOLVING: tuple[Verb, ...] = (
    lambda it, _: it.involve_partner(partner=MISSION, sharing_ground="consent"),
    lambda it, _: it.involve_partner(partner=CAF, sharing_ground="consent"),
)
"""By whoever the rights let do it: the fact says no ``by``."""

VERBS: tuple[Verb, ...] = (
    share,
    lambda it, by: it.add_person(by=by, person=AMINA),
    lambda it, by: it.record_departure(by=by, person=AMINA, reason="moved-away"),
    *INVOLVING,
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
    correct,
    retract,
    lambda it, by: it.correct_note(by=by, note=max(it.notes, default=0), text="Revue."),
    lambda it, by: it.enter_in_error(by=by, reason="duplicate"),
    lambda it, by: it.transmit_to_protection(
        by=by, route="119", medium="phone", family_informed="informed", receipt="119-4"
    ),
    lambda it, _: it.erase(reason="right-to-erasure"),
)
PARTNERS = (CCAS, MISSION, CAF, PMI)

NOTED: list[Attempt] = [(note, CCAS), (share, CCAS), (note, MISSION)]
CORRECTED: list[Attempt] = [*NOTED, (correct, CCAS), (correct, CCAS)]
RETRACTED: list[Attempt] = [*CORRECTED, (retract, CCAS)]
READY: list[Attempt] = [(report, CAF), (propose, CAF), (agree, MISSION), (consult, CCAS)]
COORDINATED: list[Attempt] = [*READY, (designate, CCAS), (confide, CAF), (note, CCAS)]
BEGINNINGS: tuple[list[Attempt], ...] = ([], NOTED, CORRECTED, RETRACTED, READY, COORDINATED)

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


def facts_of(it: Case) -> list[Any]:
    """What its verbs recorded."""
    return list(it.pending_events)
