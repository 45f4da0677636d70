"""Alerts and the watch board."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from api.http.shapes.cases import Told
from api.http.shapes.shape import Shape
from domain.values import Code


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


class ReporterTold(Shape):
    """Qui l’a dit. « sealed » : masqué pour vous ; « erased » : données détruites."""

    by: UUID
    name: str | None
    contact: str | None
    words: str | None


class AlertFile(AlertRow):
    """Une alerte telle que ce lecteur peut la voir. « erased » : données détruites."""

    facts: str
    analysis: str | None
    informed: Code | None
    peril: Code
    danger: Code | None
    sharing_ground: Code | None
    reporter: ReporterTold | None
    duplicates: list[UUID]
    history: list[Told]


class Lane(Shape):
    """Une liste du tableau : `code` est stable, `title` est affiché."""

    code: Code
    title: str
    action: str
    alerts: list[AlertRow]


class Pair(Shape):
    """Deux alertes qui disent peut-être la même chose."""

    one: UUID
    other: UUID


class Signal(Shape):
    """Un signal faible : des nombres, jamais qui."""

    theme: Code
    quartier: Code
    households: int
    services: int
    days: int


class WatchBoard(Shape):
    """Le tableau de la cellule ; une alerte peut figurer dans plusieurs listes."""

    lanes: list[Lane]
    alike: list[Pair]
    signals: list[Signal] = Field(description="Pour l’animateur·rice de la cellule.")
