"""The inbox, cases and their history."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.http.shapes.shape import Page, Shape
from domain.values import Code, Party

Turn = Party | None


class Identity(Shape):
    """Une personne. « erased » à la place d’un texte : données détruites."""

    person: UUID
    family_name: str
    given_name: str
    birth_date: date | Literal["erased"] | None
    phone: str | None
    mail: str | None
    address: str | None


class ReferralRow(Shape):
    """Où en est une orientation : à qui d’agir (`whose_turn`), et pour quand (`due`)."""

    referral: UUID
    version: int
    case_id: UUID
    person: UUID
    sender: UUID
    addressee: UUID
    kind: Code
    urgency: Code
    themes: list[Code]
    follows: UUID | None
    sent_at: datetime
    state: Code
    whose_turn: Turn
    due: date | None
    asked: bool
    seen: bool
    awaits_confirmation: bool
    tells_person: Turn
    meets_at: datetime | None
    assigned: UUID | None
    changed_at: datetime


class Waiting(ReferralRow):
    """Une orientation qui attend, l’action suivante et qui la doit."""

    people: list[Identity]
    with_: str = Field(alias="with", description="L’autre partenaire.")
    owner: str = Field(description="Le partenaire qui doit agir.")
    action: str


class Worklist(Shape):
    """Une liste : `code` est stable, `title` est affiché."""

    code: Code
    title: str
    items: list[Waiting]


class Inbox(Shape):
    """Ce qui attend un service ; une orientation peut figurer dans plusieurs listes."""

    worklists: list[Worklist]


class CaseLine(Shape):
    """Une situation dans une liste. `since` : position de l’entrée du service."""

    case_id: UUID
    version: int
    opener: UUID
    opened_at: datetime
    state: Code
    age_band: Code
    household: Code
    quartier: Code
    since: int
    people: list[Identity]


class CasePage(Page):
    items: list[CaseLine]


class Tie(Shape):
    """Un partenaire de la situation, et le fondement du partage avec lui."""

    partner: UUID
    ground: Code | None
    since: int


class CaseFile(Shape):
    """Une situation telle que ce lecteur peut la voir maintenant."""

    case_id: UUID
    version: int
    opener: UUID
    opened_at: datetime
    state: Code
    age_band: Code
    sex: Code
    household: Code
    quartier: Code
    language: Code
    people: list[Identity]
    partners: list[Tie]
    referrals: list[ReferralRow]
    position: int


class Change(Shape):
    """Ce qu’une étape a changé, en clair."""

    label: str
    before: str | None
    after: str | None


class Step(Shape):
    """Un fait de l’historique, et ce qu’il a changé."""

    step: int
    position: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    service: UUID | None
    sentence: str
    changes: list[Change]


class History(Shape):
    steps: list[Step]
