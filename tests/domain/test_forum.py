"""Forums: who sits there and since when, meetings convened, held and told, an end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.aggregate import Refusal
from domain.codes import UnknownCode
from domain.forum import Forum, MeetingsPlanned
from domain.forum_meetings import (
    CountedTwice,
    ForumDissolved,
    GuestIsMember,
    HeldAnotherDay,
    MetThatDay,
    NegativeCount,
    NobodyCame,
    NotSeated,
    Present,
    UnknownMeeting,
)
from domain.membership import (
    AlreadyMember,
    LeftBeforeJoining,
    Member,
    NotMember,
    PartnerOrCollege,
)
from domain.policies import CASEWORK, NotAllowed
from domain.references import NotServable, ServedTwice
from domain.rights import decide
from domain.values import ForumId, PartnerId, Reference
from tests.domain.people import CAF, CASE, CCAS, MISSION, REFERRAL
from tests.domain.test_policies import asker
from tests.story import Told, begun, fact, given

FORMED: dict[str, Any] = {
    "kind": "working-group",
    "name": "Groupe logement",
    "purpose": "Prévenir les impayés de loyer",
    "serves": (Reference("sheet", REFERRAL),),
}
GROUP = ForumId(CASE)
SPRING, SUMMER = date(2026, 3, 2), date(2026, 6, 30)
MORNING = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
DAY = date(2026, 3, 12)
formed = fact(Forum.Formed, **FORMED)
dissolved = fact(Forum.Dissolved, reason="Objectif atteint")
cancelled = fact(Forum.MeetingCancelled, meeting=2, reason="Salle indisponible")
HELD: dict[str, Any] = {
    "meeting": None,
    "on": DAY,
    "partners": (),
    "guests": (MISSION,),
    "colleges": (Present("residents", 4),),
    "conclusions": "Les relances commencent trop tard.",
    "decisions": ("Prévenir le CCAS au premier impayé",),
}


def seated(partner: PartnerId | None = CCAS, **said: Any) -> Told:
    return fact(Forum.MemberJoined, **{"partner": partner, "since": SPRING} | said)


def unseated(partner: PartnerId | None = CCAS, **said: Any) -> Told:
    return fact(Forum.MemberLeft, **{"partner": partner, "left_on": SUMMER} | said)


def convened(meets_at: datetime = MORNING) -> Told:
    said = {"meets_at": meets_at, "where": "Mairie", "agenda": "Les impayés"}
    return fact(Forum.MeetingConvened, **said)


def convening(meets_at: datetime = MORNING) -> Callable[[Forum], None]:
    return lambda it: it.convene_meeting(
        meets_at=meets_at, where="Mairie", agenda="Les impayés"
    )


def held(**said: Any) -> Told:
    return fact(Forum.MeetingHeld, **HELD | said)


def holding(**said: Any) -> Callable[[Forum], None]:
    return lambda it: it.hold_meeting(**HELD | said)


def admitting(**said: Any) -> Callable[[Forum], None]:
    return lambda it: it.admit(**{"since": SPRING} | said)


def test_a_forum_is_formed_for_a_purpose_that_may_serve_sheets() -> None:
    begun(Forum(id=GROUP, **FORMED)).then(formed)


def test_a_forum_is_of_a_known_kind() -> None:
    with pytest.raises(UnknownCode):
        Forum(id=GROUP, **FORMED | {"kind": "board"})


@pytest.mark.parametrize("kind", ["case", "referral", "alert", "follow-up", "commitment"])
def test_a_forum_never_works_for_a_persons_case(kind: str) -> None:
    with pytest.raises(NotServable):
        Forum(id=GROUP, **FORMED | {"serves": (Reference(kind, REFERRAL),)})


def test_a_forum_serves_a_sheet_once() -> None:
    with pytest.raises(ServedTwice):
        Forum(id=GROUP, **FORMED | {"serves": FORMED["serves"] * 2})


def test_a_partner_joins_and_leaves_by_its_own_word_or_by_the_project_leads() -> None:
    given(Forum, formed).when(lambda it: it.join(by=CCAS, since=SPRING)).then(seated())
    given(Forum, formed).when(admitting(partner=CCAS)).then(seated())
    here = given(Forum, formed, seated())
    here.when(lambda it: it.leave(by=CCAS, left_on=SUMMER)).then(unseated())
    here.when(lambda it: it.record_departure(partner=CCAS, left_on=SUMMER)).then(unseated())


def test_a_college_is_a_member_without_anybodys_name() -> None:
    residents = seated(None, college="residents")
    given(Forum, formed).when(admitting(college="residents")).then(residents)
    given(Forum, formed).refuses(UnknownCode, admitting(college="clergy"))


@pytest.mark.parametrize("said", [{}, {"partner": CCAS, "college": "elected"}])
def test_a_member_is_a_partner_or_a_college(said: dict[str, Any]) -> None:
    given(Forum, formed).refuses(PartnerOrCollege, admitting(**said))


def test_nobody_is_a_member_twice_at_once() -> None:
    given(Forum, formed, seated()).refuses(AlreadyMember, admitting(partner=CCAS))
    back = given(Forum, formed, seated(), unseated())
    back.refuses(AlreadyMember, admitting(partner=CCAS, since=SUMMER))
    back.when(admitting(partner=CCAS, since=date(2026, 7, 1))).then(
        seated(since=date(2026, 7, 1))
    )


def test_only_a_member_leaves_and_not_before_it_came() -> None:
    def leaving(left_on: date) -> Callable[[Forum], None]:
        return lambda it: it.leave(by=CCAS, left_on=left_on)

    given(Forum, formed, seated(CAF)).refuses(NotMember, leaving(SUMMER))
    given(Forum, formed, seated(), unseated()).refuses(NotMember, leaving(SUMMER))
    given(Forum, formed, seated()).refuses(LeftBeforeJoining, leaving(date(2026, 3, 1)))
    given(Forum, formed, seated()).when(leaving(SPRING)).then(unseated(left_on=SPRING))


_steps = st.lists(
    st.tuples(st.sampled_from(["join", "leave"]), st.dates(SPRING, SUMMER)), max_size=12
)


@forall(_steps)
def test_the_periods_of_a_member_never_overlap(steps: list[tuple[str, date]]) -> None:
    it = given(Forum, formed).so()
    for verb, day in steps:
        try:
            it.join(by=CCAS, since=day) if verb == "join" else it.leave(by=CCAS, left_on=day)
        except Refusal:
            continue
    sittings = it.members.get(Member(CCAS), ())
    for n in range((SUMMER - SPRING).days + 1):
        day = SPRING + timedelta(days=n)
        assert sum(sitting.covers(day) for sitting in sittings) <= 1
    assert all(sitting.left_on is not None for sitting in sittings[:-1])


def test_a_meeting_is_convened_with_its_place_and_its_agenda() -> None:
    given(Forum, formed).when(convening()).then(convened())


def test_a_forum_meets_once_a_day() -> None:
    evening = MORNING + timedelta(hours=9)
    given(Forum, formed, convened()).refuses(MetThatDay, convening(evening))
    given(Forum, formed, held()).refuses(MetThatDay, convening(evening))
    given(Forum, formed, held()).refuses(MetThatDay, holding())
    given(Forum, formed, convened()).refuses(MetThatDay, holding())
    given(Forum, formed, convened(), cancelled).when(convening(evening)).then(convened(evening))


def test_the_day_of_a_meeting_is_that_of_the_territory() -> None:
    midnight = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    given(Forum, formed, held()).refuses(MetThatDay, convening(midnight))


def test_a_meeting_is_cancelled_with_its_reason_or_held_once() -> None:
    story = given(Forum, formed, convened())
    story.when(lambda it: it.cancel_meeting(meeting=2, reason="Salle indisponible")).then(
        cancelled
    )
    story.when(holding(meeting=2)).then(held(meeting=2))


@pytest.mark.parametrize("told", [(), (convened(), cancelled), (convened(), held(meeting=2))])
def test_an_unknown_cancelled_or_held_meeting_is_neither_held_nor_cancelled(
    told: tuple[Told, ...],
) -> None:
    story = given(Forum, formed, *told)
    story.refuses(UnknownMeeting, holding(meeting=2))
    story.refuses(UnknownMeeting, lambda it: it.cancel_meeting(meeting=2, reason="Grève"))


def test_a_meeting_is_held_on_the_day_it_was_convened_for() -> None:
    story = given(Forum, formed, convened())
    story.refuses(HeldAnotherDay, holding(meeting=2, on=date(2026, 3, 13)))


def test_a_meeting_that_nobody_convened_is_held_all_the_same() -> None:
    given(Forum, formed).when(holding()).then(held())


def test_a_partner_that_is_not_a_member_attends_as_a_guest() -> None:
    given(Forum, formed).refuses(NotSeated, holding(partners=(CCAS,)))
    here = given(Forum, formed, seated())
    here.when(holding(partners=(CCAS,))).then(held(partners=(CCAS,)))
    here.refuses(GuestIsMember, holding(guests=(CCAS,)))


def test_membership_is_that_of_the_meetings_own_day() -> None:
    gone = given(Forum, formed, seated(), unseated())
    gone.when(holding(partners=(CCAS,))).then(held(partners=(CCAS,)))
    gone.refuses(NotSeated, holding(on=date(2026, 7, 1), partners=(CCAS,)))
    gone.refuses(NotSeated, holding(on=date(2026, 3, 1), partners=(CCAS,)))


@pytest.mark.parametrize(
    "said",
    [
        {"guests": (MISSION, MISSION)},
        {"colleges": (Present("elected", 1), Present("elected", 2))},
    ],
)
def test_nobody_is_counted_twice(said: dict[str, Any]) -> None:
    given(Forum, formed).refuses(CountedTwice, holding(**said))


def test_the_people_of_a_college_are_counted_and_not_below_zero() -> None:
    given(Forum, formed).refuses(
        NegativeCount, holding(colleges=(Present("elected", -1), Present("services", 3)))
    )
    given(Forum, formed).refuses(UnknownCode, holding(colleges=(Present("clergy", 1),)))


def test_a_meeting_where_nobody_was_is_not_held() -> None:
    given(Forum, formed).refuses(
        NobodyCame, holding(guests=(), colleges=(Present("elected", 0),))
    )
    given(Forum, formed, seated()).when(holding(partners=(CCAS,), guests=(), colleges=())).then(
        held(partners=(CCAS,), guests=(), colleges=())
    )


@forall(
    members=st.sets(st.sampled_from([CCAS, CAF, MISSION])),
    partners=st.lists(st.sampled_from([CCAS, CAF, MISSION]), max_size=3),
    guests=st.lists(st.sampled_from([CCAS, CAF, MISSION]), max_size=3),
)
def test_whoever_attends_is_a_member_or_a_guest_and_only_one_of_them(
    members: set[PartnerId], partners: list[PartnerId], guests: list[PartnerId]
) -> None:
    it = given(Forum, formed, *(seated(each) for each in sorted(members))).so()
    try:
        holding(partners=tuple(partners), guests=tuple(guests))(it)
    except Refusal:
        assert it.held_on == frozenset()
        return
    assert set(partners) <= members
    assert not set(guests) & members
    assert len({*partners, *guests}) == len(partners) + len(guests)


LATE: tuple[Callable[[Forum], None], ...] = (
    convening(),
    holding(),
    admitting(partner=CAF),
    lambda it: it.join(by=CAF, since=SPRING),
    lambda it: it.leave(by=CCAS, left_on=SUMMER),
    lambda it: it.record_departure(partner=CCAS, left_on=SUMMER),
    lambda it: it.cancel_meeting(meeting=2, reason="Grève"),
    lambda it: it.dissolve(reason="Encore"),
)


@pytest.mark.parametrize("act", LATE)
def test_nothing_happens_in_a_dissolved_forum(act: Callable[[Forum], None]) -> None:
    given(Forum, formed, seated(), dissolved).refuses(ForumDissolved, act)


def test_a_forum_is_dissolved_with_a_reason_once_no_meeting_is_planned() -> None:
    def dissolving(it: Forum) -> None:
        it.dissolve(reason="Objectif atteint")

    given(Forum, formed).when(dissolving).then(dissolved)
    given(Forum, formed, convened()).refuses(MeetingsPlanned, dissolving)
    given(Forum, formed, convened(), cancelled).when(dissolving).then(dissolved)


@pytest.mark.parametrize(
    "verb",
    [
        Forum,
        Forum.admit,
        Forum.record_departure,
        Forum.convene_meeting,
        Forum.cancel_meeting,
        Forum.hold_meeting,
        Forum.dissolve,
    ],
)
def test_the_project_lead_keeps_a_forum_and_nobody_else_does(verb: Callable[..., Any]) -> None:
    it = given(Forum, formed).so()
    assert decide(verb, asker("project-lead"), it).name == "project-lead"
    for role in (*CASEWORK, "elected", "evaluator", "administrator"):
        with pytest.raises(NotAllowed):
            decide(verb, asker(role), it)


@pytest.mark.parametrize("verb", [Forum.join, Forum.leave])
def test_any_professional_has_their_partner_join_and_leave(verb: Callable[..., Any]) -> None:
    it = given(Forum, formed).so()
    for role in CASEWORK:
        assert decide(verb, asker(role), it).name == "professional"
    for role in ("elected", "evaluator", "administrator", "project-lead"):
        with pytest.raises(NotAllowed):
            decide(verb, asker(role), it)
