"""Sessions of the watch cell, as their readers may see them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from api.http.shapes.shape import Page, Shape
from domain.values import Code


class SessionNamed(Shape):
    """Une séance : son numéro, où et quand elle se tient."""

    session: UUID
    version: int
    convener: UUID
    number: int
    title: str
    meets_at: datetime
    place: str
    state: str = Field(description="`convened`, `held` ou `cancelled`.")
    approved: list[Code]


class SessionLine(SessionNamed):
    """Une séance, dans la liste."""

    items: int
    follow_ups: int
    open_follow_ups: int


class SessionPage(Page):
    items: list[SessionLine]


class MemberSeen(Shape):
    partner: UUID
    name: str
    college: Code


class FollowUpSeen(Shape):
    """Une suite. `text` et `sentence`, en mots, pour qui a part au point."""

    number: int
    kind: Code
    responsible: UUID
    beneficiary: UUID | None
    due: date
    answer: str = Field(
        description="`proposed`, `accepted`, `refused`, `led`, `done` ou `dropped`."
    )
    reason: Code | None
    promise: str | None
    resource: Code | None
    led_kind: Code | None
    led_to: UUID | None
    text: str | None
    sentence: str | None


class ItemSeen(Shape):
    """Un point de l’ordre du jour. `conclusion` : en mots, pour qui a part au point."""

    alert: UUID | None = Field(description="Nul dans un compte rendu partageable.")
    regime: Code
    themes: list[Code]
    urgency: Code
    there: list[UUID] | None = Field(description="Les présents pour ce point, une fois notés.")
    conclusion: str | None
    follow_ups: list[FollowUpSeen]


class Counted(Shape):
    """Des nombres, sur toute la séance."""

    items: dict[str, int] = Field(description="Les points, par régime.")
    partners: int = Field(description="Les partenaires présents à un point au moins.")
    follow_ups: dict[str, int] = Field(description="Les suites, par état.")


class SessionSeen(SessionNamed):
    """Une séance. `hidden` : combien de points nominatifs ne vous sont pas montrés."""

    members: list[MemberSeen]
    items: list[ItemSeen]
    hidden: int
    counts: Counted
    summary: str | None


class Minutes(SessionSeen):
    """Un compte rendu, restreint ou partageable."""

    kind: Code
    approved_on: datetime | None
