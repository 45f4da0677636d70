"""What happened, told fact by fact, and what each changed."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from api.http.shapes.shape import Shape


class Change(Shape):
    """Ce qu’une étape a changé, en clair."""

    label: str
    before: str | None
    after: str | None


class Told(Shape):
    """Un fait, en une phrase."""

    position: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    service: UUID | None
    sentence: str


class Step(Told):
    """Un fait de l’historique, et ce qu’il a changé."""

    step: int
    changes: list[Change]


class History(Shape):
    at: datetime | None
    steps: list[Step]
    position: int


class Comparison(Shape):
    """Ce qui a changé entre deux positions."""

    from_: int = Field(alias="from")
    to: int
    changes: list[Change]
    facts: list[Told]
    position: int
