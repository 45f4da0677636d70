"""Lines of the journal."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from api.http.shapes.shape import Page, Shape
from domain.values import Code


class Line(Shape):
    """Un fait en une phrase : qui, quand, à quel titre ; jamais le nom d’une personne."""

    position: int
    recorded_at: datetime
    occurred_at: datetime
    kind: str
    stream: UUID
    version: int
    case: UUID | None
    actor: str = Field(description="Identifiant du professionnel, ou `system`.")
    function: Code | None
    organisation: UUID | None
    service: str | None
    role: Code
    on_behalf_of: UUID | None
    name: str | None = Field(description="Seulement au titre d’une mission d’audit.")
    sharing_ground: Code | None
    told_by: UUID | None
    medium: Code | None
    source: str
    correlation: UUID
    sentence: str


class LinePage(Page):
    items: list[Line]
