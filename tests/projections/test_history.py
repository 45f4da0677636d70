from uuid import UUID

from domain.case import Case
from domain.person import Person
from projections.history import Change, steps_of
from tests.domain.cases import COORDINATED
from tests.domain.people import (
    AMINA,
    CASE,
    CCAS,
    COARSE,
    MISSION,
    REFERRAL,
    SENT,
    accepted,
    accepted_by_phone,
    asked,
    sent,
    unanswered,
)
from tests.projections.facts import history
from tests.story import Told, fact

NAMES: dict[UUID, str] = {CCAS: "CCAS", MISSION: "Mission locale"}
TO = "Orientation vers «\u00a0Mission locale\u00a0»"
WHO = "À qui d’agir"
OPENED = fact(Case.Opened, opener=CCAS, coarse=COARSE)


def changes(*facts: Told) -> list[list[Change]]:
    steps = steps_of(history((REFERRAL, facts)), NAMES)
    return [list(step.changes) for step in steps]


def test_a_referral_that_is_sent_gives_the_turn_a_deadline_and_a_partner() -> None:
    assert [
        Change("Partenaires de la situation", None, "«\u00a0Mission locale\u00a0»"),
        Change(TO, None, "envoyée"),
        Change(WHO, None, "«\u00a0Mission locale\u00a0»"),
        Change("Échéance", None, "30\u00a0novembre\u00a02026"),
    ] == changes(sent())[0]


def test_an_acceptance_says_from_what_to_what_and_who_tells_the_person() -> None:
    assert [
        Change(TO, "envoyée", "acceptée"),
        Change("Échéance", "30\u00a0novembre\u00a02026", None),
        Change("Personne à prévenir", None, "par «\u00a0CCAS\u00a0»"),
    ] == changes(sent(), accepted())[1]


def test_a_question_turns_who_must_act() -> None:
    step = changes(sent(), asked())[1]

    assert Change(WHO, "«\u00a0Mission locale\u00a0»", "«\u00a0CCAS\u00a0»") in step
    assert Change("Question posée", None, "attend sa réponse") in step
    assert Change("Échéance", "30\u00a0novembre\u00a02026", "4\u00a0décembre\u00a02026") in step


def test_silence_turns_to_the_sender() -> None:
    step = changes(sent(), unanswered())[1]

    assert Change(TO, "envoyée", "restée sans réponse") in step
    assert Change(WHO, "«\u00a0Mission locale\u00a0»", "«\u00a0CCAS\u00a0»") in step


def test_an_answer_by_phone_waits_for_its_confirmation() -> None:
    step = changes(sent(), accepted_by_phone())[1]

    assert Change("Réponse rapportée", None, "à confirmer") in step


def test_a_case_opens_gains_people_and_closes() -> None:
    added = fact(Case.PersonAdded, by=CCAS, person=AMINA)
    closed = fact(Case.Closed, by=CCAS, outcome="needs-met")
    steps = steps_of(history((CASE, (OPENED, added, closed))), NAMES)

    assert [
        Change("Situation", None, "ouverte"),
        Change("Service référent", None, "«\u00a0CCAS\u00a0»"),
        Change("Partenaires de la situation", None, "«\u00a0CCAS\u00a0»"),
    ] == list(steps[0].changes)
    assert [Change("Personnes", None, "1\u00a0personne")] == list(steps[1].changes)
    assert [Change("Situation", "ouverte", "close (besoins satisfaits)")] == list(
        steps[2].changes
    )


def test_a_step_keeps_how_things_stood_after_it() -> None:
    steps = steps_of(history((CASE, (OPENED,)), (REFERRAL, (sent(), accepted()))), NAMES)

    assert {} == steps[0].after.referrals
    assert ["sent", "accepted"] == [
        step.after.referrals[REFERRAL]["state"] for step in steps[1:]
    ]
    assert [(CCAS, None, 1), (MISSION, "consent", 2)] == [
        (row["partner"], row["ground"], row["since"]) for row in steps[2].after.partners
    ]


def test_who_leads_who_coordinates_and_which_goals_are_pursued_are_told() -> None:
    goal = fact(Case.GoalSet, by=CCAS, text="…", theme=SENT["themes"][0], due=None)
    reached = fact(Case.GoalReached, by=CCAS, goal=len(COORDINATED) + 2)
    over = fact(Case.HandedOver, by=CCAS, to=MISSION, agent=None)
    facts = history((CASE, (*COORDINATED, over, goal, reached)))
    designated, handed, set_, met = steps_of(facts, NAMES)[-4:]
    here, there = "«\u00a0CCAS\u00a0»", "«\u00a0Mission locale\u00a0»"

    assert [Change("Coordination", None, there)] == list(designated.changes)
    assert [Change("Service référent", here, there)] == list(handed.changes)
    assert [Change("Objectifs poursuivis", None, "1")] == list(set_.changes)
    assert [Change("Objectifs poursuivis", "1", None)] == list(met.changes)
    assert [(CCAS, MISSION)] == [
        (case["opener"], case["lead"]) for case in (met.after.case,) if case is not None
    ]


def test_a_partner_that_is_released_and_comes_back_has_two_periods() -> None:
    released = fact(Case.PartnerReleased, by=CCAS, partner=MISSION, reason="other")
    back = fact(Case.PartnerInvolved, partner=MISSION, sharing_ground="consent")
    steps = steps_of(history((CASE, (OPENED, back, released, back))), NAMES)
    gone = Change("Partenaires de la situation", "«\u00a0Mission locale\u00a0»", None)

    assert [gone] == list(steps[2].changes)
    assert {CCAS} == steps[2].after.involved
    assert [(MISSION, 2, 3), (MISSION, 4, None)] == [
        (row["partner"], row["since"], row["until"])
        for row in steps[3].after.partners
        if row["partner"] == MISSION
    ]


def test_a_note_that_is_withheld_does_not_hide_what_follows() -> None:
    note = fact(Case.NoteAdded, by=CCAS, text="…", audience="my-service")
    closed = fact(Case.Closed, by=CCAS, outcome="needs-met")
    facts = history((CASE, (OPENED, note, closed)))
    steps = steps_of([facts[0], facts[2]], NAMES)

    assert "close (besoins satisfaits)" == steps[1].after.end


def test_what_concerns_people_changes_nothing_here() -> None:
    told = fact(Person.InformedOfSharing, by=CCAS, how="orally", partners=(MISSION,))
    registered = fact(
        Person.Registered, by=CCAS, family_name="Canari", given_name="Zoé", birth_date=None
    )
    steps = steps_of(history((AMINA, (registered, told))), NAMES)

    assert [[], []] == [list(step.changes) for step in steps]
