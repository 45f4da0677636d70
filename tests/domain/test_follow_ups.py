"""A follow-up is proposed by the session, answered by its responsible, and comes to an end."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain import follow_up_life as follow
from domain import watch_session_life as life
from domain.aggregate import Aggregate
from domain.codes import UnknownCode
from domain.values import Reference
from domain.watch_session import WatchSession
from domain.working_days import BeyondCalendar
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.sessions import (
    DAMP,
    DAY,
    DUE,
    FAMILY,
    LANDLORD,
    MAYOR,
    PMI,
    POLICE,
    PROPOSED,
    STRANGER,
    accepted,
    added,
    convened,
    held,
    nominative,
    pledged,
    proposed,
    removed,
)
from tests.story import STREAM, Told, as_event, fact, given

SAID = (convened, added(), nominative)
PROMISE: dict[str, Any] = {"promise": "Deux permanences par mois", "resource": "logistics"}
COMMITMENT = Reference("commitment", UUID(int=91))
REFERRAL = Reference("referral", UUID(int=92))


def propose(**said: Any) -> Any:
    return lambda it: it.propose_follow_up(**PROPOSED | said)


def accept(by: Any = CAF, number: int = 1, **said: Any) -> Any:
    return lambda it: it.accept_follow_up(by=by, number=number, **said)


def refuse(by: Any = CAF, number: int = 1, reason: str = "no-capacity") -> Any:
    return lambda it: it.refuse_follow_up(by=by, number=number, reason=reason)


def tie(reference: Reference, by: Any = CAF) -> Any:
    return lambda it: it.tie_follow_up(by=by, number=1, reference=reference)


def finish(by: Any = CAF) -> Any:
    return lambda it: it.finish_follow_up(by=by, number=1)


def drop(by: Any = CAF, reason: str = "unanswered") -> Any:
    return lambda it: it.drop_follow_up(by=by, number=1, reason=reason)


def led(reference: Reference) -> Told:
    return fact(WatchSession.FollowUpLedTo, number=1, by=CAF, reference=reference)


refused = fact(WatchSession.FollowUpRefused, number=1, alert=DAMP, by=CAF, reason="no-capacity")
done = fact(WatchSession.FollowUpDone, number=1, by=CAF)


def dropped(by: Any = CAF) -> Told:
    return fact(WatchSession.FollowUpDropped, number=1, by=by, reason="unanswered")


def test_follow_ups_are_numbered_as_they_are_proposed() -> None:
    given(WatchSession, *SAID).when(propose()).then(proposed())
    given(WatchSession, *SAID, proposed()).when(propose(kind="other")).then(
        proposed(2, kind="other")
    )
    given(WatchSession, *SAID, held).when(propose()).then(proposed())


def test_a_follow_up_is_about_an_item_of_the_agenda() -> None:
    given(WatchSession, convened).refuses(life.NotOnAgenda, propose())
    given(WatchSession, convened, added(), removed()).refuses(life.NotOnAgenda, propose())


def test_its_responsible_is_invited() -> None:
    story = given(WatchSession, *SAID)
    story.refuses(follow.ResponsibleNotInvited, propose(responsible=STRANGER))


@pytest.mark.parametrize("partner", [POLICE, LANDLORD, MAYOR])
def test_who_has_no_part_in_an_item_is_entrusted_with_nothing_of_it(partner: Any) -> None:
    story = given(WatchSession, *SAID)
    story.refuses(follow.ResponsibleApart, propose(alert=FAMILY, responsible=partner))
    story.when(propose(responsible=partner)).then(proposed(responsible=partner))


@pytest.mark.parametrize("partner", [POLICE, LANDLORD, MAYOR, STRANGER])
def test_a_commitment_about_a_named_household_benefits_only_who_has_part_in_it(
    partner: Any,
) -> None:
    story, promise = given(WatchSession, *SAID), {"kind": "commitment", "to": partner}
    story.refuses(follow.BeneficiaryApart, propose(alert=FAMILY, **promise))
    story.when(propose(**promise)).then(proposed(**promise))


def test_it_is_due_after_the_session() -> None:
    given(WatchSession, *SAID).refuses(follow.DueBeforeSession, propose(due=DAY))
    given(WatchSession, *SAID).refuses(follow.DueTooFar, propose(due=date(2028, 12, 6)))
    given(WatchSession, *SAID).refuses(BeyondCalendar, propose(due=date(2099, 1, 1)))
    next_day = DAY + timedelta(days=1)
    given(WatchSession, *SAID).when(propose(due=next_day)).then(proposed(due=next_day))


def test_a_commitment_has_a_beneficiary_other_than_who_makes_it() -> None:
    story = given(WatchSession, *SAID)
    story.when(propose(kind="commitment", to=MISSION)).then(pledged())
    story.refuses(follow.BeneficiaryMissing, propose(kind="commitment"))
    story.refuses(follow.BeneficiaryMissing, propose(kind="commitment", to=CAF))
    story.refuses(follow.BeneficiaryUnneeded, propose(to=MISSION))
    story.refuses(UnknownCode, propose(kind="miracle"))


def test_its_text_is_sealed_under_the_alert_and_ends_with_it() -> None:
    it = given(WatchSession, *SAID).so()
    for told in (proposed(alert=FAMILY), refused):
        event = as_event(told, STREAM, 4)
        assert event.sealed_for(it) == told.fields["alert"]
    assert issubclass(WatchSession, Aggregate)


@pytest.mark.parametrize("by", [CCAS, PMI, STRANGER])
@pytest.mark.parametrize("act", [accept, refuse])
def test_only_its_responsible_answers_a_follow_up(act: Any, by: Any) -> None:
    given(WatchSession, *SAID, proposed()).refuses(follow.NotResponsible, act(by))


def test_a_follow_up_is_answered_once() -> None:
    given(WatchSession, *SAID, proposed()).when(accept()).then(accepted())
    given(WatchSession, *SAID, proposed()).when(refuse()).then(refused)
    for answer in (accepted(), refused, dropped()):
        story = given(WatchSession, *SAID, proposed(), answer)
        story.refuses(follow.FollowUpAnswered, accept())
        story.refuses(follow.FollowUpAnswered, refuse())
    given(WatchSession, *SAID, proposed()).refuses(follow.UnknownFollowUp, accept(number=2))
    given(WatchSession, *SAID, proposed()).refuses(UnknownCode, refuse(reason="tired"))


def test_an_accepted_commitment_says_in_public_what_is_promised() -> None:
    story = given(WatchSession, *SAID, pledged())
    story.when(accept(**PROMISE)).then(accepted(kind="commitment", to=MISSION, **PROMISE))
    story.refuses(follow.PromiseMissing, accept())
    for half, said in PROMISE.items():
        story.refuses(follow.PromiseMissing, accept(**{half: said}))
    given(WatchSession, *SAID, proposed()).refuses(follow.PromiseUnneeded, accept(**PROMISE))


def test_nothing_public_is_promised_of_a_nominative_item() -> None:
    story = given(WatchSession, *SAID, pledged(alert=FAMILY))
    named = accepted(kind="commitment", to=MISSION, resource="action", case=FAMILY)
    story.when(accept(resource="action")).then(named)
    story.refuses(follow.PromiseNominative, accept(**PROMISE))
    story.refuses(follow.PromiseMissing, accept())


def test_a_follow_up_leads_once_to_what_its_kind_says() -> None:
    promised = (pledged(), accepted(kind="commitment", to=MISSION, **PROMISE))
    story = given(WatchSession, *SAID, *promised)
    story.when(tie(COMMITMENT)).then(led(COMMITMENT))
    story.refuses(follow.NotWhereItLeads, tie(REFERRAL))
    story.refuses(follow.NotResponsible, tie(COMMITMENT, by=PMI))
    story.refuses(UnknownCode, tie(Reference("rumour", UUID(int=1))))
    given(WatchSession, *SAID, *promised, led(COMMITMENT)).refuses(
        follow.FollowUpNotOpen, tie(COMMITMENT)
    )
    given(WatchSession, *SAID, pledged()).refuses(follow.FollowUpNotOpen, tie(COMMITMENT))
    given(WatchSession, *SAID, proposed(), accepted()).refuses(
        follow.NotWhereItLeads, tie(COMMITMENT)
    )


def test_an_accepted_follow_up_is_done_by_its_responsible() -> None:
    under_way = (*SAID, proposed(), accepted())
    given(WatchSession, *under_way).when(finish()).then(done)
    given(WatchSession, *under_way).refuses(follow.NotResponsible, finish(CCAS))
    given(WatchSession, *SAID, proposed()).refuses(follow.FollowUpNotOpen, finish())
    given(WatchSession, *under_way, done).refuses(follow.FollowUpNotOpen, finish())


def test_a_follow_up_is_dropped_by_its_responsible_or_by_who_convened() -> None:
    for story in (
        given(WatchSession, *SAID, proposed(due=DUE), *more) for more in ((), (accepted(),))
    ):
        for by in (CAF, CCAS):
            story.when(drop(by)).then(dropped(by))
        story.refuses(follow.NotResponsible, drop(PMI))
        story.refuses(UnknownCode, drop(reason="forgotten"))
    for end in (refused, dropped(), done):
        before = () if end is refused else (accepted(),)
        story = given(WatchSession, *SAID, proposed(), *before, end)
        story.refuses(follow.FollowUpNotOpen, drop())
