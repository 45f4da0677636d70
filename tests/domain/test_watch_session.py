"""A session is convened, its agenda made under a regime, held, and written down twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain import watch_session_life as life
from domain.aggregate import Refusal
from domain.codes import UnknownCode
from domain.danger import ChildInDanger
from domain.sharing import GroundMissing
from domain.values import SessionId
from domain.watch_session import WatchSession
from domain.watch_session_life import Member
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.sessions import (
    CONVENED,
    DAMP,
    DAY,
    FAMILY,
    LANDLORD,
    MAYOR,
    MEMBERS,
    PMI,
    POLICE,
    STRANGER,
    added,
    attended,
    convened,
    held,
    nominative,
    proposed,
    removed,
)
from tests.story import STREAM, Told, begun, fact, given

EVE = DAY - timedelta(days=1)


def approved(kind: str, summary: str | None = None) -> Told:
    return fact(WatchSession.MinutesApproved, kind=kind, summary=summary)


restricted = approved("restricted")
cancelled = fact(WatchSession.Cancelled, reason="other")


def convene(**said: Any) -> WatchSession:
    return WatchSession(id=SessionId(STREAM), **CONVENED | said)


def add(**said: Any) -> Any:
    usual = {"by": CCAS, "alert": DAMP, "kind": "collective", "regime": "collective"}
    return lambda it: it.add_item(**usual | {"on": DAY} | said)


def add_by_name(**said: Any) -> Any:
    named = {"alert": FAMILY, "kind": "situation", "regime": "nominative"}
    ground = {"sharing_ground": "consent", "function": "social-worker"}
    return add(**named | ground | said)


def there(*partners: Any, alert: Any = DAMP, on: date = DAY) -> Any:
    return lambda it: it.record_attendance(alert=alert, partners=partners, on=on)


def remove(alert: Any = DAMP, reason: str = "not-reached") -> Any:
    return lambda it: it.remove_item(alert=alert, reason=reason)


def invite(partner: Any, kind: str, **said: Any) -> Any:
    return lambda it: it.invite(**{"partner": partner, "kind": kind, "on": DAY} | said)


def approve(kind: str, summary: str | None = None) -> Any:
    return lambda it: it.approve_minutes(kind=kind, summary=summary)


def test_a_session_is_convened_with_those_it_invites() -> None:
    begun(convene()).then(convened)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (life.ConvenerNotInvited, {"members": MEMBERS[1:]}),
        (life.AlreadyInvited, {"members": (*MEMBERS, Member(CAF, "caf-msa"))}),
        (life.NotNumbered, {"number": 0}),
        (UnknownCode, {"members": (Member(CCAS, "ccas", "choir"),)}),
    ],
)
def test_what_cannot_be_convened(refusal: type[Refusal], said: dict[str, Any]) -> None:
    with pytest.raises(refusal):
        convene(**said)


def test_a_session_to_come_is_moved() -> None:
    later = datetime(2026, 12, 10, 8, 30, tzinfo=UTC)
    moved = fact(WatchSession.Moved, meets_at=later, where="Maison de quartier")
    move = lambda it: it.move(meets_at=later, where="Maison de quartier")  # noqa: E731
    given(WatchSession, convened).when(move).then(moved)
    given(WatchSession, convened, held).refuses(life.SessionHeld, move)
    given(WatchSession, convened, moved).refuses(life.NotYetTheDay, lambda it: it.hold(on=DAY))


def test_a_territorial_alert_is_examined_collectively_and_a_situation_never_is() -> None:
    given(WatchSession, convened).when(add()).then(added())
    for regime in ("anonymised", "nominative"):
        given(WatchSession, convened).refuses(life.NotThisRegime, add(regime=regime))
    given(WatchSession, convened).refuses(life.NotThisRegime, add(kind="situation"))
    given(WatchSession, convened).refuses(UnknownCode, add(regime="secret"))


def test_a_situation_is_examined_without_a_name_and_then_needs_no_ground() -> None:
    anonymous = add(kind="situation", regime="anonymised")
    given(WatchSession, convened).when(anonymous).then(added(regime="anonymised"))
    with_ground = add(kind="situation", regime="anonymised", sharing_ground="consent")
    given(WatchSession, convened).refuses(life.GroundUnneeded, with_ground)
    given(WatchSession, convened).refuses(life.GroundUnneeded, add(sharing_ground="consent"))


def test_a_nominative_item_is_shared_with_those_who_may_have_part_in_it_and_nobody_else() -> (
    None
):
    given(WatchSession, convened).when(add_by_name()).then(nominative)


def test_the_profession_of_who_shares_is_kept_only_where_something_is_shared() -> None:
    [said] = given(WatchSession, convened).when(add(function="social-worker")).facts
    assert said.fields["function"] is None


def test_a_nominative_item_needs_a_ground_that_covers_every_participant() -> None:
    given(WatchSession, convened).refuses(GroundMissing, add_by_name(sharing_ground=None))
    care = add_by_name(sharing_ground="csp-l1110-4")
    given(WatchSession, convened).refuses(life.GroundDoesNotCover, care)
    carers = fact(
        WatchSession.Convened,
        **CONVENED | {"members": (MEMBERS[0], MEMBERS[2], MEMBERS[3])},
    )
    [shared] = given(WatchSession, carers).when(care).facts
    assert shared.fields["shared_with"] == (CCAS, PMI)
    by_the_desk = add_by_name(sharing_ground="csp-l1110-4", function="reception")
    given(WatchSession, carers).refuses(life.GroundDoesNotCover, by_the_desk)
    given(WatchSession, carers).refuses(UnknownCode, add_by_name(sharing_ground="habit"))


def test_who_shares_needs_no_ground_towards_their_own_service() -> None:
    alone = fact(
        WatchSession.Convened,
        **CONVENED | {"by": CAF, "members": (Member(CAF, "caf-msa"), MEMBERS[2])},
    )
    care = add_by_name(by=CAF, sharing_ground="csp-l1110-4")
    [shared] = given(WatchSession, alone).when(care).facts
    assert shared.fields["shared_with"] == (CAF, PMI)


def test_the_ground_of_a_coordinated_case_opens_no_session() -> None:
    coordinated = add_by_name(sharing_ground="casf-l121-6-2")
    given(WatchSession, convened).refuses(life.GroundOfCoordination, coordinated)


@pytest.mark.parametrize("act", [add, add_by_name])
def test_a_child_in_danger_never_goes_onto_an_agenda(act: Any) -> None:
    given(WatchSession, convened).refuses(ChildInDanger, act(peril="child"))


def test_an_alert_is_on_an_agenda_once() -> None:
    given(WatchSession, convened, added()).refuses(life.ItemAlreadyOnAgenda, add())


def test_who_is_invited_later_learns_of_nominative_items_if_their_ground_covers_it() -> None:
    invited = fact(
        WatchSession.MemberInvited, member=Member(MISSION, "mission-locale"), alerts=(FAMILY,)
    )
    story = given(WatchSession, convened, added(), nominative)
    story.when(invite(MISSION, "mission-locale")).then(invited)
    story.refuses(life.AlreadyInvited, invite(CAF, "caf-msa"))
    by_care = added(
        FAMILY,
        "nominative",
        sharing_ground="csp-l1110-4",
        function="nurse",
        shared_with=(CCAS, PMI),
    )
    carers = given(WatchSession, convened, by_care)
    carers.refuses(life.GroundDoesNotCover, invite(MISSION, "mission-locale"))


@pytest.mark.parametrize(
    ("kind", "college"),
    [
        ("police", "services"),
        ("housing-landlord", "services"),
        ("commune", "elected"),
        ("association", "residents"),
    ],
)
def test_police_landlords_elected_and_residents_learn_of_no_nominative_item(
    kind: str, college: str
) -> None:
    story = given(WatchSession, convened, nominative)
    [invited] = story.when(invite(STRANGER, kind, college=college)).facts
    assert invited.fields["alerts"] == ()
    both = given(WatchSession, convened, nominative, invited)
    both.refuses(life.NeverNominative, there(CCAS, STRANGER, alert=FAMILY))
    [shared] = given(WatchSession, convened, invited).when(add_by_name()).facts
    assert STRANGER not in shared.fields["shared_with"]


@pytest.mark.parametrize("partner", [POLICE, LANDLORD, MAYOR])
def test_they_are_there_for_what_is_not_nominative(partner: Any) -> None:
    told = given(WatchSession, convened, added()).when(there(partner, CCAS))
    told.then(attended(partners=tuple(sorted((partner, CCAS)))))
    named = given(WatchSession, convened, nominative)
    named.refuses(life.NeverNominative, there(partner, CCAS, alert=FAMILY))


def test_only_who_is_invited_is_there() -> None:
    story = given(WatchSession, convened, added())
    story.refuses(life.NotInvited, there(CCAS, STRANGER))
    story.refuses(life.NobodyPresent, there())
    story.refuses(life.NotOnAgenda, there(CCAS, alert=FAMILY))


def test_nobody_is_there_before_the_day() -> None:
    given(WatchSession, convened, added()).refuses(life.NotYetTheDay, there(CCAS, on=EVE))
    given(WatchSession, convened).refuses(life.NotYetTheDay, lambda it: it.hold(on=EVE))


def test_attendance_told_again_replaces_what_was_told() -> None:
    given(WatchSession, convened, added(), attended()).when(there(PMI)).then(
        attended(partners=(PMI,))
    )


def test_an_item_is_removed_until_it_was_examined() -> None:
    given(WatchSession, convened, added()).when(remove()).then(removed())
    given(WatchSession, convened, added(), removed()).refuses(life.NotOnAgenda, remove())
    given(WatchSession, convened, added(), removed()).when(add()).then(added())
    given(WatchSession, convened, added(), attended()).refuses(life.ItemExamined, remove())
    given(WatchSession, convened, added(), proposed()).refuses(life.ItemExamined, remove())
    given(WatchSession, convened, added()).refuses(UnknownCode, remove(reason="bored"))


def test_who_reads_a_removed_item_no_more_is_said_those_invited_later_too() -> None:
    invited = fact(
        WatchSession.MemberInvited, member=Member(MISSION, "mission-locale"), alerts=(FAMILY,)
    )
    story = given(WatchSession, convened, nominative, invited)
    story.when(remove(FAMILY)).then(removed(FAMILY, "not-reached", (CCAS, CAF, PMI, MISSION)))


def test_an_alert_that_leaves_takes_its_item_with_it_unless_it_was_put_back() -> None:
    left = remove(reason="alert-left")
    given(WatchSession, convened, added()).when(left).then(removed(reason="alert-left"))
    story = given(WatchSession, convened, added(), removed(), added())
    story.refuses(life.ItemPutBack, left)
    story.when(remove()).then(removed())


def test_a_session_is_held_once() -> None:
    given(WatchSession, convened).when(lambda it: it.hold(on=DAY)).then(held)
    given(WatchSession, convened, held).refuses(life.SessionHeld, lambda it: it.hold(on=DAY))
    given(WatchSession, convened, held).refuses(
        life.SessionHeld, invite(STRANGER, "association")
    )


def test_minutes_are_approved_once_each_after_the_session() -> None:
    for kind, summary in (("restricted", None), ("shareable", "Trois points examinés.")):
        given(WatchSession, convened).refuses(life.SessionNotHeld, approve(kind, summary))
        said = approved(kind, summary)
        given(WatchSession, convened, held).when(approve(kind, summary)).then(said)
        story = given(WatchSession, convened, held, said)
        story.refuses(life.AlreadyApproved, approve(kind, summary))
    given(WatchSession, convened, held).refuses(UnknownCode, approve("gossip"))


def test_only_the_shareable_minutes_bear_a_public_summary_and_they_always_do() -> None:
    story = given(WatchSession, convened, held)
    story.refuses(life.SummaryUnneeded, approve("restricted", "Une famille…"))
    story.refuses(life.SummaryMissing, approve("shareable"))


def test_the_restricted_minutes_say_who_was_there_for_each_item() -> None:
    story = given(WatchSession, convened, added(), nominative, attended(), held)
    story.refuses(life.AttendanceUnsaid, approve("restricted"))
    whole = attended(FAMILY, (CCAS, PMI))
    given(WatchSession, *story.facts, whole).when(approve("restricted")).then(restricted)


FROZEN: tuple[Any, ...] = (
    add_by_name(),
    there(CCAS),
    remove(),
    lambda it: it.propose_follow_up(
        alert=DAMP, kind="contact", responsible=CAF, due=date(2027, 1, 1), text="Rappeler."
    ),
)


@pytest.mark.parametrize("act", FROZEN)
def test_the_restricted_minutes_once_approved_close_the_session(act: Any) -> None:
    story = given(WatchSession, convened, added(), attended(), held, restricted)
    story.refuses(life.MinutesClosed, act)


def test_a_cancelled_session_gives_its_alerts_back() -> None:
    cancel = lambda it: it.cancel(reason="too-few")  # noqa: E731
    given(WatchSession, convened, added(), nominative).when(cancel).then(
        removed(reason="session-cancelled"),
        removed(FAMILY, "session-cancelled", (CCAS, CAF, PMI)),
        fact(WatchSession.Cancelled, reason="too-few"),
    )
    given(WatchSession, convened, held).refuses(life.SessionHeld, cancel)
    given(WatchSession, convened, added(), proposed()).refuses(life.FollowUpsProposed, cancel)


@pytest.mark.parametrize(
    "act",
    [
        *FROZEN,
        approve("restricted"),
        invite(STRANGER, "association"),
        lambda it: it.hold(on=DAY),
        lambda it: it.cancel(reason="other"),
        lambda it: it.accept_follow_up(by=CAF, number=1),
    ],
)
def test_nothing_outlives_a_cancellation(act: Any) -> None:
    given(WatchSession, convened, cancelled).refuses(life.SessionCancelled, act)
