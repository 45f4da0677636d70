"""An alert: what it says when it is raised, who takes it up, how it leads somewhere."""

from typing import Any

import pytest

from domain import alert_life as life
from domain import codes
from domain.aggregate import AlreadyErased, Refusal
from domain.alert import Alert
from domain.alert_life import State
from domain.danger import ChildInDanger, ChildUnprotected, DangerUnsaid
from domain.deadlines import NotYetDue
from domain.endings import AlreadyEnded
from domain.reporter import Reporter
from domain.sharing import GroundMissing
from domain.somebody import SaidOfNobody, Unsaid
from domain.values import AlertId, PartnerId, ReporterId
from domain.watch_session_life import NotOnAgenda
from tests.domain.alerts import (
    ALERT,
    ANSWER,
    CHILD,
    COLLECTIVE,
    DEADLINE,
    HOUSING,
    NEXT_SESSION,
    OTHER,
    RAISED,
    SESSION,
    acknowledged,
    collective,
    duplicate,
    escalated,
    examined,
    off_agenda,
    on_agenda,
    qualified,
    raised,
)
from tests.domain.people import CAF, CCAS, MISSION, NADIA, _id
from tests.story import Told, begun, fact, given

REPORTER = ReporterId(_id(81))


def test_an_alert_keeps_what_was_observed_apart_from_its_analysis() -> None:
    begun(Alert(id=ALERT, **RAISED)).then(raised())


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"themes": ()}, life.NoTheme),
        ({"themes": ("tea",)}, codes.UnknownCode),
        ({"kind": "signalement"}, codes.UnknownCode),
        ({"peril": "dog"}, codes.UnknownCode),
        ({"danger": "prayed"}, codes.UnknownCode),
        ({"urgency": "now"}, codes.UnknownCode),
        ({"informed": None}, Unsaid),
        ({"sharing_ground": None}, Unsaid),
        ({"informed": "by-rumour"}, codes.UnknownCode),
        ({"learnt": "told-by-resident"}, life.ReporterUnsaid),
        ({"reporter": REPORTER}, life.ReporterUnsaid),
        ({"learnt": "dreamt"}, codes.UnknownCode),
        ({"observed_on": DEADLINE.lapses_on}, life.ObservedLater),
        ({"danger": None}, DangerUnsaid),
        ({"escalation": None}, life.NobodyAnswers),
    ],
)
def test_a_situation_alert_says_all_that_its_examination_needs(
    said: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        Alert(id=ALERT, **RAISED | said)


@pytest.mark.parametrize("field", ["case", "household", "informed", "sharing_ground"])
def test_a_territorial_alert_is_about_no_household(field: str) -> None:
    said = RAISED | {"household": _id(91)}
    with pytest.raises(SaidOfNobody) as refused:
        Alert(id=ALERT, **COLLECTIVE | {field: said[field]})
    assert refused.value.field == field


def test_an_ordinary_alert_needs_neither_a_measure_nor_who_answers_in_its_stead() -> None:
    said = {"urgency": "ordinary", "danger": None, "escalation": None}
    begun(Alert(id=ALERT, **RAISED | said)).then(raised(**said))


def test_danger_says_first_what_was_done_even_where_it_is_not_urgent() -> None:
    said = {"urgency": "ordinary", "danger": None, "peril": "adult"}
    with pytest.raises(DangerUnsaid):
        Alert(id=ALERT, **RAISED | said)


@pytest.mark.parametrize("danger", [*sorted(codes.DANGER_MEASURES), None])
def test_a_child_in_danger_goes_to_the_departement_before_it_is_written_here(
    danger: str | None,
) -> None:
    said = RAISED | {"urgency": "soon", "peril": "child", "danger": danger}
    if danger in ("child-protection-told", "prosecutor-told"):
        assert Alert(id=ALERT, **said).child_in_danger
    else:
        with pytest.raises(ChildUnprotected):
            Alert(id=ALERT, **said)


def test_a_child_in_danger_is_never_put_on_an_agenda() -> None:
    given(Alert, raised(**CHILD)).refuses(
        ChildInDanger, lambda it: it.put_on_agenda(session=SESSION)
    )
    found = qualified(**CHILD)
    given(Alert, raised(), found).refuses(
        ChildInDanger, lambda it: it.put_on_agenda(session=SESSION)
    )
    given(Alert, raised(), on_agenda(), examined(), found).refuses(
        ChildInDanger, lambda it: it.examine(by=CAF, session=SESSION, conclusion="Vu.")
    )


def test_a_child_found_to_be_in_danger_leaves_the_agenda() -> None:
    given(Alert, raised(), qualified(), on_agenda()).when(
        lambda it: it.qualify(by=CAF, urgency="soon", themes=HOUSING, **CHILD)
    ).then(off_agenda(), qualified(**CHILD))


def test_qualifying_asks_the_same_questions_as_raising() -> None:
    story = given(Alert, raised())
    story.refuses(
        life.NoTheme, lambda it: it.qualify(by=CAF, urgency="soon", themes=(), peril="none")
    )
    story.refuses(
        DangerUnsaid,
        lambda it: it.qualify(by=CAF, urgency="urgent", themes=HOUSING, peril="none"),
    )


def test_an_acknowledged_alert_awaits_nothing_but_still_waits_for_who_must_answer() -> None:
    assert given(Alert, raised(), acknowledged()).so().deadline is None
    assert given(Alert, raised(), escalated(), acknowledged()).so().deadline == ANSWER


def test_an_alert_off_the_agenda_stands_where_it_stood() -> None:
    for before, state in (
        ((), State.ACKNOWLEDGED),
        ((acknowledged(),), State.ACKNOWLEDGED),
        ((qualified(),), State.QUALIFIED),
        ((on_agenda(), examined()), State.EXAMINED),
    ):
        assert given(Alert, raised(), *before, on_agenda(), off_agenda()).so().state is state
    later = given(Alert, raised(), on_agenda(), qualified(), off_agenda()).so()
    assert later.state is State.QUALIFIED


def test_an_alert_that_ends_before_its_session_leaves_the_agenda() -> None:
    given(Alert, raised(), on_agenda()).when(
        lambda it: it.close_without_follow_up(by=CAF, reason="moved-away")
    ).then(
        off_agenda(), fact(Alert.ClosedWithoutFollowUp, by=CAF, reason="moved-away")
    )  # fmt: skip


def test_an_alert_is_examined_in_the_session_that_has_it_on_its_agenda() -> None:
    story = given(Alert, raised(), on_agenda())
    story.refuses(
        NotOnAgenda,
        lambda it: it.examine(by=CAF, session=NEXT_SESSION, conclusion="Vu."),
    )
    story.refuses(NotOnAgenda, lambda it: it.take_off_agenda(session=NEXT_SESSION))


def test_a_conclusion_may_be_written_again_until_the_next_session_has_the_alert() -> None:
    again = fact(Alert.Examined, by=CAF, session=SESSION, conclusion="Mieux dit.")
    story = given(Alert, raised(), on_agenda(), examined())
    story.when(
        lambda it: it.examine(by=CAF, session=SESSION, conclusion="Mieux dit.")
    ).then(again)  # fmt: skip
    given(Alert, raised(), on_agenda(), examined(), on_agenda(NEXT_SESSION)).refuses(
        NotOnAgenda, lambda it: it.examine(by=CAF, session=SESSION, conclusion="Non.")
    )


def test_a_duplicate_is_not_of_itself_nor_of_a_duplicate_nor_of_another_kind() -> None:
    given(Alert, raised()).refuses(
        life.DuplicateOfItself, lambda it: it.mark_duplicate(by=CAF, of=AlertId(it.id))
    )
    given(Alert, raised(), duplicate()).refuses(
        life.DuplicateOfDuplicate, lambda it: it.ensure_original(kind="situation")
    )
    given(Alert, raised()).refuses(
        life.NotAlike, lambda it: it.ensure_original(kind="collective")
    )
    given(Alert, raised(), fact(Alert.EnteredInError, by=CAF, reason="trial")).refuses(
        AlreadyEnded, lambda it: it.ensure_original(kind="situation")
    )
    given(Alert, collective()).so().ensure_original(kind="collective")


def test_a_reopened_duplicate_says_of_which_it_was_one() -> None:
    given(Alert, raised(), duplicate()).when(
        lambda it: it.reopen(by=CAF, reason="not-a-duplicate")
    ).then(
        fact(Alert.Reopened, by=CAF, reason="not-a-duplicate", original=OTHER)
    )  # fmt: skip


def test_a_household_is_spoken_of_to_another_service_on_a_ground() -> None:
    story = given(Alert, raised())
    story.refuses(GroundMissing, lambda it: it.assign(by=CAF, partner=MISSION))
    story.refuses(GroundMissing, lambda it: it.escalate(by=CAF, to=MISSION, deadline=ANSWER))
    story.refuses(
        codes.UnknownCode,
        lambda it: it.assign(by=CAF, partner=MISSION, sharing_ground="curiosity"),
    )
    story.when(lambda it: it.assign(by=CAF, partner=CCAS, agent=NADIA)).then(
        fact(Alert.Assigned, by=CAF, partner=CCAS, agent=NADIA)
    )
    given(Alert, collective()).when(lambda it: it.assign(by=CAF, partner=MISSION)).then(
        fact(Alert.Assigned, by=CAF, partner=MISSION)
    )


def test_who_saw_to_it_before_reads_it_no_more_unless_they_raised_it_or_must_answer() -> None:
    shared: dict[str, Any] = {"sharing_ground": "consent"}

    def handed_over(*facts: Told) -> PartnerId | None:
        it = given(Alert, raised(), *facts).so()
        it.assign(by=CAF, partner=CAF, **shared)
        [assigned] = it.collect_events()
        assert isinstance(assigned, Alert.Assigned)
        return assigned.released

    theirs = fact(Alert.Assigned, by=CAF, partner=MISSION, **shared)
    assert handed_over() is None
    assert handed_over(theirs) == MISSION
    assert handed_over(theirs, escalated(to=MISSION)) is None
    assert handed_over(fact(Alert.Assigned, by=CAF, partner=CCAS)) is None


def test_only_who_must_answer_does() -> None:
    given(Alert, raised(), escalated()).refuses(
        life.NotAnswerable, lambda it: it.answer_escalation(by=CAF, answer="Je m’en occupe.")
    )
    answered = fact(Alert.EscalationAnswered, by=MISSION, answer="Nous y allons.")
    given(Alert, raised(), escalated()).when(
        lambda it: it.answer_escalation(by=MISSION, answer="Nous y allons.")
    ).then(answered)
    it = given(Alert, raised(), escalated(), answered).so()
    assert (it.state, it.answerable, it.deadline) == (State.ACKNOWLEDGED, None, None)


def test_the_clock_escalates_to_who_was_named_when_the_alert_was_raised() -> None:
    assert DEADLINE.lapses_on is not None
    lapses_on = DEADLINE.lapses_on
    given(Alert, raised()).when(lambda it: it.escalate_unanswered(today=lapses_on)).then(
        escalated(by=None)
    )
    given(Alert, raised()).refuses(
        NotYetDue, lambda it: it.escalate_unanswered(today=DEADLINE.due)
    )


def test_a_person_is_told_as_codes_that_say_so() -> None:
    given(Alert, raised()).refuses(
        codes.UnknownCode, lambda it: it.inform_person(by=CCAS, informed="not-reachable")
    )


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("resolve", {"outcome": "magic", "conclusion": "Voilà."}),
        ("close_without_follow_up", {"reason": "magic"}),
        ("enter_in_error", {"reason": "magic"}),
        ("inform_reporter", {"how": "magic"}),
    ],
)
def test_a_step_takes_codes_of_its_own_list(verb: str, said: dict[str, Any]) -> None:
    given(Alert, raised()).refuses(
        codes.UnknownCode, lambda it: getattr(it, verb)(by=CAF, **said)
    )


def test_an_alert_whose_data_end_takes_no_more_facts() -> None:
    gone = fact(Alert.Erased, reason="retention-over")
    given(Alert, raised(), on_agenda(), gone).refuses(
        AlreadyErased, lambda it: it.examine(by=CAF, session=SESSION, conclusion="Vu.")
    )


def test_an_alert_is_a_dossier_of_its_own() -> None:
    it = given(Alert, raised()).so()
    assert (it.case_id, it.subject) == (it.id, it.id)


def test_who_told_it_is_a_subject_of_their_own_read_with_the_alert() -> None:
    said: dict[str, Any] = {"by": CCAS, "alert": ALERT, "words": "J’ai entendu des cris."}
    it = Reporter(id=REPORTER, **said)
    assert (it.case_id, it.subject) == (ALERT, REPORTER)
    begun(it).then(fact(Reporter.Heard, **said))
    with pytest.raises(life.NothingHeard):
        Reporter(id=REPORTER, by=CCAS, alert=ALERT, contact="06")
