"""Action sheets, their indicators and measures."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import Field

from api.http.shapes.shape import Shape
from domain.values import Code


class Earlier(Shape):
    """Ce qu’une mesure valait avant d’être corrigée, et pourquoi elle l’est."""

    value: Decimal
    reason: Code


class Measured(Shape):
    """Une mesure, telle que connue. `version` la désigne pour la corriger."""

    version: int
    on: date
    value: Decimal
    source: str | None
    was: list[Earlier]


class Indicator(Shape):
    """Un indicateur, ses mesures par jour, et où il en est."""

    number: int
    name: str
    unit: Code
    baseline: Decimal | None
    target: Decimal | None
    due: date | None
    source: str | None
    measures: list[Measured]
    reached: bool
    progress: str = Field(description="Où il en est, en une phrase.")
    late: str | None = Field(description="Pourquoi une mesure manque, le cas échéant.")


class Sheet(Shape):
    """Une fiche action : ce qu’elle dit, qui la porte, où elle en est."""

    sheet: UUID
    version: int
    number: int
    title: str
    kind: Code
    priority: Code
    need: str
    publics: list[Code]
    objectives: list[str]
    lead: UUID
    partners: list[UUID]
    state: Code
    since: datetime
    adopted_on: date | None
    forum: UUID | None
    body: str | None
    indicators: list[Indicator]


class Sheets(Shape):
    """Les fiches actions, par numéro."""

    items: list[Sheet]
