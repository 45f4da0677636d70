"""A person: how to reach them, who stands for them, merged, gone, archived."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain import person_standing as standing
from domain.aggregate import Aggregate, AlreadyErased, Refusal
from domain.codes import UnknownCode
from domain.periods import PeriodReversed
from domain.person import Person
from domain.values import HouseholdId, PartnerId
from tests.domain.people import AMINA, CAF, CCAS, MISSION
from tests.story import STREAM, Told, fact, given

Verb = Callable[[Person], None]
HOME, OTHER_HOME = HouseholdId(UUID(int=61)), HouseholdId(UUID(int=62))
SUMMER, WINTER = date(2026, 7, 1), date(2026, 12, 1)

registered = fact(Person.Registered, by=CCAS, family_name="Diallo", given_name="Amina")
known = fact(Person.KnownTo, partner=MISSION, sharing_ground="consent")
protected = fact(Person.AddressProtected, by=MISSION, reason="threats")
tutor: dict[str, Any] = {
    "by": CCAS,
    "kind": "tutelle",
    "who": "L’UDAF",
    "scope": "property",
    "since": SUMMER,
}
represented = fact(Person.RepresentedBy, number=1, **tutor)
joined = fact(Person.JoinedHousehold, by=CCAS, household=HOME, since=SUMMER)
merged = fact(Person.MergedInto, by=CCAS, into=AMINA, evidence="identity-document")
deceased = fact(Person.Deceased, by=CCAS, died_on=SUMMER)
archived = fact(Person.Archived, ground="no-contact")
erased = fact(Person.Erased, reason="right-to-erasure")
objected = fact(
    Person.OppositionRaised, by=CCAS, received_on=SUMMER, decide_by=date(2026, 7, 31)
)


def tells(verb: Verb, *expected: Told, after: tuple[Told, ...] = ()) -> None:
    given(Person, registered, *after).when(verb).then(*expected)


def refuses(refusal: type[Refusal], verb: Verb, *after: Told) -> None:
    given(Person, registered, *after).refuses(refusal, verb)


def test_the_safe_way_to_a_person_says_what_never_to_do() -> None:
    said: dict[str, Any] = {"by": MISSION, "means": "Sa sœur, 06 00", "hours": "Le matin"}
    tells(
        lambda it: it.reach_by(**said, never_by=("phone", "visit")),
        fact(Person.ReachableBy, **said, never_by=("phone", "visit")),
    )
    refuses(standing.NothingToContact, lambda it: it.reach_by(by=CCAS))
    refuses(UnknownCode, lambda it: it.reach_by(by=CCAS, never_by=("pigeon",)))


def test_an_interpreter_is_needed_in_known_languages_or_in_none() -> None:
    for languages in (("snk", "bm"), ()):
        tells(
            lambda it, said=languages: it.need_interpreter(by=CCAS, languages=said),  # type: ignore[misc]
            fact(Person.InterpreterNeeded, by=CCAS, languages=languages),
        )
    refuses(UnknownCode, lambda it: it.need_interpreter(by=CCAS, languages=("klingon",)))


def test_what_a_person_needs_to_be_received_is_coded() -> None:
    tells(
        lambda it: it.need_access(by=CCAS, needs=("wheelchair",)),
        fact(Person.AccessNeeded, by=CCAS, needs=("wheelchair",)),
    )
    refuses(UnknownCode, lambda it: it.need_access(by=CCAS, needs=("elevator",)))


def test_an_address_is_protected_once() -> None:
    protect: Verb = lambda it: it.protect_address(by=MISSION, reason="threats")  # noqa: E731
    tells(protect, protected)
    refuses(standing.AlreadyProtected, protect, protected)
    refuses(UnknownCode, lambda it: it.protect_address(by=CCAS, reason="shy"))


@pytest.mark.parametrize("partner", [MISSION, CCAS])
def test_who_protected_an_address_or_registered_the_person_ends_it(
    partner: PartnerId,
) -> None:
    lifted = fact(Person.AddressUnprotected, by=partner)
    tells(lambda it: it.unprotect_address(by=partner), lifted, after=(protected,))
    refuses(standing.NotProtector, lambda it: it.unprotect_address(by=CAF), protected)
    refuses(
        standing.NotProtected, lambda it: it.unprotect_address(by=partner), protected, lifted
    )


def test_each_representation_has_its_number_and_its_end() -> None:
    tells(lambda it: it.represent(**tutor), represented)
    second = fact(Person.RepresentedBy, number=2, **tutor)
    tells(lambda it: it.represent(**tutor), second, after=(represented,))
    ended = fact(Person.RepresentationEnded, by=CCAS, number=1, ended_on=WINTER)
    end: Verb = lambda it: it.end_representation(by=CCAS, number=1, ended_on=WINTER)  # noqa: E731
    tells(end, ended, after=(represented,))
    tells(lambda it: it.represent(**tutor), second, after=(represented, ended))
    refuses(standing.NotRepresentedSo, end)
    refuses(standing.NotRepresentedSo, end, represented, ended)


def test_a_representation_is_coded_and_ends_after_it_began() -> None:
    for field in ("kind", "scope"):
        refuses(UnknownCode, lambda it, f=field: it.represent(**tutor | {f: "friend"}))  # type: ignore[misc]
    early = date(2026, 6, 30)
    refuses(PeriodReversed, lambda it: it.represent(**tutor | {"until": early}))
    refuses(
        PeriodReversed,
        lambda it: it.end_representation(by=CCAS, number=1, ended_on=early),
        represented,
    )
    tells(
        lambda it: it.represent(**tutor | {"until": SUMMER}),
        fact(Person.RepresentedBy, number=1, **tutor | {"until": SUMMER}),
    )


def test_a_person_may_live_in_two_households_but_joins_each_once() -> None:
    tells(lambda it: it.join_household(by=CCAS, household=HOME, since=SUMMER), joined)
    tells(
        lambda it: it.join_household(by=CCAS, household=OTHER_HOME, since=WINTER),
        fact(Person.JoinedHousehold, by=CCAS, household=OTHER_HOME, since=WINTER),
        after=(joined,),
    )
    refuses(
        standing.AlreadyInHousehold,
        lambda it: it.join_household(by=CCAS, household=HOME, since=WINTER),
        joined,
    )


def test_a_person_leaves_a_household_they_are_in_and_not_before_they_joined() -> None:
    leave: Verb = lambda it: it.leave_household(by=CCAS, household=HOME, left_on=WINTER)  # noqa: E731
    left = fact(Person.LeftHousehold, by=CCAS, household=HOME, left_on=WINTER)
    tells(leave, left, after=(joined,))
    refuses(standing.NotInHousehold, leave)
    refuses(standing.NotInHousehold, leave, joined, left)
    refuses(
        PeriodReversed,
        lambda it: it.leave_household(by=CCAS, household=HOME, left_on=date(2026, 6, 30)),
        joined,
    )


def test_a_person_becomes_known_to_a_partner_once_and_on_a_ground() -> None:
    make: Verb = lambda it: it.make_known_to(partner=MISSION, sharing_ground="consent")  # noqa: E731
    tells(make, known)
    refuses(standing.AlreadyKnown, make, known)
    refuses(
        standing.AlreadyKnown,
        lambda it: it.make_known_to(partner=CCAS, sharing_ground="consent"),
    )
    refuses(UnknownCode, lambda it: it.make_known_to(partner=CAF, sharing_ground="clspd"))


ACTIVE_ONLY: tuple[Verb, ...] = (
    lambda it: it.change_contact(by=CCAS, phone="06"),
    lambda it: it.reach_by(by=CCAS, means="06"),
    lambda it: it.need_interpreter(by=CCAS, languages=("ar",)),
    lambda it: it.need_access(by=CCAS, needs=("large-print",)),
    lambda it: it.protect_address(by=CCAS, reason="threats"),
    lambda it: it.represent(**tutor),
    lambda it: it.join_household(by=CCAS, household=OTHER_HOME, since=SUMMER),
    lambda it: it.inform_of_sharing(by=CCAS, how="orally", partners=(MISSION,)),
    lambda it: it.give_consent(by=CCAS, scope="referral", how="oral"),
    lambda it: it.refuse_consent(by=CCAS, scope="referral"),
    lambda it: it.withdraw_consent(by=CCAS, scope="referral"),
    lambda it: it.move_away(by=CCAS, moved_on=SUMMER),
)
LATER: tuple[Verb, ...] = (
    lambda it: it.correct_identity(
        by=CCAS, reason="typing-error", family_name="Diallo", given_name="Amina"
    ),
    lambda it: it.leave_household(by=CCAS, household=HOME, left_on=WINTER),
    lambda it: it.end_representation(by=CCAS, number=1, ended_on=WINTER),
    lambda it: it.make_known_to(partner=CAF, sharing_ground="consent"),
    lambda it: it.merge_into(by=CCAS, into=AMINA, evidence="told-by-person"),
    lambda it: it.receive_request(
        by=CCAS, right="access", received_on=SUMMER, answer_by=date(2026, 7, 31)
    ),
)


@pytest.mark.parametrize("verb", ACTIVE_ONLY)
def test_nothing_new_is_done_with_who_died_or_whose_file_is_archived(verb: Verb) -> None:
    refuses(standing.PersonDeceased, verb, deceased)
    refuses(standing.PersonArchived, verb, archived)


@pytest.mark.parametrize("verb", LATER)
def test_after_a_death_what_was_wrong_is_put_right_and_rights_are_answered(
    verb: Verb,
) -> None:
    outcome = given(Person, registered, joined, represented, deceased).when(verb)
    assert 1 == len(outcome.facts)


@pytest.mark.parametrize(
    "verb",
    [
        *ACTIVE_ONLY,
        *LATER,
        lambda it: it.record_death(by=CCAS),
        lambda it: it.archive(ground="no-contact"),
        lambda it: it.raise_opposition(
            by=CCAS, received_on=SUMMER, decide_by=date(2026, 7, 31)
        ),
    ],
)
def test_who_was_merged_takes_no_more_facts(verb: Verb) -> None:
    refuses(standing.PersonMerged, verb, joined, represented, merged)


def test_who_was_merged_is_unmerged_or_erased() -> None:
    unmerged = fact(Person.Unmerged, by=CCAS, reason="wrong-person")
    tells(lambda it: it.unmerge(by=CCAS, reason="wrong-person"), unmerged, after=(merged,))
    tells(lambda it: it.erase(reason="right-to-erasure"), erased, after=(merged,))
    keys = (UUID(int=7),)
    tells(
        lambda it: it.key_destroyed(key_ids=keys),
        fact(Person.KeyDestroyed, key_ids=keys),
        after=(merged, erased),
    )
    refuses(standing.NotMerged, lambda it: it.unmerge(by=CCAS, reason="wrong-person"))
    refuses(UnknownCode, lambda it: it.unmerge(by=CCAS, reason="whim"), merged)
    tells(ACTIVE_ONLY[0], _contact(), after=(merged, unmerged))


def _contact() -> Told:
    return fact(Person.ContactChanged, by=CCAS, phone="06")


def test_a_person_is_merged_into_another_with_evidence() -> None:
    tells(lambda it: it.merge_into(by=CCAS, into=AMINA, evidence="identity-document"), merged)
    refuses(
        standing.NotIntoOneself,
        lambda it: it.merge_into(by=CCAS, into=it.id, evidence="identity-document"),  # type: ignore[arg-type]
    )
    refuses(UnknownCode, lambda it: it.merge_into(by=CCAS, into=AMINA, evidence="looks"))
    assert given(Person, registered).so().id == STREAM


@pytest.mark.parametrize(
    "binds",
    [
        objected,
        fact(Person.ConsentRefused, by=CCAS, scope="health"),
        fact(
            Person.RightsRequestReceived, by=CCAS, right="access", received_on=SUMMER,
            answer_by=date(2026, 7, 31),
        ),
    ],
)  # fmt: skip
def test_a_refusal_an_opposition_or_a_request_is_not_lost_in_a_merge(binds: Told) -> None:
    refuses(
        standing.WouldBeLost,
        lambda it: it.merge_into(by=CCAS, into=AMINA, evidence="told-by-person"),
        binds,
    )


def test_another_record_is_merged_into_a_person_one_knows_and_who_still_stands() -> None:
    given(Person, registered, known).so().ensure_takes(by=MISSION)
    for refusal, partner, facts in (
        (standing.NotKnown, CAF, (known,)),
        (standing.PersonMerged, CCAS, (merged,)),
        (standing.PersonArchived, CCAS, (archived,)),
        (AlreadyErased, CCAS, (erased,)),
    ):
        with pytest.raises(refusal):
            given(Person, registered, *facts).so().ensure_takes(by=partner)


def test_a_person_moves_away_and_still_gets_help() -> None:
    moved = fact(Person.MovedAway, by=CCAS, moved_on=SUMMER)
    tells(lambda it: it.move_away(by=CCAS, moved_on=SUMMER), moved)
    tells(ACTIVE_ONLY[0], _contact(), after=(moved,))


def test_a_death_is_recorded_once_and_taken_back_if_it_was_an_error() -> None:
    tells(lambda it: it.record_death(by=CCAS, died_on=SUMMER), deceased)
    refuses(standing.PersonDeceased, lambda it: it.record_death(by=CCAS), deceased)
    retracted = fact(Person.DeathRetracted, by=CCAS)
    tells(lambda it: it.retract_death(by=CCAS), retracted, after=(deceased,))
    tells(ACTIVE_ONLY[0], _contact(), after=(deceased, retracted))
    refuses(standing.NotDeceased, lambda it: it.retract_death(by=CCAS))


def test_a_file_is_archived_on_a_ground_and_reopened() -> None:
    tells(lambda it: it.archive(ground="no-contact"), archived)
    refuses(standing.PersonArchived, lambda it: it.archive(ground="no-contact"), archived)
    refuses(UnknownCode, lambda it: it.archive(ground="dust"))
    reopened = fact(Person.Reactivated)
    tells(lambda it: it.reactivate(), reopened, after=(archived,))
    refuses(standing.NotArchived, lambda it: it.reactivate(), archived, reopened)
    tells(ACTIVE_ONLY[0], _contact(), after=(archived, reopened))


def test_what_an_archived_file_holds_stays_as_it_is() -> None:
    for verb in (*LATER[:3], LATER[4]):
        refuses(standing.PersonArchived, verb, joined, represented, archived)
    outcome = given(Person, registered, archived).when(LATER[5])
    assert 1 == len(outcome.facts)


def test_an_end_that_is_told_changes_nothing_else() -> None:
    kinds: tuple[Any, ...] = (Person.MovedAway, Person.InformedOfSharing)
    assert all(kind.apply is Aggregate.Event.apply for kind in kinds)


def test_who_comes_back_to_a_household_comes_after_the_last_day_there() -> None:
    left = fact(Person.LeftHousehold, by=CCAS, household=HOME, left_on=WINTER)
    refuses(
        standing.StillInHousehold,
        lambda it: it.join_household(by=CCAS, household=HOME, since=WINTER),
        joined,
        left,
    )
    back = WINTER + timedelta(days=1)
    tells(
        lambda it: it.join_household(by=CCAS, household=HOME, since=back),
        fact(Person.JoinedHousehold, by=CCAS, household=HOME, since=back),
        after=(joined, left),
    )
