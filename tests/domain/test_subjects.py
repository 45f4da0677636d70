"""Persons, agents and cases: what they record, and how their personal data ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.agent import Agent, AgentDisabled, RoleAlreadyGranted, RoleNotGranted
from domain.aggregate import AlreadyErased, Refusal, Subject
from domain.case import Case
from domain.case_life import AlreadyInCase, AlreadyInvolved, CaseClosed, NotInvolved
from domain.codes import UnknownCode
from domain.person import Person
from domain.person_standing import NothingToContact
from domain.values import PartnerId
from tests.domain.people import AMINA, CAF, CASE, CCAS, COARSE, MISSION, NADIA
from tests.story import STREAM, begun, fact, given

enrolled = fact(Agent.Enrolled, name="Nadia B.", function="social-worker", partner=CCAS)
registered = fact(Person.Registered, by=CCAS, family_name="Diallo", given_name="Amina")
opened = fact(Case.Opened, opener=CCAS, coarse=COARSE)
involved = fact(Case.PartnerInvolved, partner=MISSION, sharing_ground="consent")
KEYS = (UUID(int=7),)


def test_a_case_opens_with_its_coarse_facts() -> None:
    begun(Case(id=CASE, opener=CCAS, coarse=COARSE)).then(opened)
    with pytest.raises(UnknownCode):
        Case(id=CASE, opener=CCAS, coarse=replace(COARSE, sex="marie"))


def test_a_case_and_its_key_are_its_own() -> None:
    it = given(Case, opened).so()
    assert (it.case_id, it.subject) == (STREAM, STREAM)


def test_a_person_belongs_to_no_single_case() -> None:
    it = given(Person, registered).so()
    assert (it.case_id, it.subject) == (None, STREAM)


def test_a_person_is_added_to_a_case_once_by_an_involved_partner() -> None:
    added = fact(Case.PersonAdded, by=CCAS, person=AMINA)
    given(Case, opened).when(lambda it: it.add_person(by=CCAS, person=AMINA)).then(added)
    given(Case, opened, added).refuses(
        AlreadyInCase, lambda it: it.add_person(by=CCAS, person=AMINA)
    )
    given(Case, opened).refuses(NotInvolved, lambda it: it.add_person(by=CAF, person=AMINA))


def test_a_partner_is_involved_with_a_ground() -> None:
    given(Case, opened).when(
        lambda it: it.involve_partner(partner=MISSION, sharing_ground="consent")
    ).then(involved)
    given(Case, opened).refuses(
        UnknownCode, lambda it: it.involve_partner(partner=MISSION, sharing_ground="clspd")
    )


@pytest.mark.parametrize("partner", [CCAS, MISSION])
def test_a_partner_is_involved_once(partner: PartnerId) -> None:
    given(Case, opened, involved).refuses(
        AlreadyInvolved,
        lambda it: it.involve_partner(partner=partner, sharing_ground="consent"),
    )


def test_a_note_is_for_my_service_and_needs_to_be_involved() -> None:
    given(Case, opened).when(lambda it: it.add_note(by=CCAS, text="Vue ce matin.")).then(
        fact(Case.NoteAdded, by=CCAS, text="Vue ce matin.", audience="my-service")
    )
    given(Case, opened).refuses(NotInvolved, lambda it: it.add_note(by=CAF, text="Vue."))
    given(Case, opened).refuses(
        UnknownCode, lambda it: it.add_note(by=CCAS, text="Vue.", audience="everyone")
    )


@pytest.mark.parametrize(
    "end",
    [
        fact(Case.Closed, by=CCAS, outcome="needs-met"),
        fact(Case.EnteredInError, by=CCAS, reason="duplicate"),
    ],
)
def test_nothing_is_added_to_a_case_that_is_closed_or_was_an_error(end: Any) -> None:
    for act in CASE_VERBS[:4]:
        given(Case, opened, end).refuses(CaseClosed, act)


CASE_VERBS: tuple[Callable[[Case], None], ...] = (
    lambda it: it.add_person(by=CCAS, person=AMINA),
    lambda it: it.involve_partner(partner=MISSION, sharing_ground="consent"),
    lambda it: it.add_note(by=CCAS, text="Vue."),
    lambda it: it.close(by=CCAS, outcome="needs-met"),
    lambda it: it.enter_in_error(by=CCAS, reason="duplicate"),
)


def test_a_case_is_closed_or_corrected_with_a_code() -> None:
    given(Case, opened).when(CASE_VERBS[3]).then(
        fact(Case.Closed, by=CCAS, outcome="needs-met")
    )
    given(Case, opened).when(CASE_VERBS[4]).then(
        fact(Case.EnteredInError, by=CCAS, reason="duplicate")
    )
    given(Case, opened).refuses(UnknownCode, lambda it: it.close(by=CCAS, outcome="fine"))
    given(Case, opened).refuses(
        UnknownCode, lambda it: it.enter_in_error(by=CCAS, reason="oops")
    )
    given(Case, opened).refuses(NotInvolved, lambda it: it.close(by=CAF, outcome="needs-met"))


def test_identity_and_contact_are_corrected_by_later_facts() -> None:
    given(Person, registered).when(
        lambda it: it.correct_identity(
            by=CCAS,
            reason="document-seen",
            family_name="Diallo",
            given_name="Aminata",
            birth_date=date(1990, 5, 4),
        )
    ).then(
        fact(
            Person.IdentityCorrected,
            by=CCAS,
            reason="document-seen",
            family_name="Diallo",
            given_name="Aminata",
            birth_date=date(1990, 5, 4),
        )
    )
    given(Person, registered).when(
        lambda it: it.change_contact(by=CCAS, phone="06 00 00 00 00")
    ).then(fact(Person.ContactChanged, by=CCAS, phone="06 00 00 00 00"))


def test_a_contact_without_any_means_is_refused() -> None:
    given(Person, registered).refuses(NothingToContact, lambda it: it.change_contact(by=CCAS))


def test_informing_of_sharing_says_how_and_with_whom() -> None:
    given(Person, registered).when(
        lambda it: it.inform_of_sharing(by=CCAS, how="orally", partners=(MISSION,))
    ).then(fact(Person.InformedOfSharing, by=CCAS, how="orally", partners=(MISSION,)))
    given(Person, registered).refuses(
        UnknownCode, lambda it: it.inform_of_sharing(by=CCAS, how="telepathy", partners=())
    )
    given(Person, registered).refuses(
        UnknownCode,
        lambda it: it.correct_identity(
            by=CCAS, reason="whim", family_name="Diallo", given_name="Amina"
        ),
    )


def test_a_role_is_granted_once_and_revoked_only_if_granted() -> None:
    granted = fact(Agent.RoleGranted, role="dpo")
    given(Agent, enrolled).when(lambda it: it.grant_role(role="dpo")).then(granted)
    given(Agent, enrolled, granted).refuses(
        RoleAlreadyGranted, lambda it: it.grant_role(role="dpo")
    )
    given(Agent, enrolled, granted).when(lambda it: it.revoke_role(role="dpo")).then(
        fact(Agent.RoleRevoked, role="dpo")
    )
    given(Agent, enrolled, granted, fact(Agent.RoleRevoked, role="dpo")).refuses(
        RoleNotGranted, lambda it: it.revoke_role(role="dpo")
    )
    given(Agent, enrolled).refuses(UnknownCode, lambda it: it.grant_role(role="king"))


def test_a_disabled_agent_gets_nothing_more() -> None:
    disabled = fact(Agent.Disabled)
    given(Agent, enrolled).when(lambda it: it.disable()).then(disabled)
    for act in AGENT_VERBS:
        given(Agent, enrolled, disabled).refuses(AgentDisabled, act)


AGENT_VERBS: tuple[Callable[[Agent], None], ...] = (
    lambda it: it.grant_role(role="dpo"),
    lambda it: it.revoke_role(role="dpo"),
    lambda it: it.disable(),
)


def test_an_agent_is_enrolled_in_a_known_function() -> None:
    begun(Agent(id=NADIA, name="Nadia B.", function="social-worker", partner=CCAS)).then(
        enrolled
    )
    with pytest.raises(UnknownCode):
        Agent(id=NADIA, name="Nadia B.", function="wizard", partner=CCAS)


@pytest.mark.parametrize(
    ("aggregate", "first"), [(Agent, enrolled), (Person, registered), (Case, opened)]
)
def test_erasure_then_the_end_of_the_key_are_two_facts(
    aggregate: type[Subject], first: Any
) -> None:
    erased = fact(aggregate.Erased, reason="right-to-erasure")
    given(aggregate, first).when(lambda it: it.erase(reason="right-to-erasure")).then(erased)
    given(aggregate, first, erased).when(lambda it: it.key_destroyed(key_ids=KEYS)).then(
        fact(aggregate.KeyDestroyed, key_ids=KEYS)
    )


@pytest.mark.parametrize(
    ("aggregate", "first", "act"),
    [
        (Agent, enrolled, lambda it: it.grant_role(role="dpo")),
        (Agent, enrolled, lambda it: it.disable()),
        (Person, registered, lambda it: it.change_contact(by=CCAS, phone="06")),
        (
            Person,
            registered,
            lambda it: it.inform_of_sharing(by=CCAS, how="orally", partners=()),
        ),
        *((Case, opened, act) for act in CASE_VERBS),
        *(
            (kind, first, lambda it: it.erase(reason="fictitious"))
            for kind, first in (
                (Agent, enrolled),
                (Person, registered),
                (Case, opened),
            )
        ),
    ],
)
def test_nothing_is_recorded_about_who_was_erased(
    aggregate: type[Subject], first: Any, act: Callable[[Any], object]
) -> None:
    erased = fact(aggregate.Erased, reason="right-to-erasure")
    refused: type[Refusal] = AlreadyErased
    given(aggregate, first, erased).refuses(refused, act)
