"""Partners: what the public directory says of them, and when they do not work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.codes import UnknownCode
from domain.partner import (
    AlreadyOffered,
    CharterAlreadyAccepted,
    ClosureReversed,
    ClosureTooLong,
    Description,
    NothingNew,
    NotOffered,
    Offer,
    Partner,
    PartnerLeft,
    SomethingOpen,
    partner_id,
)
from domain.values import Closure
from domain.working_days import BeyondCalendar
from tests.domain.people import CCAS
from tests.story import begun, fact, given

WHAT = Description(name="CCAS de Clichy-sous-Bois", kind="ccas", networks=("ccas-cias",))
OFFER = Offer("Aides aux impayés", ("logement-hebergement--reduire-les-impayes-de-loyer",))
joined = fact(Partner.Joined, source="demo", reference="ccas-1", description=WHAT)
offered = fact(Partner.ServiceOffered, service="s1", offer=OFFER)


def test_a_partner_joins_with_its_public_description() -> None:
    begun(Partner(id=CCAS, source="demo", reference="ccas-1", description=WHAT)).then(joined)


def test_the_same_record_is_the_same_partner_of_a_territory() -> None:
    assert partner_id("93014", "dora", "1") == partner_id("93014", "dora", "1")
    ids = {partner_id(t, s, r) for t in ("93014", "93015") for s in "ab" for r in "12"}
    assert len(ids) == 8


def test_a_description_adds_a_fact_only_if_something_is_new() -> None:
    moved = replace(WHAT, address="1 place du 11 novembre 1918")
    described = fact(Partner.Described, description=moved)
    given(Partner, joined).when(lambda it: it.describe(description=moved)).then(described)
    given(Partner, joined).refuses(NothingNew, lambda it: it.describe(description=WHAT))
    given(Partner, joined, described).refuses(
        NothingNew, lambda it: it.describe(description=moved)
    )


@pytest.mark.parametrize(
    "unknown", [replace(WHAT, kind="circus"), replace(WHAT, networks=("circus",))]
)
def test_kinds_and_networks_are_of_their_lists(unknown: Description) -> None:
    given(Partner, joined).refuses(UnknownCode, lambda it: it.describe(description=unknown))
    with pytest.raises(UnknownCode):
        Partner(id=CCAS, source="demo", reference="1", description=unknown)


def test_a_service_is_offered_changed_and_withdrawn() -> None:
    given(Partner, joined).when(lambda it: it.offer_service(service="s1", offer=OFFER)).then(
        offered
    )
    given(Partner, joined, offered).refuses(
        AlreadyOffered, lambda it: it.offer_service(service="s1", offer=OFFER)
    )
    renamed = replace(OFFER, name="Impayés")
    given(Partner, joined, offered).when(
        lambda it: it.offer_service(service="s1", offer=renamed)
    ).then(fact(Partner.ServiceOffered, service="s1", offer=renamed))
    withdrawn = fact(Partner.ServiceWithdrawn, service="s1")
    given(Partner, joined, offered).when(lambda it: it.withdraw_service(service="s1")).then(
        withdrawn
    )
    given(Partner, joined, offered, withdrawn).refuses(
        NotOffered, lambda it: it.withdraw_service(service="s1")
    )


@pytest.mark.parametrize(
    "offer", [replace(OFFER, themes=("logement",)), replace(OFFER, publics=("tous",))]
)
def test_themes_and_publics_are_of_their_lists(offer: Offer) -> None:
    given(Partner, joined).refuses(
        UnknownCode, lambda it: it.offer_service(service="s1", offer=offer)
    )


def test_capacity_is_declared_by_its_code() -> None:
    given(Partner, joined).when(lambda it: it.declare_capacity(capacity="full")).then(
        fact(Partner.CapacityDeclared, capacity="full")
    )
    given(Partner, joined).refuses(
        UnknownCode, lambda it: it.declare_capacity(capacity="so-so")
    )


def test_closures_add_up() -> None:
    days = (date(2026, 8, 3), date(2026, 8, 21))
    closed = fact(Partner.ClosedBetween, first=days[0], last=days[1])
    given(Partner, joined).when(lambda it: it.close_between(first=days[0], last=days[1])).then(
        closed
    )
    assert given(Partner, joined, closed, closed).so().closures == (Closure(*days),) * 2


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (date(2026, 8, 21), date(2026, 8, 3), ClosureReversed),
        (date(2026, 1, 1), date(2027, 1, 3), ClosureTooLong),
        (date(9999, 1, 1), date(9999, 1, 2), BeyondCalendar),
    ],
)
def test_a_closure_is_in_order_within_a_year_and_in_the_calendar(
    first: date, last: date, refusal: type[BeyondCalendar]
) -> None:
    given(Partner, joined).refuses(refusal, lambda it: it.close_between(first=first, last=last))


@pytest.mark.parametrize("last", [date(2026, 1, 5), date(2027, 1, 6)])
def test_a_closure_may_last_one_day_or_one_year(last: date) -> None:
    day = date(2026, 1, 5)
    given(Partner, joined).when(lambda it: it.close_between(first=day, last=last)).then(
        fact(Partner.ClosedBetween, first=day, last=last)
    )


def test_a_partner_leaves_only_when_nothing_open_waits_for_it() -> None:
    given(Partner, joined).when(lambda it: it.leave(still_open=0)).then(fact(Partner.Left))
    given(Partner, joined).refuses(SomethingOpen, lambda it: it.leave(still_open=1))


def test_each_version_of_the_charter_is_accepted_once() -> None:
    day = date(2026, 11, 2)
    accepted = fact(Partner.CharterAccepted, version="Charte 2026", on=day)
    accept = lambda it: it.accept_charter(version="Charte 2026", on=day)  # noqa: E731
    given(Partner, joined).when(accept).then(accepted)
    given(Partner, joined, accepted).refuses(CharterAlreadyAccepted, accept)
    given(Partner, joined, accepted).when(
        lambda it: it.accept_charter(version="Charte 2027", on=day)
    ).then(fact(Partner.CharterAccepted, version="Charte 2027", on=day))


VERBS: tuple[Callable[[Partner], None], ...] = (
    lambda it: it.describe(description=replace(WHAT, name="Autre")),
    lambda it: it.offer_service(service="s2", offer=OFFER),
    lambda it: it.withdraw_service(service="s1"),
    lambda it: it.declare_capacity(capacity="full"),
    lambda it: it.close_between(first=date(2026, 1, 5), last=date(2026, 1, 6)),
    lambda it: it.accept_charter(version="Charte 2026", on=date(2026, 1, 5)),
    lambda it: it.leave(still_open=0),
)


@pytest.mark.parametrize("act", VERBS)
def test_nothing_is_recorded_of_a_partner_that_left(act: Callable[[Partner], None]) -> None:
    given(Partner, joined, offered, fact(Partner.Left)).refuses(PartnerLeft, act)
