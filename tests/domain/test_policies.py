"""Who may do what, and read what."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.agent import Agent
from domain.aggregate import Aggregate, Subject
from domain.audit_mission import AuditMission
from domain.case import Case
from domain.partner import Description, Partner
from domain.person import Person
from domain.policies import (
    CASEWORK,
    Asker,
    MayNotRead,
    NotAllowed,
    decide_reading,
    decide_reading_of_nobody,
    may_read_case,
    reads_whole_journal,
)
from domain.referral import Referral
from domain.rights import RIGHTS, decide
from domain.territory import Territory
from domain.values import PartnerId
from tests.domain.people import (
    AMINA,
    CAF,
    CASE,
    CCAS,
    COARSE,
    MISSION,
    NADIA,
    PAUL,
    REFERRAL,
    SENT,
)

NOT_CASEWORK = ("evaluator", "administrator", "elected", "archivist")


def asker(role: str, partner: PartnerId | None = CCAS) -> Asker:
    return Asker(agent=NADIA, partner=partner, role=role, territory="93014")


SYSTEM = Asker(agent="system", partner=None, role="system", territory="93014")


def referral(**given: Any) -> Referral:
    return Referral(id=REFERRAL, **SENT | given)


def case() -> Case:
    return Case(id=CASE, opener=CCAS, coarse=COARSE)


DAY = date(2026, 11, 25)


def mission(**given: Any) -> AuditMission:
    said = {"mandated_by": "Le comité de pilotage", "purpose": "Délais", "scope": ()}
    return AuditMission(id=CASE, **said | {"first": DAY, "last": DAY} | given)


def allowed(verb: Callable[..., Any], who: Asker, it: Aggregate) -> str | None:
    try:
        return decide(verb, who, it).name
    except NotAllowed:
        return None


@pytest.mark.parametrize("role", sorted(CASEWORK))
def test_a_referral_is_sent_by_its_sender(role: str) -> None:
    assert allowed(Referral, asker(role), referral()) == "sender"
    assert allowed(Referral, asker(role, MISSION), referral()) is None


@pytest.mark.parametrize("role", sorted(CASEWORK))
def test_a_referral_is_answered_by_its_addressee_or_reported_by_its_sender(role: str) -> None:
    for verb in (Referral.accept, Referral.waitlist, Referral.decline):
        assert allowed(verb, asker(role, MISSION), referral()) == "addressee"
        assert allowed(verb, asker(role, CCAS), referral()) == "sender"
        assert allowed(verb, asker(role, CAF), referral()) is None


ADDRESSEES = (
    Referral.see,
    Referral.assign,
    Referral.request_information,
    Referral.confirm_answer,
    Referral.contest_answer,
    Referral.start,
    Referral.put_on_hold,
    Referral.resume,
    Referral.complete,
    Referral.end_early,
)
SENDERS = (
    Referral.provide_information,
    Referral.redirect,
    Referral.change_sender,
    Referral.withdraw,
    Referral.close,
    Referral.enter_in_error,
)
EITHERS = (
    Referral.tell_person,
    Referral.schedule_meeting,
    Referral.move_meeting,
    Referral.attend_meeting,
    Referral.miss_meeting,
    Referral.record_person_view,
    Referral.contest_outcome,
    Referral.reopen,
)
CLOCKS = (
    Referral.notify,
    Referral.refuse_notification,
    Referral.remind,
    Referral.leave_unanswered,
)


def name(verb: Callable[..., Any]) -> str:
    return verb.__name__


@pytest.mark.parametrize("verb", ADDRESSEES, ids=name)
def test_seeing_asking_and_supporting_are_the_addressees(verb: Callable[..., Any]) -> None:
    assert allowed(verb, asker("partner-agent", MISSION), referral()) == "addressee"
    assert allowed(verb, asker("social-worker", CCAS), referral()) is None


@pytest.mark.parametrize("verb", SENDERS, ids=name)
def test_providing_redirecting_withdrawing_and_closing_are_the_senders(
    verb: Callable[..., Any],
) -> None:
    assert allowed(verb, asker("social-worker", CCAS), referral()) == "sender"
    assert allowed(verb, asker("partner-agent", MISSION), referral()) is None


@pytest.mark.parametrize("verb", EITHERS, ids=name)
def test_telling_the_person_and_meeting_are_either_partys(verb: Callable[..., Any]) -> None:
    assert allowed(verb, asker("social-worker", CCAS), referral()) == "sender"
    assert allowed(verb, asker("partner-agent", MISSION), referral()) == "addressee"
    assert allowed(verb, asker("partner-agent", CAF), referral()) is None


def test_advice_given_to_the_person_is_not_for_the_partners_eyes() -> None:
    advice = referral(kind="advice", deadline=None)
    assert allowed(Referral.see, asker("partner-agent", MISSION), advice) is None


@pytest.mark.parametrize("role", NOT_CASEWORK)
def test_who_meets_nobody_acts_on_no_referral_no_case_and_no_person(role: str) -> None:
    person = Person(id=AMINA, by=CCAS, family_name="Diallo", given_name="Amina")
    for it in (referral(), case(), person):
        for verb in RIGHTS:
            if getattr(verb, "__qualname__", "").split(".")[0] in (
                "Referral",
                "Answering",
                "Supporting",
                "Afterwards",
                "Case",
                "CaseNotes",
                "CaseSupport",
                "Coordination",
                "Protection",
                "Person",
                "Reaching",
                "Consenting",
            ) and _is_verb_of(verb, it):
                assert allowed(verb, asker(role), it) is None


def _is_verb_of(verb: Callable[..., Any], it: Aggregate) -> bool:
    return verb is type(it) or getattr(type(it), verb.__name__, None) is verb


@pytest.mark.parametrize("verb", CLOCKS, ids=name)
def test_only_the_system_notifies_reminds_and_records_silence(
    verb: Callable[..., Any],
) -> None:
    assert allowed(verb, SYSTEM, referral()) == "system"
    for role in ("administrator", "social-worker", "dpo"):
        assert allowed(verb, asker(role), referral()) is None


def test_the_system_answers_for_nobody() -> None:
    for verb in (Referral, Referral.accept, Referral.withdraw, Referral.close):
        assert allowed(verb, SYSTEM, referral()) is None


def test_a_case_is_opened_by_its_opener_and_worked_on_by_whom_it_involves() -> None:
    it = case()
    assert allowed(Case, asker("social-worker"), it) == "opener"
    assert allowed(Case, asker("social-worker", MISSION), it) is None
    assert allowed(Case.add_note, asker("partner-agent", MISSION), it) is None

    it.involve_partner(partner=MISSION, sharing_ground="consent")
    assert allowed(Case.add_note, asker("partner-agent", MISSION), it) == "involved"
    for verb in (Case.close, Case.enter_in_error):
        assert allowed(verb, asker("partner-agent", MISSION), it) is None
        assert allowed(verb, asker("social-worker"), it) == "lead"
    assert allowed(Case.involve_partner, SYSTEM, it) == "system"


LEADS = (Case.designate_referent, Case.hand_over, Case.transfer, Case.close)
INVOLVED = (
    Case.record_departure,
    Case.release_partner,
    Case.set_goal,
    Case.widen_note,
    Case.retract_note,
    Case.report_coordination_need,
    Case.propose_coordinator,
    Case.agree_to_coordinator,
    Case.consult_department,
    Case.inform_authority,
    Case.transmit_to_protection,
    Case.reopen,
)
DECIDERS = (Case.designate_coordinator, Case.replace_coordinator, Case.end_coordination)


def handed_over() -> Case:
    it = case()
    it.involve_partner(partner=MISSION, sharing_ground="consent")
    it.hand_over(by=CCAS, to=MISSION)
    return it


@pytest.mark.parametrize("verb", LEADS, ids=name)
def test_who_leads_a_case_is_who_it_was_handed_over_to(verb: Callable[..., Any]) -> None:
    assert allowed(verb, asker("social-worker", MISSION), handed_over()) == "lead"
    assert allowed(verb, asker("social-worker", CCAS), handed_over()) is None


@pytest.mark.parametrize("verb", INVOLVED, ids=name)
def test_a_case_goes_on_by_its_parties(verb: Callable[..., Any]) -> None:
    for partner in (CCAS, MISSION):
        assert allowed(verb, asker("social-worker", partner), handed_over()) == "involved"
    assert allowed(verb, asker("social-worker", CAF), handed_over()) is None
    assert allowed(verb, SYSTEM, handed_over()) is None


@pytest.mark.parametrize("verb", DECIDERS, ids=name)
def test_the_maires_decision_is_entered_by_a_coordinator_of_a_party(
    verb: Callable[..., Any],
) -> None:
    assert allowed(verb, asker("coordinator", MISSION), handed_over()) == "coordinator"
    assert allowed(verb, asker("coordinator", CAF), handed_over()) is None
    for role in ("social-worker", "partner-agent", "elected", "administrator", "dpo"):
        assert allowed(verb, asker(role, MISSION), handed_over()) is None


KNOWING = (
    Person.change_contact,
    Person.reach_by,
    Person.need_interpreter,
    Person.protect_address,
    Person.represent,
    Person.join_household,
    Person.inform_of_sharing,
    Person.give_consent,
    Person.refuse_consent,
    Person.withdraw_consent,
    Person.raise_opposition,
    Person.receive_request,
    Person.merge_into,
    Person.move_away,
    Person.record_death,
)
DECIDED = (
    Person.uphold_opposition,
    Person.reject_opposition,
    Person.answer_request,
    Person.archive,
    Person.reactivate,
)


def test_a_person_is_registered_and_their_identity_corrected_by_the_same_partner() -> None:
    it = Person(id=AMINA, by=CCAS, family_name="Diallo", given_name="Amina")
    it.make_known_to(partner=MISSION, sharing_ground="consent")
    for verb in (Person, Person.correct_identity):
        assert allowed(verb, asker("social-worker"), it) == "registrar"
        assert allowed(verb, asker("social-worker", MISSION), it) is None


@pytest.mark.parametrize("verb", KNOWING, ids=name)
def test_whoever_knows_a_person_records_what_they_tell_it(verb: Callable[..., Any]) -> None:
    it = Person(id=AMINA, by=CCAS, family_name="Diallo", given_name="Amina")
    assert allowed(verb, asker("social-worker"), it) == "knowing"
    assert allowed(verb, asker("partner-agent", MISSION), it) is None

    it.make_known_to(partner=MISSION, sharing_ground="consent")
    assert allowed(verb, asker("partner-agent", MISSION), it) == "knowing"
    assert allowed(verb, asker("partner-agent", CAF), it) is None


@pytest.mark.parametrize("verb", DECIDED, ids=name)
def test_the_dpo_decides_what_a_person_asks_of_their_data(verb: Callable[..., Any]) -> None:
    it = Person(id=AMINA, by=CCAS, family_name="Diallo", given_name="Amina")
    assert allowed(verb, asker("dpo", None), it) == "dpo"
    assert allowed(verb, asker("social-worker"), it) is None


def test_only_the_system_says_to_whom_a_person_becomes_known() -> None:
    it = Person(id=AMINA, by=CCAS, family_name="Diallo", given_name="Amina")
    assert allowed(Person.make_known_to, SYSTEM, it) == "system"
    assert allowed(Person.make_known_to, asker("social-worker"), it) is None


def test_the_dpo_erases_and_the_system_destroys_the_key() -> None:
    it = case()
    assert allowed(Case.erase, asker("dpo", None), it) == "dpo"
    assert allowed(Case.erase, asker("administrator"), it) is None
    assert allowed(Case.key_destroyed, SYSTEM, it) == "system"
    assert allowed(Case.key_destroyed, asker("dpo"), it) is None
    assert Case.erase is Subject.erase


def test_a_partner_declares_its_own_capacity() -> None:
    it = Partner(id=CCAS, source="demo", reference="1", description=Description("A", "ccas"))
    assert allowed(Partner.declare_capacity, asker("partner-agent"), it) == "partner"
    assert allowed(Partner.declare_capacity, asker("partner-agent", CAF), it) is None
    assert allowed(Partner.describe, asker("partner-agent"), it) is None
    assert allowed(Partner.describe, asker("administrator"), it) == "administrator"


def test_accounts_roles_and_rules_are_the_administrators() -> None:
    agent = Agent(id=PAUL, name="P. B.", function="reception", partner=CCAS)
    assert allowed(Agent.grant_role, asker("administrator"), agent) == "administrator"
    assert allowed(Agent, asker("dpo"), agent) == "dpo"
    assert allowed(Agent.grant_role, asker("social-worker"), agent) is None
    territory = Territory(id=CASE, name="Clichy", fictitious=True, origin="demo")
    assert allowed(Territory.adopt_rule, asker("administrator"), territory)
    assert allowed(Territory, SYSTEM, territory) == "system"
    assert allowed(Territory.adopt_rule, asker("elected"), territory) is None
    assert allowed(Territory.adopt_rule, asker("dpo"), territory) is None


@pytest.mark.parametrize("role", ["administrator", "dpo"])
@pytest.mark.parametrize("verb", [Agent.grant_role, Agent.mandate], ids=name)
def test_nobody_gives_themselves_a_role_or_a_mandate(
    role: str, verb: Callable[..., Any]
) -> None:
    oneself = Agent(id=NADIA, name="N. B.", function="technician", partner=CCAS)
    assert allowed(verb, asker(role), oneself) is None


def test_an_absence_is_declared_by_oneself_a_colleague_or_an_administrator() -> None:
    agent = Agent(id=PAUL, name="P. B.", function="reception", partner=CCAS)
    paul = Asker(agent=PAUL, partner=MISSION, role="evaluator", territory="93014")
    for verb in (Agent.be_absent, Agent.come_back):
        assert allowed(verb, paul, agent) == "oneself"
        assert allowed(verb, asker("social-worker"), agent) == "colleague"
        assert allowed(verb, asker("administrator", CAF), agent) == "administrator"
        assert allowed(verb, asker("social-worker", CAF), agent) is None
        assert allowed(verb, asker("evaluator"), agent) is None


def test_a_portfolio_is_handed_over_where_its_agent_works_or_was_mandated() -> None:
    agent = Agent(id=PAUL, name="P. B.", function="reception", partner=CCAS)
    agent.mandate(on_behalf_of=MISSION, first=DAY, last=DAY)
    agent.end_mandate(on_behalf_of=MISSION)
    for partner in (CCAS, MISSION):
        assert allowed(Agent.hand_over, asker("social-worker", partner), agent) == "served"
    assert allowed(Agent.hand_over, asker("social-worker", CAF), agent) is None
    assert allowed(Agent.hand_over, asker("administrator"), agent) is None


def test_an_audit_mission_is_opened_by_an_administrator_for_somebody_else() -> None:
    for_paul, for_oneself = mission(evaluator=PAUL), mission(evaluator=NADIA)
    assert allowed(AuditMission, asker("administrator"), for_paul) == "administrator"
    assert allowed(AuditMission, asker("administrator"), for_oneself) is None
    for role in ("dpo", "evaluator", "social-worker", "archivist", "elected"):
        assert allowed(AuditMission, asker(role), for_paul) is None
    assert allowed(AuditMission, SYSTEM, for_paul) is None
    assert allowed(AuditMission.end, asker("dpo"), for_oneself) == "dpo"
    assert allowed(AuditMission.end, asker("evaluator"), for_oneself) is None


def test_who_acts_under_a_mandate_acts_for_that_partner_in_the_pay_of_another() -> None:
    mandated = Asker(NADIA, MISSION, "social-worker", "93014", employer=CCAS)
    assert (mandated.organisation, mandated.on_behalf_of) == (CCAS, MISSION)
    assert (asker("dpo").organisation, asker("dpo").on_behalf_of) == (CCAS, None)
    assert allowed(Referral.see, mandated, referral()) == "addressee"
    assert allowed(Referral.withdraw, mandated, referral()) is None


def test_what_has_no_policy_is_nobodys() -> None:
    assert allowed(print, SYSTEM, referral()) is None


@pytest.mark.parametrize("role", sorted(CASEWORK))
def test_a_case_is_read_by_the_partners_it_involves(role: str) -> None:
    assert decide_reading(asker(role, MISSION), {CCAS, MISSION}).name == "involved"
    assert not may_read_case(asker(role, CAF), {CCAS, MISSION})
    with pytest.raises(MayNotRead):
        decide_reading(asker(role, CAF), {CCAS, MISSION})


def test_what_is_about_no_case_is_read_by_its_sender_and_the_dpo() -> None:
    assert decide_reading_of_nobody(asker("social-worker"), CCAS).name == "involved"
    assert decide_reading_of_nobody(asker("dpo", None), CCAS).name == "dpo"
    for reader in (asker("partner-agent", MISSION), asker("evaluator", CCAS)):
        with pytest.raises(MayNotRead):
            decide_reading_of_nobody(reader, CCAS)


def test_the_dpo_reads_a_case_to_answer_for_it() -> None:
    assert decide_reading(asker("dpo", None), {CCAS}).name == "dpo"


@pytest.mark.parametrize("role", NOT_CASEWORK)
def test_no_evaluator_administrator_or_elected_official_reads_a_case(role: str) -> None:
    assert not may_read_case(asker(role, CCAS), {CCAS})
    assert not may_read_case(asker(role, None), {CCAS})


def test_the_whole_journal_is_read_by_those_who_evaluate_protect_and_keep_it() -> None:
    for role in ("evaluator", "dpo", "archivist"):
        assert reads_whole_journal(asker(role, None))
    for role in (*CASEWORK, "administrator", "elected"):
        assert not reads_whole_journal(asker(role))
    assert reads_whole_journal(SYSTEM)
