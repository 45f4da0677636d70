"""Lines of the journal."""

from datetime import date, datetime
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
    actor: str | None = Field(
        description="`system`, soi-même, ou qui est nommé au titre d’une mission d’audit."
    )
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


class FoundPage(LinePage):
    """`position` : où le journal a été lu."""

    position: int


class Drawn(Shape):
    """Une orientation tirée au sort, et ses faits dans leur ordre."""

    referral: UUID
    sent_on: date
    sender: str | None
    addressee: str | None
    themes: list[Code]
    lines: list[Line]


class Sample(Shape):
    """Un tirage : même graine, même position, mêmes orientations, parmi `among`."""

    seed: str
    position: int
    among: int
    items: list[Drawn]
