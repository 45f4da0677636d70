"""Observations and contributions that the tests tell of."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.contribution import Contribution
from domain.observation import Observation
from domain.values import Deadline, Reference, SheetId
from tests.domain.people import CCAS
from tests.story import Told, fact

SHEET = SheetId(UUID(int=71))
LED_TO = Reference("sheet", SHEET)
REMINDER, ANSWER_BY, SILENCE = date(2026, 10, 15), date(2026, 10, 30), date(2026, 10, 31)
SIXTY_DAYS = Deadline(ANSWER_BY, (REMINDER,), SILENCE, "contribution-answer", 0)

FIGURE: dict[str, Any] = {
    "by": CCAS,
    "kind": "quantitative",
    "theme": "logement-hebergement--changer-de-logement",
    "quartier": "chene-pointu",
    "geography_version": "2026",
    "first": date(2026, 7, 1),
    "last": date(2026, 9, 30),
    "indicator": "Ménages en attente d’un logement social",
    "unit": "households",
    "value": Decimal(412),
    "fewer_than": None,
    "text": None,
    "source_kind": "housing",
    "source": "Service logement de la ville",
}
WORDS: dict[str, Any] = FIGURE | {
    "kind": "qualitative",
    "unit": None,
    "value": None,
    "text": "Les familles disent ne plus oser appeler.",
}
SAID: dict[str, Any] = {
    "by": CCAS,
    "kind": "resident",
    "channel": "reception",
    "theme": "mobilite--etre-accompagne-dans-son-parcours-mobilite",
    "quartier": "chene-pointu",
    "geography_version": "2026",
    "text": "Le bus ne passe plus après 20 h, dit Mme Zoé Traoré.",
    "name": "Zoé Traoré",
    "contact": "06 12 34 56 78",
    "deadline": SIXTY_DAYS,
}


def recorded(**said: Any) -> Told:
    return fact(Observation.Recorded, **FIGURE | said)


def received(**said: Any) -> Told:
    return fact(Contribution.Received, **SAID | said)


masked = fact(Contribution.Masked, text="Le bus ne passe plus après 20 h.")
published = fact(Contribution.Published, agreed="oral")
kept_back = fact(Contribution.NotPublished, reason="author-refuses")
answered = fact(
    Contribution.Answered, partner=CCAS, text="Une navette est à l’étude.", given_back="letter"
)
linked = fact(Contribution.LinkedToSheet, sheet=SHEET)
led_to = fact(Contribution.LedTo, what=LED_TO, change="Une navette du soir")
taken_back = fact(Contribution.Withdrawn)
in_error = fact(Contribution.EnteredInError, reason="trial")
reminded = fact(Contribution.Reminded, due=REMINDER, rule="contribution-answer", version=0)
unanswered = fact(
    Contribution.LeftUnanswered, due=ANSWER_BY, rule="contribution-answer", version=0
)
