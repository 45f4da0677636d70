"""What a person allows and asks for, and what it lets partners share."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain import person_standing as standing
from domain.aggregate import AlreadyErased, Refusal
from domain.codes import UnknownCode
from domain.person import Person
from domain.person_requests import latest_answer
from domain.values import PartnerId
from domain.working_days import is_working_day
from tests.domain.people import AMINA, CAF, CCAS, MISSION, MONDAY
from tests.domain.test_person import (
    archived,
    deceased,
    erased,
    merged,
    refuses,
    registered,
    tells,
)
from tests.story import Told, fact, given

UNTIL = date(2026, 12, 31)
LATEST = date(2026, 12, 23)


def yes(partner: PartnerId | None = None, until: date | None = None) -> Told:
    said = {"by": CCAS, "scope": "referral", "partner": partner}
    return fact(Person.ConsentGiven, **said, how="oral", until=until)


def no(partner: PartnerId | None = None) -> Told:
    return fact(Person.ConsentRefused, by=CCAS, scope="referral", partner=partner)


def withdrawn(partner: PartnerId | None = None) -> Told:
    return fact(Person.ConsentWithdrawn, by=CCAS, scope="referral", partner=partner)


objected = fact(Person.OppositionRaised, by=CCAS, received_on=MONDAY, decide_by=LATEST)
upheld = fact(Person.OppositionUpheld, by=CCAS)
rejected = fact(Person.OppositionRejected, by=CCAS, reason="compelling-grounds")
taken_back = fact(Person.OppositionTakenBack, by=CCAS)
requested = fact(
    Person.RightsRequestReceived, by=CCAS, right="access", received_on=MONDAY, answer_by=LATEST
)


def shareable(
    *facts: Told, ground: str = "consent", partner: PartnerId = MISSION, today: date = MONDAY
) -> type[Refusal] | None:
    """Why nothing may be shared; None where it may."""
    it = given(Person, registered, *facts).so()
    try:
        it.ensure_shareable(sharing_ground=ground, partner=partner, today=today)
    except Refusal as refusal:
        return type(refusal)
    return None


def test_consent_is_given_with_its_proof_perhaps_to_one_partner_and_up_to_a_day() -> None:
    tells(
        lambda it: it.give_consent(
            by=CCAS, scope="referral", how="oral", partner=MISSION, until=UNTIL
        ),
        yes(MISSION, UNTIL),
    )
    refuses(UnknownCode, lambda it: it.give_consent(by=CCAS, scope="all", how="oral"))
    refuses(UnknownCode, lambda it: it.give_consent(by=CCAS, scope="referral", how="nod"))


def test_consent_is_refused_at_any_time_and_withdrawn_where_it_was_given() -> None:
    tells(lambda it: it.refuse_consent(by=CCAS, scope="referral"), no())
    for partner, given_to in ((None, None), (None, MISSION), (MISSION, None)):
        tells(
            lambda it, p=partner: it.withdraw_consent(by=CCAS, scope="referral", partner=p),  # type: ignore[misc]
            withdrawn(partner),
            after=(yes(given_to),),
        )
    for facts in ((), (no(),), (yes(), withdrawn()), (yes(CAF),)):
        refuses(
            standing.NoConsentToWithdraw,
            lambda it: it.withdraw_consent(by=CCAS, scope="referral", partner=MISSION),
            *facts,
        )
    refuses(UnknownCode, lambda it: it.refuse_consent(by=CCAS, scope="all"))
    refuses(UnknownCode, lambda it: it.withdraw_consent(by=CCAS, scope="all"))


def test_who_said_nothing_yet_is_asked_when_something_is_shared() -> None:
    assert shareable() is None
    health = fact(Person.ConsentRefused, by=CCAS, scope="health")
    assert shareable(health) is None


@pytest.mark.parametrize("facts", [(no(),), (yes(), withdrawn()), (no(MISSION),)])
def test_a_refusal_or_a_withdrawal_stops_what_consent_alone_allows(facts: Any) -> None:
    assert shareable(*facts) is standing.ConsentMissing
    assert shareable(*facts, ground="csp-l1110-4") is None
    assert shareable(*facts, yes(MISSION)) is None


def test_a_consent_holds_up_to_its_last_day() -> None:
    assert shareable(yes(until=UNTIL), today=UNTIL) is None
    day_after = UNTIL + timedelta(days=1)
    assert shareable(yes(until=UNTIL), today=day_after) is standing.ConsentMissing


def test_a_refusal_of_one_partner_outlives_a_yes_to_any_and_says_nothing_of_others() -> None:
    assert shareable(no(MISSION), yes()) is standing.ConsentMissing
    assert shareable(no(MISSION), yes(), partner=CAF) is None
    assert shareable(no(CAF)) is None


def test_a_refusal_of_all_undoes_a_yes_to_one() -> None:
    assert shareable(yes(MISSION), no()) is standing.ConsentMissing


_WORDS = st.lists(st.tuples(st.booleans(), st.sampled_from([None, MISSION, CAF])), max_size=8)


@forall(words=_WORDS, partner=st.sampled_from([MISSION, CAF]))
def test_the_last_word_on_a_partner_stands(
    words: list[tuple[bool, PartnerId | None]], partner: PartnerId
) -> None:
    """Read from the last: a word on the partner, or on all; a yes to all ends no refusal."""
    expected, allowed_to_all = True, False
    for given_, about in reversed(words):
        if about == partner or (about is None and not given_):
            expected = given_ or (about is None and allowed_to_all)
            break
        allowed_to_all |= about is None
    facts = [yes(about) if given_ else no(about) for given_, about in words]

    assert (shareable(*facts, partner=partner) is None) == expected


def test_an_opposition_stops_all_sharing_but_what_the_law_orders() -> None:
    for facts in ((objected,), (objected, upheld)):
        for ground in ("consent", "csp-l1110-4", "casf-l121-6-2"):
            assert shareable(*facts, ground=ground) is standing.SharingOpposed
        assert shareable(*facts, ground="casf-l226-2-2") is None
    for end in (rejected, taken_back):
        assert shareable(objected, end) is None
    assert shareable(objected, upheld, taken_back) is None


def test_nothing_is_shared_of_who_died_was_merged_or_erased_even_by_law() -> None:
    for end, refusal in (
        (deceased, standing.PersonDeceased),
        (merged, standing.PersonMerged),
        (erased, AlreadyErased),
    ):
        for ground in ("consent", "casf-l226-2-2"):
            assert shareable(end, ground=ground) is refusal


def test_an_archived_file_is_shared_only_where_the_law_orders_it() -> None:
    assert shareable(archived) is standing.PersonArchived
    assert shareable(archived, ground="casf-l226-2-2") is None


def test_what_may_be_shared_is_asked_on_a_known_ground() -> None:
    assert shareable(ground="clspd") is UnknownCode


def test_an_opposition_is_decided_within_a_month_and_only_once() -> None:
    def objects(by: date) -> Any:
        return lambda it: it.raise_opposition(by=CCAS, received_on=MONDAY, decide_by=by)

    tells(objects(LATEST), objected)
    refuses(standing.AnswerTooLate, objects(LATEST + timedelta(days=1)))
    refuses(standing.AnswerTooLate, objects(MONDAY - timedelta(days=1)))
    refuses(standing.AlreadyOpposed, objects(LATEST), objected)
    refuses(standing.AlreadyOpposed, objects(LATEST), objected, upheld)
    tells(objects(LATEST), objected, after=(objected, rejected))
    refuses(standing.PersonDeceased, objects(LATEST), deceased)
    tells(objects(LATEST), objected, after=(archived,))


def test_an_opposition_is_upheld_rejected_with_a_reason_or_taken_back() -> None:
    uphold: Any = lambda it: it.uphold_opposition(by=CCAS)  # noqa: E731
    reject: Any = lambda it: it.reject_opposition(by=CCAS, reason="compelling-grounds")  # noqa: E731
    back: Any = lambda it: it.take_back_opposition(by=CCAS)  # noqa: E731
    tells(uphold, upheld, after=(objected,))
    tells(reject, rejected, after=(objected,))
    tells(back, taken_back, after=(objected,))
    tells(back, taken_back, after=(objected, upheld))
    for verb in (uphold, reject, back):
        refuses(standing.NoOpposition, verb)
        refuses(standing.NoOpposition, verb, objected, rejected)
    for verb in (uphold, reject):
        refuses(standing.NoOpposition, verb, objected, upheld)
    refuses(UnknownCode, lambda it: it.reject_opposition(by=CCAS, reason="because"), objected)


def test_a_request_about_ones_data_is_answered_once_within_a_month() -> None:
    asks: dict[str, Any] = {
        "by": CCAS,
        "right": "access",
        "received_on": MONDAY,
        "answer_by": LATEST,
    }
    answered = fact(Person.RightsRequestAnswered, by=CCAS, right="access", answer="granted")
    answer: Any = lambda it: it.answer_request(by=CCAS, right="access", answer="granted")  # noqa: E731
    tells(lambda it: it.receive_request(**asks), requested)
    tells(answer, answered, after=(requested,))
    tells(lambda it: it.receive_request(**asks), requested, after=(requested, answered))
    refuses(standing.AlreadyRequested, lambda it: it.receive_request(**asks), requested)
    refuses(standing.NothingRequested, answer)
    refuses(standing.NothingRequested, answer, requested, answered)
    late = asks | {"answer_by": LATEST + timedelta(days=1)}
    refuses(standing.AnswerTooLate, lambda it: it.receive_request(**late))
    refuses(UnknownCode, lambda it: it.receive_request(**asks | {"right": "forgetting"}))
    refuses(
        UnknownCode,
        lambda it: it.answer_request(by=CCAS, right="access", answer="later"),
        requested,
    )


@pytest.mark.parametrize(
    ("received", "latest"),
    [
        (date(2026, 11, 23), date(2026, 12, 23)),
        (date(2027, 1, 31), date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (date(2026, 12, 1), date(2027, 1, 4)),  # New Year’s Day, then a week-end
        (date(2026, 3, 31), date(2026, 4, 30)),
    ],
)
def test_a_month_ends_on_the_same_date_or_on_the_working_day_after(
    received: date, latest: date
) -> None:
    assert latest == latest_answer(received)


@forall(received=st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_the_last_day_to_answer_is_a_working_day_about_a_month_later(received: date) -> None:
    latest = latest_answer(received)

    assert is_working_day(latest)
    assert timedelta(days=28) <= latest - received <= timedelta(days=36)


def test_a_merged_person_is_asked_under_the_other() -> None:
    assert merged.fields["into"] == AMINA
    assert shareable(merged, ground="csp-l1110-4") is standing.PersonMerged


limited = (
    fact(
        Person.RightsRequestReceived,
        by=CCAS,
        right="limitation",
        received_on=MONDAY,
        answer_by=LATEST,
    ),
    fact(Person.RightsRequestAnswered, by=CCAS, right="limitation", answer="granted"),
)
lifted = fact(Person.LimitationLifted, by=CCAS)


def test_data_whose_use_is_limited_is_shared_with_a_new_consent_or_by_law_alone() -> None:
    assert shareable(yes(), *limited) is standing.SharingLimited
    assert shareable(*limited, ground="csp-l1110-4") is standing.SharingLimited
    assert shareable(*limited, yes()) is None
    assert shareable(*limited, yes(until=UNTIL), today=UNTIL + timedelta(days=1)) is (
        standing.SharingLimited
    )
    assert shareable(*limited, ground="casf-l226-2-2") is None
    assert shareable(*limited, lifted) is None
    refused = fact(Person.RightsRequestAnswered, by=CCAS, right="limitation", answer="refused")
    assert shareable(limited[0], refused) is None


def test_a_limitation_is_lifted_once_and_lost_by_no_merge() -> None:
    tells(lambda it: it.lift_limitation(by=CCAS), lifted, after=limited)
    refuses(standing.NotLimited, lambda it: it.lift_limitation(by=CCAS))
    refuses(standing.NotLimited, lambda it: it.lift_limitation(by=CCAS), *limited, lifted)
    merge: Any = lambda it: it.merge_into(by=CCAS, into=AMINA, evidence="names-and-birth")  # noqa: E731
    refuses(standing.WouldBeLost, merge, *limited)


def test_the_last_word_on_what_would_put_somebody_at_risk_stands() -> None:
    def never(*means: str) -> Told:
        return fact(Person.ReachableBy, by=CCAS, never_by=means)

    it = given(Person, registered, never("visit", "phone")).so()
    it.ensure_safe(["mail"])
    with pytest.raises(standing.NeverSo):
        it.ensure_safe(["phone"])
    given(Person, registered, never("phone"), never()).so().ensure_safe(["phone"])
