"""What is observed, what residents say, and which demands met no service."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, WithJsonSchema

from api.http.shapes.shape import Page, Shape
from domain.values import Code

Amount = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"})]
"""An exact number, as text."""


class Observed(Shape):
    """Une donnée d’observation, telle que corrigée en dernier lieu."""

    observation: UUID
    version: int
    partner: UUID
    partner_name: str
    kind: Code
    theme: Code
    quartier: str | None = Field(description="Nul\u00a0: toute la commune.")
    geography: str | None
    first: date
    last: date
    indicator: str
    unit: Code | None
    value: Amount | None
    fewer_than: int | None = Field(description="« Moins de »\u00a0: la valeur ne se dit pas.")
    said: str | None
    source_kind: Code
    source: str
    recorded_on: datetime
    corrected: Code | None


class ObservedPage(Page):
    items: list[Observed]


class AnswerGiven(Shape):
    partner: UUID
    partner_name: str
    said: str
    given_back: Code
    answered_on: datetime


class Effect(Shape):
    """Ce à quoi une contribution est rattachée, ou a mené (`change` le dit)."""

    kind: Code
    stream: UUID
    part: int | None
    change: str | None


class Voice(Shape):
    """Une contribution d’habitant·e\u00a0: jamais son auteur·e, ni ses mots d’origine."""

    contribution: UUID
    version: int
    receiver: UUID
    receiver_name: str
    kind: Code
    channel: Code
    theme: Code
    quartier: str | None
    geography: str | None
    received_on: datetime
    due: date
    masked: str | None = Field(description="Le texte aux noms masqués.")
    published: bool | None
    decided_why: Code | None
    answered_on: datetime | None
    silent: bool = Field(description="Restée sans réponse au terme du délai.")
    led: bool = Field(description="Elle a changé quelque chose.")
    reads_words: bool = Field(description="Si vous pouvez lire ses mots d’origine.")
    answers: list[AnswerGiven]
    effects: list[Effect]


class VoicePage(Page):
    items: list[Voice]


class VoicesCounted(Shape):
    """Les contributions reçues, sauf celles que leur auteur·e a retirées."""

    received: int
    published: int
    answered: int
    in_time: int
    silent: int
    led: int


class Words(Shape):
    """Les mots d’origine. Cette lecture est enregistrée. Nul\u00a0: rien, ou détruit."""

    contribution: UUID
    text: str | None
    name: str | None
    contact: str | None


class UnmetNeed(Shape):
    """Demandes refusées faute de service. Nul\u00a0: effectif trop petit pour être dit."""

    theme: Code
    refused: int | None
    asked: int | None
    reasons: dict[str, int | None]
    quartiers: dict[str, int | None]


class UnmetNeeds(Shape):
    year: int
    items: list[UnmetNeed]
