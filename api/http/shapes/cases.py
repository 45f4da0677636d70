"""The inbox, cases and their history."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.agreed import Agreed
from api.http.shapes.commitments import CommitmentRow
from api.http.shapes.shape import Page, Shape
from domain.values import Code, Party

Turn = Party | None


class Representative(Shape):
    """Qui la représente, à quel titre et pour quoi."""

    number: int
    kind: Code
    who: str
    scope: Code
    since: date | None
    until: date | None


class Home(Shape):
    """Une période dans un ménage ; `left_on` est nul si elle y vit encore."""

    household: UUID
    since: date
    left_on: date | None


class Identity(Shape):
    """Une personne. « erased » à la place d’un texte : données détruites."""

    person: UUID
    family_name: str
    given_name: str
    birth_date: date | Literal["erased"] | None
    phone: str | None
    mail: str | None
    address: str | None
    address_protected: bool = Field(description="Elle n’est alors que pour qui la protège.")
    means: str | None = Field(description="Le moyen sûr de la joindre.")
    hours: str | None
    never_by: list[Code] = Field(description="Ce qui la mettrait en danger.")
    languages: list[Code] | Literal["erased"]
    needs: list[Code] | Literal["erased"]
    representatives: list[Representative]
    households: list[UUID]
    homes: list[Home] = Field(description="Ses périodes dans des ménages, passées et en cours.")
    moved_on: date | None
    deceased: bool
    died_on: date | None
    archived: bool
    agreed: Agreed = Field(description="Ce à quoi elle consent, s’oppose, ou a droit.")
    records: list[UUID] = Field(description="Toutes les fiches de cette même personne.")


class ReferralRow(Shape):
    """Où en est une orientation : à qui d’agir (`whose_turn`), et pour quand (`due`)."""

    referral: UUID
    version: int
    case_id: UUID | None = Field(description="Nul : sans nom, pour l’évaluation seule.")
    person: UUID | None
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


class Relay(Shape):
    """Qui supplée, en l’absence de qui : par fonction, jamais par nom."""

    absent: Code
    deputy: Code | None


class Waiting(ReferralRow):
    """Une orientation qui attend, l’action suivante et qui la doit."""

    people: list[Identity]
    with_: str = Field(alias="with", description="L’autre partenaire.")
    owner: str = Field(description="Le partenaire qui doit agir.")
    action: str
    mine: bool = Field(description="Confiée à qui demande.")
    relay: Relay | None


class Worklist(Shape):
    """Une liste : `code` est stable, `title` est affiché."""

    code: Code
    title: str
    items: list[Waiting]


class AlertRow(Shape):
    """Où en est une alerte, et pour quand elle attend quelqu’un (`due`)."""

    alert: UUID
    version: int
    kind: Code
    raiser: UUID
    about_case: UUID | None = Field(description="La situation à laquelle elle est liée.")
    learnt: Code
    urgency: Code
    themes: list[Code]
    quartier: Code
    observed_on: date
    raised_on: date
    raised_at: datetime
    state: Code
    child: bool = Field(description="Un enfant est en danger : jamais à l’ordre du jour.")
    owner: UUID | None
    owner_agent: UUID | None
    answerable: UUID | None = Field(description="Le service qui doit répondre.")
    escalated: bool
    session: UUID | None
    original: UUID | None = Field(description="L’alerte dont elle est le doublon.")
    due: date | None
    changed_at: datetime


class Promise(CommitmentRow):
    """Un engagement qui attend, et ce qu’il y a à faire."""

    action: str


class Promises(Shape):
    code: str
    title: str
    items: list[Promise]


class FollowUpAsked(Shape):
    """Une suite de la cellule de veille : à accepter ou refuser, ou acceptée et à mener."""

    session: UUID
    session_number: int
    number: int
    version: int = Field(description="Celle de la séance : `If-Match` pour répondre.")
    kind: Code
    due: date
    answer: str = Field(description="`proposed` ou `accepted`.")


class Inbox(Shape):
    """Ce qui attend un service ; une orientation peut figurer dans plusieurs listes."""

    worklists: list[Worklist]
    alerts: list[AlertRow] | None = Field(
        description="Les alertes confiées au service, ou dont il doit répondre ; nul au passé."
    )
    commitments: list[Promises] | None = Field(description="Nul pour un moment passé.")
    follow_ups: list[FollowUpAsked] | None = Field(description="Nul pour un moment passé.")
    position: int = Field(description="La position connue : `known_at` la redemande.")


class CaseLine(Shape):
    """Une situation dans une liste. `since` : position de l’entrée du service."""

    case_id: UUID
    version: int
    opener: UUID
    lead: UUID
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
    until: int | None = Field(description="Position de la fin, s’il n’est plus partie.")


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
    lead: UUID
    referent: UUID | None
    coordinated_by: UUID | None
    coordinator: UUID | None
    partners: list[Tie]
    referrals: list[ReferralRow]
    alerts: list[AlertRow] | None = Field(
        description="Celles que ce lecteur peut ouvrir aussi ; nul au passé."
    )
    commitments: list[CommitmentRow] | None = Field(description="Nul pour un moment passé.")
    at: datetime | None
    position: int
