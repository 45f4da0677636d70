"""Forums, their members and meetings; resources lent to the project."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.http.shapes.shape import Page, Shape
from domain.values import Code


class ForumServes(Shape):
    """Un objet du projet : sa nature, son identifiant, et sa partie s’il en a."""

    kind: Code
    stream: UUID
    part: int | None


class ForumNamed(Shape):
    """Une instance : ce qu’elle est, et depuis quand."""

    forum: UUID
    version: int
    kind: Code
    name: str
    purpose: str
    formed_at: datetime
    dissolved_at: datetime | None


class ForumLine(ForumNamed):
    """Une instance : combien de membres aujourd’hui, sa prochaine et sa dernière réunion."""

    members: int
    next_at: datetime | None
    last_held: date | None


class ForumList(Shape):
    items: list[ForumLine]


class ForumMember(Shape):
    """Un partenaire ou un collège, et la période pendant laquelle il est membre."""

    partner: UUID | None
    name: str | None
    college: Code | None
    since: date
    left_on: date | None = Field(description="Dernier jour ; nul si la période est en cours.")


class Came(Shape):
    partner: UUID
    name: str | None


class ForumMeeting(Shape):
    """Une réunion : convoquée, annulée ou tenue ; qui était là, ce qui a été décidé."""

    meeting: int
    state: Literal["convened", "cancelled", "held"]
    day: date
    meets_at: datetime | None = Field(description="Nul si personne ne l’avait convoquée.")
    room: str | None
    agenda: str | None
    conclusions: str | None
    decisions: list[str]
    reason: str | None = Field(description="Pourquoi elle est annulée.")
    partners: list[Came]
    guests: list[Came]
    people: dict[Code, int] = Field(description="Combien de personnes, par collège.")


class ForumFile(ForumNamed):
    """Une instance, ses membres par périodes et ses réunions, la dernière d’abord."""

    reason: str | None
    serves: list[ForumServes]
    members: list[ForumMember]
    meetings: list[ForumMeeting]


class CatalogueEntry(Shape):
    """La notice d’une ressource. `link` est nul sur papier, ou quand elle est réservée."""

    resource: UUID
    version: int
    published: int
    published_at: datetime
    kind: Code
    provider: UUID
    provider_name: str | None
    title: str
    source: str
    licence: Code
    aggregation: Code
    readers: Code
    presentation: str | None
    covers_from: date | None
    covers_to: date | None
    link: str | None
    withheld: bool = Field(description="L’adresse existe, mais pas pour qui lit.")
    serves_kind: Code | None
    serves_stream: UUID | None
    serves_part: int | None
    revised_at: datetime | None
    withdrawn_at: datetime | None
    reason: str | None


class ResourcePage(Page):
    items: list[CatalogueEntry]
