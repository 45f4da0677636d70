import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.action_sheet_standing import Content
from domain.aggregate import Aggregate
from domain.attendance import Present
from domain.catalogue import KINDS, own_fields
from domain.commitment_terms import Terms
from domain.partner import Description, Offer
from domain.resource import Notice
from domain.values import Reference, is_personal
from domain.watch_session_life import Member
from projections.sentences import SENTENCES, sentence
from tests.domain.people import CAF, CCAS, COARSE, DEADLINE, MISSION, NADIA, NEXT, REFERRAL
from tests.projections.facts import BEGUN, stored
from tests.story import STREAM, as_event, fact

CANARY = "Canari"
NAMES = {CCAS: "CCAS de Clichy", MISSION: "Mission locale", CAF: "CAF", STREAM: "PMI"}
CODED = {
    "reason": "other", "outcome": "achieved", "attendance": "no-show", "view": "partially",
    "alternative": "later", "channel": "maillage", "audience": "my-service", "agent": NADIA,
    "role": "evaluator", "function": "nurse", "capacity": "full", "origin": "demo",
    "rule": "referral-answer", "urgency": "soon", "informed": "orally", "agreement": "oral",
    "sharing_ground": "consent", "danger": None, "in_the_eyes_of": "person",
    "kind": "referral", "source": "test",
}  # fmt: skip
SAID: dict[str, Any] = CODED | {
    "by": CCAS, "sender": CCAS, "addressee": MISSION, "opener": CCAS, "partner": MISSION,
    "to": CAF, "told_by": None, "medium": None, "alternative_partner": None,
    "partners": (MISSION, CAF), "deadline": DEADLINE, "due": date(2026, 11, 30),
    "expected": date(2027, 1, 1), "until": date(2027, 2, 1), "first": date(2026, 12, 24),
    "last": date(2027, 1, 3), "sent_on": date(2026, 11, 23), "asked_on": date(2026, 11, 24),
    "meets_at": BEGUN, "whose_turn": "addressee", "tells_person": "sender", "coarse": COARSE,
    "themes": (), "values": {}, "version": 1, "name": "Clichy", "fictitious": True,
    "description": Description("PMI", "pmi"), "service": "s1",
    "offer": Offer("Consultations", ()), "case": REFERRAL, "person": NADIA, "follows": None,
    "new_referral": NEXT, "key_ids": (), "parties": ("a", "b"), "deliberations": (),
    "about": None, "note": 2, "goal": 2, "authorities": ("maire",),
    "need": "several-professionals", "opinion": "reserved", "route": "crip",
    "consulted_on": date(2026, 12, 1), "decided_on": date(2026, 12, 8),
    "categories": ("housing",), "family_informed": "interest-of-the-child",
    "territory": "Bondy", "theme": "sante--addictions",
    "term": "quatre ans", "priorities": (), "principles": (), "means": (), "how": "phone",
    "never_by": (), "number": 1, "since": date(2026, 1, 1), "ended_on": date(2026, 6, 1),
    "household": REFERRAL, "scope": "referral", "right": "access",
    "answer": "granted", "received_on": date(2026, 11, 23), "decide_by": date(2026, 12, 23),
    "answer_by": date(2026, 12, 23), "into": NADIA, "evidence": "identity-document",
    "moved_on": date(2026, 6, 1), "died_on": None, "ground": "deceased",
    "on_behalf_of": MISSION, "deputy": NADIA, "referrals": 3, "evaluator": NADIA,
    "mandated_by": "Comité de pilotage", "purpose": "Délais de réponse",
    "conference": "Conférence sociale locale", "signed_on": date(2026, 11, 23),
    "party": "La commune", "on": date(2026, 11, 23), "effect": date(2027, 2, 1),
    "quartiers": (), "reference": "1", "proposal": None, "left_on": date(2027, 6, 30),
}  # fmt: skip
OF: dict[str, dict[str, Any]] = {
    "ActionSheet": {
        "lead": CCAS, "what": ("title", "objectives"), "why": "Le public change.",
        "content": Content("Aller vers", "existing", "families", "Isolement", ("Agir",)),
        "words": None, "before": CAF, "body": "Comité de pilotage", "forum": None,
        "assessment": "Utile.", "indicator": 1, "unit": "people", "baseline": Decimal(0),
        "target": Decimal(1200), "value": Decimal("1.5"), "was": Decimal(2), "measurement": 4,
    },
    "Forum": {
        "serves": (), "college": None, "where": "Salle du conseil", "agenda": "Les impayés",
        "meeting": 2, "guests": (),
        "colleges": (Present("elected", 2),), "conclusions": "Fait", "decisions": (),
    },
    "Commitment": {
        "debtor": MISSION, "beneficiary": CCAS, "signed_by": "director",
        "terms": Terms("maps", "Des cartes.", Decimal("1250.50"), "documents"),
        "wished_for": date(2027, 2, 1), "sentence": "Il en manque une.",
        "text": "Deux cartes.", "share": 40, "link": None,
        "serves": Reference("amendment", STREAM, 1),
    },
    "Conference": {
        "year": 2026, "held_on": date(2026, 12, 3), "where": "Mairie", "agenda": (),
        "position": 120, "seal": "0" * 64, "college": "residents",
        "text": "Combien\u00a0?", "principle": "trust", "priority": None, "figures": (),
        "answers": (), "finding": 1, "figure": 1, "published": "12", "now": "14",
        "colleges": (Present("elected", 4), Present("residents", 23)),
        "addressed_to": None, "wished_for": None,
        "findings": (1,), "recommendations": (1,), "report": "0" * 64,
    },
    "Observation": {
        "quartier": "chene-pointu", "geography_version": "2026", "indicator": "Demandes",
        "unit": "requests", "value": 12, "fewer_than": None, "source_kind": "caf",
        "text": "des mots",
    },
    "Contribution": {
        "quartier": "chene-pointu", "geography_version": "2026", "text": "des mots",
        "agreed": "oral", "given_back": "letter", "sheet": REFERRAL,
        "what": Reference("sheet", REFERRAL), "change": "Une navette",
    },
    "Alert": {
        "raiser": CCAS, "learnt": "seen", "reporter": None, "observed_on": date(2026, 11, 20),
        "peril": "none", "raised_on": date(2026, 11, 23), "escalation": None, "of": NEXT,
        "duplicate": NEXT, "session": NEXT, "original": None, "released": None,
    },
    "Reporter": {"alert": REFERRAL},
    "WeakSignal": {
        "quartier": "haut-clichy", "households": 5, "services": 2,
        "set_aside_on": date(2026, 11, 23),
    },
    "Resource": {
        "provider": CAF, "serves": (),
        "notice": Notice("Atlas social", "Insee", "odbl-1", "aggregated", "everyone"),
    },
    "WatchSession": {
        "title": "Séance de rentrée", "where": "Mairie", "alert": REFERRAL, "members": (),
        "member": Member(MISSION, "mission-locale"), "alerts": (), "regime": "nominative",
        "shared_with": (), "responsible": MISSION, "text": CANARY, "promise": None,
        "resource": None, "summary": None, "reference": Reference("referral", NEXT),
    },
}  # fmt: skip
"""What fields of one aggregate say, where it is not what they say elsewhere."""


def told(kind: str, /, **changes: Any) -> str:
    hints = own_fields(KINDS[kind])
    saying = SAID | OF.get(kind.partition(".")[0], {})
    said = {name: CANARY if is_personal(hint) else saying[name] for name, hint in hints.items()}
    first = issubclass(KINDS[kind], Aggregate.Created)
    event = as_event(fact(KINDS[kind], **said | changes), STREAM, 1 if first else 2)
    return sentence(stored(event, 1), NAMES)


def test_every_kind_of_fact_has_its_own_sentence() -> None:
    assert set(KINDS.values()) == set(SENTENCES)
    assert len(KINDS) == len({told(kind) for kind in KINDS})


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_is_french_typography_and_names_nobody(kind: str) -> None:
    said = told(kind)

    assert CANARY not in said
    assert re.fullmatch(r"[«A-ZÉL].*\.", said), said
    assert not re.search(r"[ '](?=[:;?!»])|« |\w'\w|[{}_]|--", said), said


def test_a_reported_answer_says_who_reports_it_and_how() -> None:
    assert (
        "«\u00a0CCAS de Clichy\u00a0» rapporte que «\u00a0Mission locale\u00a0», par téléphone,"
        " accepte l’orientation."
    ) == told("Referral.Accepted", told_by=MISSION, medium="phone")


def test_a_refusal_says_why_and_what_next() -> None:
    assert (
        "«\u00a0Mission locale\u00a0» refuse l’orientation\u00a0: session complète."
        " Suite proposée\u00a0: s’adresser à «\u00a0CAF\u00a0»."
    ) == told(
        "Referral.Declined", by=MISSION, reason="session-full", alternative="other-partner",
        alternative_partner=CAF,
    )  # fmt: skip


def test_advice_waits_for_no_answer() -> None:
    assert "réponse" not in told("Referral.Sent", kind="advice", deadline=None)
    assert "réponse attendue le 30\u00a0novembre\u00a02026" in told("Referral.Sent")


def test_an_unknown_partner_is_a_partner() -> None:
    event = as_event(fact(KINDS["Referral.Seen"], by=NADIA), STREAM, 2)

    assert sentence(stored(event, 1), {}).startswith("Un partenaire a bien reçu")


def test_an_audit_mission_says_by_whose_mandate_until_when_and_on_whom() -> None:
    assert (
        "Une mission d’audit est ouverte par mandat de «\u00a0Comité de pilotage\u00a0», du"
        " 24\u00a0décembre\u00a02026 au 3\u00a0janvier\u00a02027, sur «\u00a0CAF\u00a0»."
    ) == told("AuditMission.Opened", scope=(CAF,))
    assert told("AuditMission.Opened", scope=()).endswith("sur tout le territoire.")


def test_a_hand_over_counts_its_referrals() -> None:
    assert told("Agent.PortfolioHandedOver").endswith("\u00a0: 3\u00a0orientations.")
    assert told("Agent.PortfolioHandedOver", referrals=1).endswith(": une orientation.")
