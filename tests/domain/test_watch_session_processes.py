"""What follows from a session: events in, commands out."""

from typing import Any

from domain.alert import Alert
from domain.clock import commitment_deadline
from domain.commitment import Commitment
from domain.commitment_terms import Terms, commitment_id
from domain.processes import Command, react
from domain.rules import COMMITMENT_DUE, DEFAULTS, Rule
from domain.values import CaseId, Reference
from domain.watch_session import WatchSession
from tests.domain.alerts import SESSION, off_agenda
from tests.domain.people import CAF, MISSION
from tests.domain.sessions import (
    DAMP,
    DUE,
    FAMILY,
    accepted,
    added,
    convened,
    nominative,
    proposed,
    removed,
)
from tests.story import STREAM, Told, as_event, fact

SERVES = Reference("follow-up", STREAM, 1)
PLEDGED: dict[str, Any] = {
    "kind": "commitment",
    "to": MISSION,
    "promise": "Deux permanences par mois",
    "resource": "professional-time",
}


def after(told: Told, rules: Any = DEFAULTS) -> tuple[Command, ...]:
    return react(as_event(told, STREAM, 2), rules)


def test_what_is_on_a_session_s_agenda_its_alert_knows() -> None:
    here = {"session": STREAM}
    for told in (added(), nominative):
        alert = told.fields["alert"]
        assert after(told) == (Command(Alert, Alert.put_on_agenda, alert, here),)
    assert after(removed()) == (Command(Alert, Alert.take_off_agenda, DAMP, here),)


def test_an_alert_that_leaves_takes_its_item_off_the_agenda() -> None:
    said = {"alert": STREAM, "reason": "alert-left"}
    assert after(off_agenda()) == (
        Command(WatchSession, WatchSession.remove_item, SESSION, said),
    )


def test_an_accepted_commitment_is_undertaken_by_its_responsible() -> None:
    said = {
        "debtor": CAF,
        "beneficiary": MISSION,
        "terms": Terms("professional-time", "Deux permanences par mois"),
        "deadline": commitment_deadline(DEFAULTS[COMMITMENT_DUE], DUE),
        "signed_by": "follow-up-responsible",
        "serves": SERVES,
        "case": None,
    }
    here = Command(Commitment, Commitment, commitment_id(SERVES), said)
    assert after(accepted(**PLEDGED)) == (here,)
    Commitment(id=here.stream, **here.arguments)


def test_of_a_nominative_item_only_the_alert_s_readers_are_told() -> None:
    told = accepted(**PLEDGED | {"promise": None}, case=CaseId(FAMILY))
    [undertaken] = after(told)
    assert undertaken.arguments["case"] == FAMILY
    assert undertaken.arguments["terms"].what is None
    Commitment(id=undertaken.stream, **undertaken.arguments)


def test_the_territory_s_rule_says_when_the_commitment_is_reminded_and_late() -> None:
    rule = Rule(COMMITMENT_DUE, 4, {"reminder-before": 3, "overdue-after": 2})
    [undertaken] = after(accepted(**PLEDGED), {**DEFAULTS, COMMITMENT_DUE: rule})
    assert undertaken.arguments["deadline"] == commitment_deadline(rule, DUE)


def test_a_follow_up_is_tied_to_the_commitment_that_it_made() -> None:
    [undertaken] = after(accepted(**PLEDGED))
    made: Any
    [made] = Commitment(id=undertaken.stream, **undertaken.arguments).collect_events()
    said = {"by": CAF, "number": 1, "reference": Reference("commitment", undertaken.stream)}
    assert react(made) == (Command(WatchSession, WatchSession.tie_follow_up, STREAM, said),)


def test_nothing_follows_from_another_answer_nor_from_what_its_responsible_does_alone() -> None:
    for told in (
        accepted(),
        accepted(kind="referral"),
        proposed(),
        fact(WatchSession.FollowUpDone, number=1, by=CAF),
    ):
        assert after(told) == ()
    assert react(as_event(convened, STREAM, 1)) == ()
