"""A commitment is asked for or undertaken, then kept, confirmed or contested, or not."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from domain import commitment_life as life
from domain.aggregate import Refusal
from domain.codes import NotInThisUnit, UnknownCode
from domain.commitment import Commitment
from domain.commitment_life import CommitmentState
from domain.commitment_terms import Terms, commitment_id
from domain.references import NotServable
from domain.values import Reference
from tests.domain.commitments import (
    CONFIRMED,
    CONFIRMED_KEPT,
    CONTESTED,
    DEADLINE,
    DECLINED,
    FORM,
    IN_ERROR,
    KEPT,
    MAPS,
    NOT_KEPT,
    OVERDUE,
    PARTLY,
    POSTPONED,
    RELEASED,
    made,
    progress,
    requested,
    rescheduled,
    undertaken,
)
from tests.domain.people import CAF, CASE, CCAS, MISSION, REFERRAL
from tests.story import STREAM, Told, begun, fact, given

Act = Callable[[Commitment], object]
ALERT, SHEET = uuid4(), uuid4()


def begin(**said: Any) -> Commitment:
    first: dict[str, Any] = {"debtor": MISSION, "beneficiary": CCAS, "terms": MAPS}
    return Commitment(id=STREAM, **first | said)


def make(**said: Any) -> Act:
    form: dict[str, Any] = {"debtor": MISSION, **FORM}
    return lambda it: it.make(**form | said)


def test_what_has_no_deadline_is_asked_for_and_what_has_one_is_made() -> None:
    begun(begin()).then(requested())
    begun(begin(**FORM)).then(undertaken())


def test_a_request_that_is_signed_without_a_deadline_is_neither() -> None:
    with pytest.raises(TypeError):
        begin(signed_by="director")


def test_a_request_may_be_asked_of_nobody_in_particular_and_in_the_territorys_name() -> None:
    begun(begin(debtor=None, beneficiary=None)).then(requested(debtor=None, beneficiary=None))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"debtor": CCAS}, life.AskedOfOneself),
        ({"debtor": CCAS, **FORM}, life.OwedToOneself),
        ({"terms": Terms("maps", None)}, life.NothingSaid),
        ({"terms": Terms("maps", "Des cartes.", Decimal(3))}, life.UnitMissing),
        ({"terms": Terms("maps", "Des cartes.", None, "documents")}, life.AmountMissing),
        ({"terms": Terms("maps", "Des cartes.", Decimal(0), "documents")}, life.AmountMissing),
        ({"terms": Terms("gold", "De l’or.")}, UnknownCode),
        ({"terms": Terms("maps", "Des cartes.", Decimal(3), "kilos")}, UnknownCode),
        ({"terms": Terms("action", "Un atelier.", Decimal("2.5"), "people")}, NotInThisUnit),
        ({"terms": Terms("action", "Un atelier.", Decimal(120), "percent")}, NotInThisUnit),
        ({**FORM, "signed_by": "Jeanne"}, UnknownCode),
    ],
)
def test_a_commitment_begins_with_its_two_sides_and_its_terms(
    said: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        begin(**said)


@pytest.mark.parametrize(
    ("serves", "case", "refusal"),
    [
        (Reference("commitment", STREAM), None, NotServable),
        (Reference("planet", STREAM), None, NotServable),
        (Reference("amendment", STREAM), None, life.PartUnsaid),
        (Reference("sheet", SHEET, 2), None, life.PartUnsaid),
        (Reference("case", CASE), None, life.NotItsCase),
        (Reference("case", CASE), REFERRAL, life.NotItsCase),
        (Reference("sheet", SHEET), CASE, life.NotItsCase),
        (None, CASE, life.NotItsCase),
    ],
)
def test_a_commitment_serves_a_thing_and_is_kept_to_the_readers_of_a_dossier(
    serves: Reference | None, case: Any, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        begin(serves=serves, case=case)


@pytest.mark.parametrize(
    ("serves", "case"),
    [
        (Reference("case", CASE), CASE),
        (Reference("referral", REFERRAL), CASE),
        (Reference("alert", ALERT), ALERT),
        (Reference("alert", ALERT), None),
        (Reference("follow-up", ALERT, 2), ALERT),
        (Reference("sheet", SHEET), None),
    ],
)
def test_its_dossier_is_that_of_the_case_or_alert_that_it_serves(
    serves: Reference, case: Any
) -> None:
    assert begin(serves=serves, case=case).case_id == case


def test_what_serves_a_dossier_is_asked_of_a_named_service() -> None:
    with pytest.raises(life.AskedOfAll):
        begin(debtor=None, serves=Reference("case", CASE), case=CASE)


def test_a_follow_up_needs_no_words_of_its_own() -> None:
    serves = Reference("follow-up", STREAM, 1)
    [after] = begun(begin(terms=Terms("action", None), serves=serves)).facts
    assert after.fields["terms"].what is None


def test_a_thing_leads_to_the_same_commitment_however_often_it_is_read() -> None:
    one = Reference("amendment", STREAM, 1)
    assert commitment_id(one) == commitment_id(Reference("amendment", STREAM, 1), 1)
    others = {commitment_id(one, 2), commitment_id(Reference("amendment", STREAM, 2))}
    assert len({commitment_id(one), *others}) == 3


def test_who_is_asked_takes_it_up_on_terms_of_its_own() -> None:
    fewer = Terms("studies", "Une étude.")
    given(Commitment, requested()).when(make(terms=fewer)).then(made(terms=fewer))


def test_any_service_takes_up_what_is_asked_of_nobody() -> None:
    open_to_all = requested(debtor=None, beneficiary=None)
    given(Commitment, open_to_all).when(make(debtor=CAF)).then(
        made(debtor=CAF, beneficiary=None)
    )


def test_nobody_takes_up_what_is_asked_of_another() -> None:
    given(Commitment, requested()).refuses(life.NotAskedOfYou, make(debtor=CAF))


def test_nobody_owes_themselves() -> None:
    given(Commitment, requested(debtor=None)).refuses(life.OwedToOneself, make(debtor=CCAS))


def test_only_who_is_asked_declines() -> None:
    given(Commitment, requested()).when(
        lambda it: it.decline_to_commit(reason="no-means")
    ).then(DECLINED)
    given(Commitment, requested(debtor=None)).refuses(
        life.NotAskedOfYou, lambda it: it.decline_to_commit(reason="no-means")
    )


def test_another_day_is_a_later_one_and_needs_a_reason() -> None:
    given(Commitment, undertaken()).when(
        lambda it: it.reschedule(deadline=POSTPONED, reason="staff")
    ).then(rescheduled())
    given(Commitment, undertaken()).refuses(
        life.NotLater, lambda it: it.reschedule(deadline=DEADLINE, reason="staff")
    )
    given(Commitment, undertaken()).refuses(
        UnknownCode, lambda it: it.reschedule(deadline=POSTPONED, reason="laziness")
    )


def test_another_day_is_confirmed_anew() -> None:
    given(Commitment, undertaken(), CONFIRMED).refuses(
        life.AlreadyConfirmed, lambda it: it.confirm()
    )
    given(Commitment, undertaken(), CONFIRMED, rescheduled()).when(
        lambda it: it.confirm()
    ).then(CONFIRMED)


@pytest.mark.parametrize("share", [-1, 101])
def test_progress_is_a_share_of_a_hundred_where_it_can_be_said(share: int) -> None:
    given(Commitment, undertaken()).refuses(
        life.NoSuchShare, lambda it: it.report_progress(text="Presque.", share=share)
    )


@pytest.mark.parametrize("share", [None, 0, 100])
def test_progress_may_be_none_or_all_of_it(share: int | None) -> None:
    given(Commitment, undertaken()).when(
        lambda it: it.report_progress(text="Deux cartes sur cinq.", share=share)
    ).then(progress(share))


@pytest.mark.parametrize("share", [0, 100])
def test_what_is_partly_kept_is_neither_nothing_nor_all(share: int) -> None:
    given(Commitment, undertaken()).refuses(
        life.NotPartly,
        lambda it: it.keep_partly(share=share, evidence="Quatre cartes.", reason="budget"),
    )


def test_kept_is_the_debtors_word_until_its_beneficiary_has_said_theirs() -> None:
    story = given(Commitment, undertaken(), KEPT)
    story.when(lambda it: it.confirm_kept()).then(CONFIRMED_KEPT)
    story.when(lambda it: it.contest_kept(sentence="Il en manque une.")).then(CONTESTED)


def test_what_is_contested_is_reported_again_kept_again_or_given_up() -> None:
    story = given(Commitment, undertaken(), KEPT, CONTESTED)
    story.when(lambda it: it.keep(evidence="Les cinq cartes sont en ligne.")).then(KEPT)
    story.when(lambda it: it.give_up(reason="budget")).then(NOT_KEPT)
    story.when(lambda it: it.report_progress(text="Deux cartes sur cinq.", share=40)).then(
        progress()
    )


def test_what_is_overdue_may_still_be_kept() -> None:
    given(Commitment, undertaken(), OVERDUE).when(
        lambda it: it.keep(evidence="Les cinq cartes sont en ligne.")
    ).then(KEPT)


def test_the_public_is_shown_it_once_both_sides_agree() -> None:
    def agreed(by: Any) -> Told:
        return fact(Commitment.PublicationAgreed, by=by)

    story = given(Commitment, undertaken(beneficiary=None), KEPT)
    story.when(lambda it: it.agree_to_publication(side=MISSION)).then(agreed(MISSION))
    once = given(Commitment, undertaken(beneficiary=None), agreed(MISSION))
    assert not once.so().published
    once.refuses(life.PublicationAgreed, lambda it: it.agree_to_publication(side=MISSION))
    once.refuses(life.NotItsSide, lambda it: it.agree_to_publication(side=CCAS))
    assert (
        given(Commitment, undertaken(beneficiary=None), agreed(MISSION), agreed(None), OVERDUE)
        .so()
        .published
    )


def test_nothing_of_a_dossier_and_no_mere_request_is_published() -> None:
    act: Act = lambda it: it.agree_to_publication(side=CCAS)  # noqa: E731
    nominative = undertaken(serves=Reference("case", CASE), case=CASE)
    given(Commitment, nominative).refuses(life.NeverPublic, act)
    given(Commitment, requested()).refuses(life.NotOwed, act)
    given(Commitment, undertaken(), IN_ERROR).refuses(life.NotOwed, act)


ACTS: Mapping[str, Act] = {
    "decline": lambda it: it.decline_to_commit(reason="no-means"),
    "make": make(),
    "confirm": lambda it: it.confirm(),
    "report": lambda it: it.report_progress(text="Une carte."),
    "reschedule": lambda it: it.reschedule(deadline=POSTPONED, reason="staff"),
    "keep": lambda it: it.keep(evidence="Faites."),
    "keep partly": lambda it: it.keep_partly(share=50, evidence="Deux.", reason="staff"),
    "give up": lambda it: it.give_up(reason="staff"),
    "confirm kept": lambda it: it.confirm_kept(),
    "contest kept": lambda it: it.contest_kept(sentence="Non."),
    "release": lambda it: it.release(reason="need-gone"),
    "agree": lambda it: it.agree_to_publication(side=CCAS),
    "enter in error": lambda it: it.enter_in_error(reason="trial"),
}
ANSWERING = {"decline", "make"}
KEEPING = {"confirm", "report", "reschedule", "keep", "keep partly", "give up"}
AFTER_ALL = {"agree", "enter in error"}
LIFE: Mapping[CommitmentState, tuple[tuple[Told, ...], set[str]]] = {
    CommitmentState.REQUESTED: ((requested(),), ANSWERING | {"release", "enter in error"}),
    CommitmentState.DECLINED: ((requested(), DECLINED), {"enter in error"}),
    CommitmentState.MADE: ((requested(), made()), KEEPING | {"release"} | AFTER_ALL),
    CommitmentState.KEPT: ((undertaken(), KEPT), {"confirm kept", "contest kept"} | AFTER_ALL),
    CommitmentState.CONTESTED: (
        (undertaken(), KEPT, CONTESTED),
        KEEPING | {"release"} | AFTER_ALL,
    ),
    CommitmentState.KEPT_CONFIRMED: ((undertaken(), KEPT, CONFIRMED_KEPT), AFTER_ALL),
    CommitmentState.PARTLY_KEPT: ((undertaken(), PARTLY), AFTER_ALL),
    CommitmentState.NOT_KEPT: ((undertaken(), NOT_KEPT), AFTER_ALL),
    CommitmentState.RELEASED: ((undertaken(), RELEASED), AFTER_ALL),
    CommitmentState.IN_ERROR: ((undertaken(), IN_ERROR), set()),
}
"""What each state admits; whatever is not here is refused."""


@pytest.mark.parametrize("state", CommitmentState)
@pytest.mark.parametrize("name", ACTS)
def test_a_step_is_taken_in_its_own_states_only(state: CommitmentState, name: str) -> None:
    facts, admitted = LIFE[state]
    story = given(Commitment, *facts)
    assert story.so().state is state
    if name in admitted:
        assert len(story.when(ACTS[name]).facts) == 1
    else:
        story.refuses(Refusal, ACTS[name])
