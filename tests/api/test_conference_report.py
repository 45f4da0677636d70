"""The report's words are pinned: their digest was published when conferences concluded."""

from pathlib import Path
from typing import Any
from uuid import UUID

from api.views.conference import ConferenceView
from api.views.conference_report import report_of
from domain.conference import Conference
from domain.conference_evidence import Figure
from tests.domain.people import CCAS, MISSION
from tests.domain.test_conference import (
    adopted,
    asked,
    concluded,
    convened,
    found,
    frozen,
    held,
    postponed,
    restated,
)
from tests.projections.facts import history
from tests.story import Told, fact

STREAM = UUID(int=7)
NAMES: dict[UUID, str] = {CCAS: "CCAS de Clichy", MISSION: "Mission locale"}
WORDS = (Path(__file__).parent / "conference-report.txt").read_text(encoding="utf-8")
DIGEST = "85504c74c88845c7e96da2b47393d47d770997cad7ce1b4bd2846bf84bfe666f"


def view(*facts: Told) -> ConferenceView:
    return ConferenceView(STREAM, history((STREAM, (convened(), *facts))))


def whole() -> tuple[Told, ...]:
    cited = (
        Figure("Orientations envoyées", "52", "/projet/conference/chiffres?position=3", 3,
            "referrals-sent"),
        Figure("Allocataires", "1 204", "CAF, 2025", 3),
    )  # fmt: skip
    kept = {"principle": None, "priority": "housing", "figures": ()}
    wished: dict[str, Any] = {"addressed_to": MISSION, "findings": (1,)}
    theme = "logement-hebergement--reduire-les-impayes-de-loyer"
    means = {"means": ("Un mi-temps d’accueil",), "recommendations": (1,)}
    return (
        frozen(3), asked(), asked(2, college="elected", by=MISSION),
        found(figures=cited, answers=(1,)), found(2, **kept), restated(), held(),
        adopted(**wished, theme=theme), adopted(2),
        fact(Conference.AmendmentProposed, number=1, **means),
    )  # fmt: skip


def test_the_words_of_a_report_do_not_change() -> None:
    """A report that was concluded under these words is still recognised by them."""
    report = report_of(view(*whole()), NAMES)

    assert report.text == WORDS
    assert report.digest == DIGEST


def test_what_comes_after_the_conclusion_is_not_of_the_report() -> None:
    before = report_of(view(*whole()), NAMES)
    late = restated("44 sur 52", 390)
    after = view(*whole(), concluded, late)

    assert report_of(after.as_concluded, NAMES) == before
    assert report_of(after, NAMES).digest != before.digest


def test_a_report_without_anything_says_so_and_a_delay_says_why() -> None:
    report = report_of(view(postponed), {})

    assert report.text.count("Rien n’est consigné.") == 5
    assert "Reportée au 14\u00a0janvier\u00a02027\u00a0: Élections anticipées." in report.text


def test_a_view_says_where_and_when_a_conference_is_held_now() -> None:
    moved = view(postponed)

    assert (moved.held_on.isoformat(), moved.place) == ("2027-01-14", "Salle des fêtes")
    assert moved.state == "convened"
    assert view(held()).state == "held"
    assert view(fact(Conference.Cancelled, reason="Grand froid")).state == "cancelled"
